import {el} from './dom.js';
import {childElement, childElements, childText, FinesseRest, RestError} from './rest.js';
import {
  authorizationOf,
  basicCredential,
  endSession,
  storeSession,
  storeToken,
  takeMessage,
} from './session.js';
import {fetchToken} from './token-renewal.js';

const modes = [
  {value: 'CALL_BY_CALL', text: 'Call by call'},
  {value: 'NAILED_CONNECTION', text: 'Nailed connection'},
] as const;

function field(label: string, input: HTMLElement, id: string): HTMLElement {
  input.id = id;
  return el('div', {class: 'field'}, el('label', {for: id}, label), input);
}

function show(main: Element): void {
  const id = el('input', {name: 'id', autocomplete: 'username', required: true, autofocus: true});
  const password = el('input', {
    name: 'password',
    type: 'password',
    autocomplete: 'current-password',
    required: true,
  });
  const extension = el('input', {name: 'extension', inputmode: 'tel', autocomplete: 'off', required: true});
  const mobile = el('input', {name: 'mobileAgent', type: 'checkbox', id: 'mobile-agent'});
  const mode = el('select', {name: 'mode'}, ...modes.map(({value, text}) => el('option', {value}, text)));
  const dialNumber = el('input', {name: 'dialNumber', inputmode: 'tel', autocomplete: 'off'});
  const details = el(
    'div',
    {class: 'mobile', hidden: true},
    field('Mode', mode, 'mode'),
    field('Dial number', dialNumber, 'dial-number'),
  );
  mobile.addEventListener('change', () => {
    details.hidden = !mobile.checked;
    dialNumber.required = mobile.checked;
  });
  const device = el('select', {name: 'device'});
  const devices = el('div', {hidden: true}, field('Device', device, 'device'));
  extension.addEventListener('input', () => {
    devices.hidden = true;
    device.replaceChildren();
  });
  const error = el('p', {class: 'error', role: 'alert'}, takeMessage() ?? '');
  const button = el('button', {type: 'submit', class: 'ready wide'}, 'Sign in');
  const form = el(
    'form',
    {class: 'sign-in'},
    el('span', {class: 'chip'}, 'Stand-in desktop'),
    el('h1', {}, 'Sign in'),
    field('User id or login name', id, 'user-id'),
    field('Password', password, 'password'),
    field('Extension', extension, 'extension'),
    el('div', {class: 'check'}, mobile, el('label', {for: 'mobile-agent'}, 'Mobile Agent')),
    details,
    devices,
    error,
    button,
    el(
      'p',
      {class: 'quiet'},
      'A practice contact centre on this computer. No real calls leave it. Fill in for me:',
    ),
    el('div', {class: 'examples'}, ...examples()),
  );
  /** What everybody tries first, ready to be sent: nobody has to look the numbers up. */
  function examples(): HTMLElement[] {
    const fill = (text: string, extensionNumber: string, withBrowser: boolean) => {
      const example = el('button', {type: 'button'}, text);
      example.addEventListener('click', () => {
        id.value = 'agent1';
        password.value = 'agent1';
        extension.value = extensionNumber;
        void deployment().then((platform) => {
          mobile.checked = withBrowser && platform === 'CCE';
          dialNumber.value = mobile.checked ? '81001' : '';
          mobile.dispatchEvent(new Event('change'));
          button.focus();
        });
      });
      return example;
    };
    return [fill('Agent with browser audio', '41001', true), fill('Agent with a desk phone', '42001', false)];
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    error.textContent = '';
    void signIn({
      name: id.value.trim(),
      password: password.value,
      extension: extension.value.trim(),
      mobile: mobile.checked ? {mode: mode.value, dialNumber: dialNumber.value.trim()} : undefined,
      deviceId: device.value,
    }).then((answer) => {
      button.disabled = false;
      error.textContent = typeof answer === 'string' ? answer : 'Several phones share this extension.';
      if (typeof answer === 'string') return;
      const options = answer.map((one) => {
        const value = childText(one, 'deviceId');
        return el('option', {value}, `${childText(one, 'deviceTypeName')} (${value})`);
      });
      device.replaceChildren(...options);
      devices.hidden = false;
      device.focus();
    });
  });
  main.append(form);
}

/** The platform this contact centre plays; on CCX the browser needs no Mobile Agent. */
async function deployment(): Promise<string> {
  const answer = (await (await fetch('/desktop/standin/settings')).json()) as {deployment?: string};
  return answer.deployment ?? 'CCE';
}

interface Entered {
  /** Empty: none chosen yet. */
  readonly deviceId: string;
  readonly name: string;
  readonly password: string;
  readonly extension: string;
  readonly mobile: {readonly mode: string; readonly dialNumber: string} | undefined;
}

/** Opens the desktop, or answers the sentence that says why not, or the devices to choose from. */
async function signIn({name, password, extension, mobile, deviceId}: Entered): Promise<string | Element[]> {
  try {
    endSession();
    const credential = basicCredential(name, password);
    const rest = new FinesseRest(() => authorizationOf(credential));
    const mode = await rest.get(`UserAuthMode/${encodeURIComponent(name)}`);
    const isSso = childText(mode, 'authMode') === 'SSO';
    if (isSso) storeToken(await fetchToken(name, credential));
    const user = await rest.get(`User/${encodeURIComponent(name)}`);
    const id = childText(user, 'loginId') || name;
    const selects = childText(childElement(user, 'settings'), 'deviceSelection') === 'enabled';
    if (selects && !mobile && deviceId === '') {
      const list = await rest.get(`Devices?extension=${encodeURIComponent(extension)}`);
      const found = childElements(list, 'Device');
      if (found.length > 1) return found;
    }
    const mobileMode = mobile?.mode === 'NAILED_CONNECTION' ? 'NAILED_CONNECTION' : 'CALL_BY_CALL';
    storeSession(
      {
        id,
        extension,
        ...(deviceId === '' ? {} : {deviceId}),
        ...(mobile ? {mobileAgent: {mode: mobileMode, dialNumber: mobile.dialNumber}} : {}),
      },
      // with single sign-on the desktop does not know the password
      basicCredential(id, isSso ? '' : password),
    );
    location.assign(`/desktop/container/${location.search}`);
    return '';
  } catch (error) {
    if (error instanceof RestError && error.status === 401) return 'User id or password is wrong.';
    if (error instanceof RestError && error.status === 404) return 'There is no such user.';
    return error instanceof Error ? error.message : String(error);
  }
}

const main = document.querySelector('#sign-in');
if (main) show(main);
