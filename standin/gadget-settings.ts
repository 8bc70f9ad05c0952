import {remotePortPrefix} from './world/site.js';

/** What a tester may turn by the address of the settings: `deskline.json?processing=off&hold=1,2`. */
export interface SettingsWishes {
  /** `off`: no echo cancelling, no noise suppression; a steady test tone would be taken for noise. */
  readonly processing: string | undefined;
  /** Seconds until the hold timer is amber and red, e.g. `1,2`. */
  readonly hold: string | undefined;
  /** How many lines the browser has, e.g. `8`; one when absent. */
  readonly lines: string | undefined;
  /** Lines that a colleague has too, by their place, e.g. `2`; `2:pull` where calls may be taken, `2:features` with the switch's own. */
  readonly shared?: string | undefined;
  /** `by-hand`: the permanent call of a nailed connection rings and is answered by the agent. */
  readonly nailed?: string | undefined;
  /** `2`: calls are answered by themselves after so many seconds, with the sign `answer-mode`, or in a nailed connection. */
  readonly auto?: string | undefined;
  /** Seconds that a safe transfer waits for an answer, e.g. `8`. */
  readonly safe: string | undefined;
}

/** What the further lines of a browser are called; 82001 is 81001's second line. */
const furtherLines = ['Personal', 'Sales', 'Returns', 'Lab', 'Reception', 'Night', 'Spare'].map(
  (label, index) => ({
    prefix: `8${index + 2}00`,
    label,
  }),
);

/**
 * The settings file our gadget reads in this contact centre (docs/deploy.md explains each entry).
 * @param servers addresses of the nodes
 */
export function gadgetSettings(
  deployment: 'CCE' | 'CCX',
  servers: readonly string[],
  {processing, hold, lines, shared, nailed, auto, safe}: SettingsWishes,
): object {
  const plain = {echoCancellation: false, noiseSuppression: false, autoGainControl: false};
  const isNailed = deployment === 'CCE' && nailed !== 'by-hand';
  const calls = {seconds: Number(auto), signs: ['answer-mode'], nailed: deployment === 'CCE'};
  const autoAnswer = {
    ...(isNailed ? {nailedFrom: [remotePortPrefix]} : {}),
    ...(auto === undefined ? {} : {calls}),
  };
  const [amber = 60, red = 120] = hold === undefined ? [] : hold.split(',').map(Number);
  return {
    softphone: {
      ...(processing === 'off' ? plain : {}),
      server: '/sip',
      domain: 'standin.example',
      credentials: '/companion/softphone/{number}',
      number:
        deployment === 'CCE'
          ? {source: 'mobile-agent', prefix: '8100'}
          : {source: 'extension', prefix: '4100', replaceWith: '8100'},
      lines: furtherLines
        .slice(0, Math.max(0, Number(lines ?? 1) - 1))
        .map((line, index) => ({...line, ...sharing(shared, index + 2)})),
    },
    ...(Object.keys(autoAnswer).length > 0 ? {autoAnswer} : {}),
    ...(servers.length > 1 ? {finesseServers: servers} : {}),
    ronaSeconds: 20,
    holdWarning: {amber, red},
    ...(safe === undefined ? {} : {safeTransferSeconds: Number(safe)}),
  };
}

/** What the settings say of a line that a colleague has too. */
function sharing(shared = '', place: number): object {
  const found = shared.split(',').find((one) => Number.parseInt(one, 10) === place);
  const words = found?.split(':') ?? [];
  return found === undefined
    ? {}
    : {
        shared: words.includes('pull') ? 'pull' : 'watch',
        ...(words.includes('features') ? {features: true} : {}),
      };
}
