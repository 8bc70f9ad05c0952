import {createServer, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {once} from 'node:events';
import {cp, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {gadgetSettings} from '../../../standin/gadget-settings.js';
import {PushingRecorder, type StandInRecorder} from '../recorders.js';

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': 'content-type',
};

/** A stand-in recorder on a port of its own, as a site's recorder is on a host of its own. */
export class RecorderServer<R extends StandInRecorder = StandInRecorder> {
  readonly recorder: R;
  readonly #server: Server;
  readonly #listeners = new Set<ServerResponse>();

  private constructor(recorder: R) {
    this.recorder = recorder;
    if (recorder instanceof PushingRecorder)
      recorder.push = (data) => this.#listeners.forEach((listener) => listener.write(`data: ${data}\n\n`));
    this.#server = createServer(async (request, response) => {
      const {method = '', url = ''} = request;
      if (method === 'OPTIONS') return void response.writeHead(204, cors).end();
      if (url.endsWith('/events')) {
        response.writeHead(200, {...cors, 'content-type': 'text/event-stream'}).flushHeaders();
        this.#listeners.add(response);
        return void response.on('close', () => this.#listeners.delete(response));
      }
      let body = '';
      for await (const part of request) body += String(part);
      const answer = recorder.handle(method, url, body);
      // without one it is left waiting, as by a recorder that hangs
      if (answer) response.writeHead(answer.status, {...cors, 'content-type': 'application/json'});
      if (answer) response.end(JSON.stringify(answer.body));
    });
  }

  static async open<R extends StandInRecorder>(make: (now: () => number) => R): Promise<RecorderServer<R>> {
    const opened = new RecorderServer(make(() => Date.now()));
    opened.#server.listen(0, '127.0.0.1');
    await once(opened.#server, 'listening');
    return opened;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What the settings say of it: asked each second, so that a test need not wait long. */
  get settings(): object {
    const {settings} = this.recorder;
    return {...settings, url: `${this.address}${String(settings['url'])}`, pollSeconds: 1};
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const layout = `<finesseLayout xmlns="http://www.cisco.com/vtg/finesse"><layout><role>Agent</role><page>
<gadget id="deskline">/3rdpartygadget/files/deskline/gadget.xml?config=/3rdpartygadget/files/site/deskline.json</gadget>
<gadget>/desktop/scripts/js/callcontrol.js</gadget></page></layout></finesseLayout>`;

/** The folder of a site with three lines whose settings name that recorder, as flags of the stand-in. */
export async function aSiteWith(
  recorder: RecorderServer,
  deployment: 'CCE' | 'CCX',
): Promise<{readonly flags: readonly string[]; remove(): Promise<void>}> {
  const folder = await mkdtemp(join(tmpdir(), 'deskline-site-'));
  const wishes = {processing: 'off', lines: '3', hold: undefined, safe: undefined};
  const settings = {
    ...gadgetSettings(deployment, [], wishes),
    recording: {required: true, recorder: recorder.settings},
  };
  await cp('dist/deskline', join(folder, 'deskline'), {recursive: true});
  await mkdir(join(folder, 'site'));
  await writeFile(join(folder, 'site/deskline.json'), JSON.stringify(settings));
  await writeFile(join(folder, 'layout.xml'), layout);
  return {
    flags: ['--deployment', deployment, '--gadgets', folder, '--layout', join(folder, 'layout.xml')],
    remove: () => rm(folder, {recursive: true}),
  };
}
