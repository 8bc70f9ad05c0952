import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';

const sources = readdirSync('src', {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.ts'))
  .map((file) => [file, readFileSync(join('src', file), 'utf8')] as const);

const naming = (pattern: RegExp) => sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);

describe('messages from other frames', () => {
  test('no window, frame or tab is listened to, and no link of a page leads here, so none can ask for anything', () => {
    const listeners =
      /BroadcastChannel|registerProtocolHandler|\bpostMessage\b|\bonmessage\b|onstorage|addEventListener\(\s*['"](?:message|storage|messageerror)['"]/;
    // the one socket there is calls its messages so too, and so does a recorder's stream of events
    assert.deepEqual(naming(listeners).sort(), ['recording/recorder.ts', 'softphone/edge-transport.ts']);
  });

  test('the desktop’s hub is listened to in one file, on Finesse’s own topics only', () => {
    assert.deepEqual(naming(/\.subscribe\(\s*(?:topic|['"])/), ['finesse/container.ts']);
    const container = sources.find(([file]) => file === 'finesse/container.ts')?.[1] ?? '';
    const topics = container.match(/'(?:\/finesse\/|finesse\.info\.)[^']*'|`\/finesse\/[^`]*`/g);
    assert.deepEqual(topics, [
      "'finesse.info.accessTokenRefresh'",
      '`/finesse/api/User/${userId}`',
      "'/finesse/api/SystemInfo'",
      "'finesse.info.connection'",
      "'finesse.info.requests'",
    ]);
  });
});
