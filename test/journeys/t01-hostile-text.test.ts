import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {deskPhoneAgent} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

/** Text that would do something if it became markup, a handler, a style, a link or a template anywhere. */
const payloads = [
  '<img src=x onerror=window.sentinel=1>',
  '"><script>window.sentinel=1</script>',
  "' onmouseover='window.sentinel=1",
  '<svg/onload=window.sentinel=1>',
  'javascript:window.sentinel=1',
  '${window.sentinel=1}{{window.sentinel=1}}',
  '</style><style>*{display:none}</style>',
  ']]><b>bold</b>&lt;i&gt;&#x3c;u&#x3e;',
  '\u202Eevil\u202C\u0000\u001b[31m',
  '__proto__',
];

describe('text from outside stays text', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open()));
  afterEach(() => stage.curtain());
  after(() => stage.close());

  test('T-01 (inject: hostile calls by the stand-in; settles at once): caller, number, queue data and variables show hostile text as words, and nothing of it runs', async () => {
    const desktop = await stage.signInReady(deskPhoneAgent);
    await stage.standin.post('settings', {ringSeconds: 60});
    for (const payload of payloads) {
      const call = await stage.standin.callIn({
        to: '7001',
        from: payload,
        name: payload,
        variables: {callVariable1: payload, callVariable2: payload.repeat(20), 'user.note': payload},
      });
      await desktop.shown('button', 'Answer');
      const frame = await desktop.gadget();
      const found = await frame.evaluate(() => {
        const strange: string[] = [];
        const look = (root: Document | ShadowRoot) => {
          for (const element of root.querySelectorAll('*')) {
            const name = element.localName;
            if (['img', 'iframe', 'object', 'embed', 'u', 'b', 'i'].includes(name)) strange.push(name);
            for (const attribute of element.getAttributeNames()) {
              if (attribute.startsWith('on') || /javascript:/i.test(element.getAttribute(attribute) ?? ''))
                strange.push(`${name} ${attribute}`);
            }
            if (element.shadowRoot) look(element.shadowRoot);
          }
        };
        look(document);
        return {strange, ran: 'sentinel' in window};
      });
      assert.deepEqual(found, {strange: [], ran: false}, payload);
      assert.equal(await desktop.page.evaluate(() => 'sentinel' in window), false);
      await stage.standin.post(`calls/${call}/hangup`);
      await desktop.notShown('button', 'Answer');
      await until('the agent is Ready again', async () => (await stage.standin.agent()).state === 'READY');
    }
  });
});
