import {parseArgs} from 'node:util';

export interface StandinOptions {
  readonly deployment: 'CCE' | 'CCX';
  readonly nodes: 1 | 2;
  readonly port: number;
  readonly portB: number;
  readonly host: string;
  readonly tls: boolean;
  /** How users sign in. */
  readonly auth: 'NON_SSO' | 'SSO' | 'HYBRID';
  readonly layout: string;
  readonly gadgets: string;
  readonly scenario: 'demo' | 'none';
  readonly seed: number;
  readonly quiet: boolean;
  readonly finesseJs: string | undefined;
  readonly jquery: string | undefined;
  /** STOMP over WebSocket: notifications are published there too. */
  readonly broker: string | undefined;
}

/** A command line that can't be obeyed, in words for the person who typed it. */
export class OptionError extends Error {}

/**
 * Reads flags and environment (docs/standin.md).
 * @throws OptionError
 */
export function readOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StandinOptions {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({values} = parseArgs({
      args: [...argv],
      options: {
        deployment: {type: 'string', default: 'CCE'},
        nodes: {type: 'string', default: '1'},
        host: {type: 'string', default: 'localhost'},
        tls: {type: 'boolean', default: false},
        auth: {type: 'string', default: 'NON_SSO'},
        layout: {type: 'string', default: 'standin/layouts/demo.xml'},
        gadgets: {type: 'string', default: 'dist'},
        scenario: {type: 'string', default: 'demo'},
        seed: {type: 'string', default: String(Date.now() % 1_000_000)},
        quiet: {type: 'boolean', default: false},
        'finesse-js': {type: 'string'},
        jquery: {type: 'string'},
        broker: {type: 'string'},
      },
    }));
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
  const tls = values['tls'] === true;
  const text = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const port = (name: string, byDefault: number) => {
    const value = Number(environment[name] || byDefault);
    if (!Number.isInteger(value) || value < 0 || value > 65535)
      throw new OptionError(`${name} must be a port number from 0 to 65535.`);
    return value;
  };
  return {
    deployment: oneOf('--deployment', text('deployment'), ['CCE', 'CCX']),
    nodes: oneOf('--nodes', text('nodes'), ['1', '2']) === '2' ? 2 : 1,
    port: port('PORT', tls ? 8445 : 8080),
    portB: port('PORT_B', tls ? 8446 : 8081),
    host: text('host') ?? 'localhost',
    tls,
    auth: oneOf('--auth', text('auth'), ['NON_SSO', 'SSO', 'HYBRID']),
    layout: text('layout') ?? '',
    gadgets: text('gadgets') ?? '',
    scenario: oneOf('--scenario', text('scenario'), ['demo', 'none']),
    seed: Number(text('seed')) || 0,
    quiet: values['quiet'] === true,
    finesseJs: text('finesse-js'),
    jquery: text('jquery'),
    broker: text('broker'),
  };
}

function oneOf<T extends string>(flag: string, value: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate.toLowerCase() === value?.toLowerCase());
  if (found === undefined) throw new OptionError(`${flag} must be one of: ${allowed.join(', ')}.`);
  return found;
}
