import assert from 'node:assert/strict';
import {Hono} from 'hono';
import {FaultBoard} from '../../standin/faults.js';
import {notificationsOf} from '../../standin/finesse/notifications.js';
import {finesseApi} from '../../standin/finesse/rest.js';
import type {Deployment} from '../../standin/world/types.js';
import {child, childText, readXml, type XmlNode} from '../../standin/xml.js';
import {aSite} from './world-support.js';

const names = (node: XmlNode | undefined, list: string): readonly XmlNode[] =>
  child(node, list)?.children ?? [];

/**
 * A contact centre driven over REST alone, and what each agent's own notification nodes carried, read from the XML.
 * Calls are numbered in the order in which anybody was told of them, as the tables of the developer guide do.
 */
export function aFloor(deployment: Deployment = 'CCE') {
  const site = aSite(deployment);
  const {world, clock} = site;
  const host = {host: 'a.test', httpsPort: 8445};
  const api = finesseApi({
    world,
    faults: new FaultBoard(),
    system: () => ({
      now: clock.now(),
      deployment,
      status: 'IN_SERVICE',
      primary: host,
      secondary: undefined,
      xmppDomain: 'a.test',
    }),
  });
  const app = new Hono().route('/finesse/api', api);
  const ids: string[] = [];
  const numberOf = (id: string): number => {
    if (!ids.includes(id)) ids.push(id);
    return ids.indexOf(id) + 1;
  };
  const told = new Map<string, string[]>();
  const updates: {node: string; xml: string}[] = [];

  const wordsOf = (payload: string): string => {
    const update = readXml(payload);
    const event = childText(update, 'event') ?? '';
    const [data] = names(update, 'data');
    if (data?.name === 'user') return `User ${childText(data, 'state')}`;
    if (data?.name === 'apiErrors') {
      const error = child(data, 'apiError');
      return `Error ${['errorType', 'errorMessage', 'errorData'].map((name) => childText(error, name)).join(', ')}`;
    }
    // POST and DELETE carry a list of one, PUT the dialog itself
    assert.equal(data?.name, event === 'PUT' ? 'dialog' : 'dialogs');
    const dialog = event === 'PUT' ? data : data?.children[0];
    const id = childText(dialog, 'id') ?? '';
    assert.equal(
      childText(update, 'source')?.replace(/\/User\/\d+/, '/User/x'),
      event === 'PUT' ? `/finesse/api/Dialog/${id}` : '/finesse/api/User/x/Dialogs',
    );
    const parties = names(dialog, 'participants').map(
      (party) => `${childText(party, 'mediaAddress')}:${childText(party, 'state')}`,
    );
    const type = childText(child(dialog, 'mediaProperties'), 'callType');
    return [event, numberOf(id), childText(dialog, 'state'), type, ...parties].join(' ');
  };
  world.on((event) => {
    for (const {node, ownerId, payload} of notificationsOf(world, event)) {
      updates.push({node, xml: payload()});
      if (ownerId !== '') told.set(ownerId, [...(told.get(ownerId) ?? []), wordsOf(payload())]);
    }
  });

  const idOf = (who: number | string): string => (typeof who === 'number' ? `100100${who}` : who);
  const userOf = (who: number | string): string =>
    typeof who === 'number' ? `agent${who}` : who === '1002001' ? 'super1' : 'super2';
  const request = async (
    who: number | string,
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Response> => {
    const user = userOf(who);
    const answer = await app.request(`/finesse/api/${path}`, {
      method,
      headers: {
        authorization: `Basic ${btoa(`${user}:${user}`)}`,
        ...(body === undefined ? {} : {'content-type': 'application/xml'}),
        ...headers,
      },
      ...(body === undefined ? {} : {body}),
    });
    clock.advance(100);
    return answer;
  };
  const extensionOf = (who: number | string): string => world.agents.get(idOf(who))?.extension ?? '';
  /** Asks for an action on a call by its number, and expects 202. */
  const act = async (
    who: number | string,
    call: number,
    action: string,
    more: {to?: string; target?: string; requestId?: string} = {},
  ): Promise<void> => {
    const to = more.to === undefined ? '' : `<toAddress>${more.to}</toAddress>`;
    const target = more.target ?? extensionOf(who);
    const answer = await request(
      who,
      'PUT',
      `Dialog/${ids[call - 1]}`,
      `<Dialog><targetMediaAddress>${target}</targetMediaAddress>${to}<requestedAction>${action}</requestedAction></Dialog>`,
      more.requestId === undefined ? {} : {requestId: more.requestId},
    );
    assert.equal(answer.status, 202, await answer.text());
  };
  const signIn = async (who: number | string, extension?: string): Promise<void> => {
    const number = extension ?? `4200${String(who).slice(-1)}`;
    const body = `<User><state>LOGIN</state><extension>${number}</extension></User>`;
    assert.equal((await request(who, 'PUT', `User/${idOf(who)}`, body)).status, 202);
    told.clear();
  };
  const state = async (who: number | string, wanted: string, by: number | string = who): Promise<Response> =>
    request(by, 'PUT', `User/${idOf(who)}`, `<User><state>${wanted}</state></User>`);
  /** What an agent's nodes carried since the last time this was asked. */
  const heard = (who: number | string): string[] => {
    const list = told.get(idOf(who)) ?? [];
    told.set(idOf(who), []);
    return list;
  };
  const dialog = async (who: number | string, call: number): Promise<XmlNode> => {
    const answer = await request(who, 'GET', `Dialog/${ids[call - 1]}`);
    assert.equal(answer.status, 200, `call ${call} is not a dialog of ${who}`);
    return readXml(await answer.text());
  };
  /** The actions of one's own participant, read over REST. */
  const actions = async (who: number | string, call: number): Promise<string> => {
    const parties = names(await dialog(who, call), 'participants');
    const own = parties.find((party) => childText(party, 'mediaAddress') === extensionOf(who));
    return names(own, 'actions')
      .map(({text}) => text)
      .join(' ');
  };
  const stateOf = (who: number | string): string => world.agents.get(idOf(who))?.state ?? '';
  /** Who hears whom, by address: `42001 hears 42002 5550100`. Held parties and music are named too. */
  const hearing = (): string[] => {
    const address = new Map<string, string>();
    for (const call of world.calls.all())
      for (const party of call.parties)
        if (party.legId !== undefined) address.set(party.legId, party.address);
    return [...site.carrier.hearing]
      .map(([legId, sounds]) => {
        const heardOf = sounds.map((sound) => ('leg' in sound ? address.get(sound.leg) : sound.tone));
        return `${address.get(legId)} hears ${heardOf.sort().join(' ') || 'nothing'}`;
      })
      .sort();
  };
  /** Agent 1 on a routed call from 5550100, which is call 1. */
  const talking = async (): Promise<void> => {
    await signIn(1);
    await state(1, 'READY');
    site.callIn();
    clock.advance(300);
    await act(1, 1, 'ANSWER');
    told.clear();
  };
  const quiet = (): void => told.clear();
  const call = (nth: number): string => ids[nth - 1] ?? '';
  return {
    ...site,
    request,
    act,
    signIn,
    state,
    heard,
    dialog,
    actions,
    stateOf,
    hearing,
    talking,
    quiet,
    updates,
    call,
  };
}

export type Floor = ReturnType<typeof aFloor>;
