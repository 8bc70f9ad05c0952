import assert from 'node:assert/strict';
import {test} from 'node:test';
import {authHeaderString, readConfig} from '../../../standin/desktop/page/facade-config.js';
import {gadgetAddress, configPreferences} from '../../../standin/desktop/page/gadget-address.js';
import {escapeString, GadgetPrefs, unescapeString} from '../../../standin/desktop/page/gadget-prefs.js';

function prefsOf(values: Record<string, string>, defaults: Record<string, string> = {}): GadgetPrefs {
  return new GadgetPrefs({
    values: new Map(Object.entries(values)),
    defaults,
    messages: {'desk.dial': 'Dial'},
    lang: 'en',
    country: 'US',
    moduleId: '4',
    onSet: () => undefined,
  });
}

test('hands out preferences HTML-escaped', () => {
  assert.equal(
    prefsOf({team: `<b>"A" & 'B'</b>`}).getString('team'),
    '&lt;b&gt;&#34;A&#34; &amp; &#39;B&#39;&lt;/b&gt;',
  );
});

test('unescaping gives back what was escaped', () => {
  const text = `<a href="x">&amp; 'y'</a>`;
  assert.equal(unescapeString(escapeString(text)), text);
});

test('answers an absent preference with its default, else with nothing', () => {
  const prefs = prefsOf({}, {colour: 'blue'});
  assert.equal(prefs.getString('colour'), 'blue');
  assert.equal(prefs.getString('none'), '');
  assert.equal(prefs.getString('constructor'), '');
  assert.equal(prefs.getInt('none'), 0);
  assert.equal(prefs.getFloat('none'), 0);
  assert.equal(prefs.getBool('none'), false);
  assert.deepEqual(prefs.getArray('none'), []);
  assert.equal(prefs.getMsg('none'), '');
});

test('reads numbers, switches, lists and messages', () => {
  const prefs = prefsOf({n: '12px', f: '1.5', yes: 'true', one: '1', list: 'a|b'});
  assert.equal(prefs.getInt('n'), 12);
  assert.equal(prefs.getFloat('f'), 1.5);
  assert.equal(prefs.getBool('yes'), true);
  assert.equal(prefs.getBool('one'), true);
  assert.deepEqual(prefs.getArray('list'), ['a', 'b']);
  assert.equal(prefs.getMsg('desk.dial'), 'Dial');
});

test('fills finesse.gadget.Config from preferences and the session', () => {
  const storage = {getItem: (key: string) => (key === 'userFinesseAuth' ? 'YTpi' : null)};
  const config = readConfig(
    prefsOf({host: 'fin-a.example.test', systemAuthMode: 'NON_SSO', clientDriftInMillis: '-40'}),
    storage,
  );
  assert.equal(config.host, 'fin-a.example.test');
  assert.equal(config.clientDriftInMillis, -40);
  assert.equal(authHeaderString(config), 'Basic YTpi');
});

test('takes the token in single sign-on, and refuses an unknown mode', () => {
  const storage = {getItem: (key: string) => (key === 'ssoTokenObject' ? '{"token":"t1"}' : null)};
  assert.equal(authHeaderString(readConfig(prefsOf({systemAuthMode: 'SSO'}), storage)), 'Bearer t1');
  assert.throws(
    () => authHeaderString(readConfig(prefsOf({systemAuthMode: 'HYBRID'}), storage)),
    /Unknown auth mode/,
  );
});

const user = {
  id: '1001001',
  name: 'Maya Okafor',
  extension: '41001',
  state: 'NOT_READY',
  pendingState: '',
  reason: '',
  since: undefined,
  roles: ['Agent'],
  teamId: '5007',
  teamName: 'Billing & Co',
  mobileMode: '',
  mobileNumber: '',
};

function addressOf(page: string, url: string, properties: Record<string, string> = {}): URL {
  const preferences = configPreferences(
    {
      user,
      extension: '41001',
      mobileMode: 'CALL_BY_CALL',
      mobileNumber: '81001',
      xmppDomain: 'fin-a.example.test',
      pubSubDomain: 'pubsub.fin-a.example.test',
      peripheralId: '5000',
      driftMs: 12,
      locale: 'de_DE',
      systemAuthMode: 'NON_SSO',
    },
    new URL(page),
  );
  const entry = {url, hidden: false, properties};
  return new URL(
    gadgetAddress({entry, url, moduleId: 2, view: 'default', preferences, strict: false}, new URL(page)),
    page,
  );
}

test('names a gadget of this server by localhost inside the frame address', () => {
  const address = addressOf(
    'https://fin-a.example.test:8445/desktop/container/',
    '/3rdpartygadget/files/desk/gadget.xml?site=north',
  );
  assert.equal(address.pathname, '/gadgets/ifr');
  assert.equal(
    address.searchParams.get('url'),
    'https://localhost:8445/3rdpartygadget/files/desk/gadget.xml?site=north',
  );
  assert.equal(address.searchParams.get('parent'), 'https://fin-a.example.test:8445');
  assert.equal(address.searchParams.get('mid'), '2');
  assert.equal(address.searchParams.get('lang'), 'de');
  assert.equal(address.hash, '#rpctoken=2');
});

test('hands the settings over as preferences, and lets gadget properties override them', () => {
  const address = addressOf('http://localhost:8080/desktop/container/', '/a', {
    teamName: 'Mine',
    site: 'north',
  });
  assert.equal(address.searchParams.get('up_mobileAgentDialNumber'), '81001');
  assert.equal(address.searchParams.get('up_localhostPort'), '8080');
  assert.equal(address.searchParams.get('up_teamName'), 'Mine');
  assert.equal(address.searchParams.get('up_site'), 'north');
});

test('puts the team of the agent in the place kept for it', () => {
  const address = addressOf('http://localhost:8080/', '/a?team=CL%20teamName');
  assert.equal(address.searchParams.get('url'), 'http://localhost:8080/a?team=Billing%20%26%20Co');
});
