/** What a test or a scenario may turn (POST /standin/settings, docs/standin.md). */
export interface WorldSettings {
  /** Between a request's 202 and its effect; ms. */
  requestMs: number;
  /** Between RESERVED and the call's first event; ms. */
  reserveMs: number;
  /** How long a routed call rings before it is taken from the agent (RONA); seconds. */
  ringSeconds: number;
  /** Seconds. */
  wrapUpSeconds: number;
  /** CCX, Extend & Connect: whether remote destinations are active. Calls to an agent whose one is not fail as busy. */
  remoteDestinationActive: boolean;
  wrapUpOnIncoming: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';
}

export const defaultSettings: Readonly<WorldSettings> = {
  requestMs: 30,
  reserveMs: 200,
  ringSeconds: 20,
  wrapUpSeconds: 30,
  remoteDestinationActive: true,
  wrapUpOnIncoming: 'REQUIRED',
};
