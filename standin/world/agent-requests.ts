import {reasonById, systemReason} from './agents.js';
import {refuse, type Core} from './core.js';
import type {Cause} from './legs.js';
import type {Parts} from './parts.js';
import {isRoutedFor, verdictOn} from './rules.js';
import {devicesOf, kindOfNumber, systemReasons} from './site.js';
import type {Agent, ApiError, MobileAgent} from './types.js';

/** What is told of a permanent call that was not answered (CTI control-failure codes). */
const setUpFailures: Partial<Record<Cause, readonly [message: string, data: string]>> = {
  busy: ['CF_RESOURCE_BUSY', '33'],
  'not-registered': ['CF_RESOURCE_OUT_OF_SERVICE', '34'],
  'no-answer': ['CF_REQUEST_TIMEOUT_REJECTION', '78'],
};

/** What is asked of an agent's record: sign-in, state, sign-out (Finesse developer guide, User). */
export class AgentRequests {
  readonly #core: Core;
  readonly #parts: Parts;

  constructor(core: Core, parts: Parts) {
    this.#core = core;
    this.#parts = parts;
  }

  signIn(
    agent: Agent,
    extension: string,
    mobile: MobileAgent | undefined,
    requestId: string,
    deviceId: string,
  ): void {
    this.#parts.requests.later(`User/${agent.id}`, () => {
      const {agents, deployment} = this.#core;
      const kind = kindOfNumber(extension);
      const isKnown = deviceId === '' || devicesOf(extension).some(({id}) => id === deviceId);
      if ((kind !== 'extension' && kind !== 'desk-phone') || !isKnown || !this.#mayWatch()) {
        this.#refuse(agent, requestId, {
          type: 'Invalid Device',
          message: 'CF_INVALID_LOGON_DEVICE_SPECIFIED',
          data: deployment === 'CCE' ? '260' : '88003',
        });
        return;
      }
      const holder = agents.at(extension);
      if (holder && holder !== agent) {
        if (deployment === 'CCE' || this.#parts.settling.isOnCall(holder)) {
          this.#refuse(agent, requestId, {
            type: 'Device Busy',
            message: 'CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON',
            data: deployment === 'CCE' ? '259' : '88005',
          });
          return;
        }
        this.#signedOutBy(holder, systemReasons.extensionTaken.CCX);
      }
      const isElsewhere = agent.state !== 'LOGOUT' && agent.extension !== extension;
      if (deployment === 'CCX' && isElsewhere && !this.#parts.settling.isOnCall(agent))
        this.#signedOutBy(agent, systemReasons.signedInElsewhere.CCX);
      const done = () => this.#signedIn(agent, {extension, mobile, deviceId}, requestId);
      const {nailed} = this.#parts;
      if (mobile?.mode !== 'NAILED_CONNECTION') nailed.release(agent);
      else if (!nailed.isUpTo(agent, mobile)) {
        nailed.setUp(agent, extension, mobile, (failed) => {
          if (failed === undefined) done();
          else this.#setUpFailed(agent, failed, requestId);
        });
        return;
      }
      done();
    });
  }

  /** CCE, all lines watched: what a phone must be like (Unified CCE Features Guide, multi-line). */
  #mayWatch(): boolean {
    const {deployment, settings} = this.#core;
    const {phoneLineControl, phoneLines, phoneLineMaxCalls, phoneLineBusyTrigger} = settings;
    if (deployment === 'CCX' || phoneLineControl === 'single') return true;
    const areSet = phoneLineMaxCalls === 2 && phoneLineBusyTrigger === 1;
    return phoneLines <= 4 && (phoneLines === 1 || areSet);
  }

  #signedIn(
    agent: Agent,
    {extension, mobile, deviceId}: {extension: string; mobile: MobileAgent | undefined; deviceId: string},
    requestId: string,
  ): void {
    const {agents, deployment} = this.#core;
    agent.activeDeviceId = deviceId;
    const hasCall = agent.state === 'LOGOUT' && this.#parts.calls.isBusyAt(extension);
    agents.signIn(agent, extension, mobile, requestId);
    if (hasCall)
      agents.to(agent, 'NOT_READY', {
        reason: systemReason(systemReasons.hadACall[deployment], 'NOT_READY', deployment),
      });
  }

  /** The permanent call was not answered: the sign-in is refused, and who was signed out is so with the reason. */
  #setUpFailed(agent: Agent, cause: Cause, requestId: string): void {
    const {agents, deployment} = this.#core;
    const [message, data] = setUpFailures[cause] ?? ['CF_GENERIC_OPERATION', '1'];
    this.#refuse(agent, requestId, {type: 'Generic Error', message, data});
    if (agent.state === 'LOGOUT')
      agents.to(agent, 'LOGOUT', {
        reason: systemReason(systemReasons.setUpFailed[deployment], 'LOGOUT', deployment),
      });
  }

  /** CCX: a sign-in elsewhere takes the agent, or the extension, away. */
  #signedOutBy(agent: Agent, code: number): void {
    this.#parts.wrapUp.end(agent);
    this.#core.agents.to(agent, 'LOGOUT', {reason: systemReason(code, 'LOGOUT')});
  }

  /** A supervisor signs an agent out, or sets them Not Ready or Ready; the reason is the system's own. */
  bySupervisor(agent: Agent, wanted: 'READY' | 'NOT_READY' | 'LOGOUT', requestId: string): void {
    this.#parts.requests.later(`User/${agent.id}`, () => {
      const {agents, deployment} = this.#core;
      const {calls, ringing, wrapUp} = this.#parts;
      const allowed =
        wanted === 'LOGOUT'
          ? agent.state !== 'LOGOUT'
          : ['READY', 'NOT_READY', 'WORK', 'WORK_READY'].includes(agent.state);
      if (!allowed) {
        this.#refuse(agent, requestId, {
          type: 'Invalid State',
          message: 'CF_INVALID_AGENT_WORKMODE',
          data: '265',
        });
        return;
      }
      const codes = wanted === 'LOGOUT' ? systemReasons.supervisorLogout : systemReasons.supervisor;
      const reason = wanted === 'READY' ? undefined : systemReason(codes[deployment], wanted);
      if (wanted === 'LOGOUT' && calls.liveOf(agent).some(({party}) => party.state !== 'ALERTING')) {
        agents.pend(agent, wanted, reason, requestId);
        return;
      }
      for (const {call, party} of calls.liveOf(agent))
        if (call.routed) ringing.takeBack(call, party, 'declined');
      wrapUp.end(agent);
      agents.to(agent, wanted, {reason, requestId});
    });
  }

  /**
   * The system itself sets a state, with one of its codes. A call that rings is taken back; one that is talked in waits
   * for its end, as a forced sign-out does.
   */
  bySystem(agent: Agent, state: 'NOT_READY' | 'LOGOUT', code: number): void {
    const {agents, deployment} = this.#core;
    const {calls, ringing, wrapUp} = this.#parts;
    const reason = systemReason(code, state, deployment);
    const places = calls.liveOf(agent);
    if (places.some(({party}) => party.state !== 'ALERTING')) {
      agents.pend(agent, state, reason, '');
      return;
    }
    for (const {call, party} of places) if (call.routed) ringing.takeBack(call, party, 'unreachable');
    wrapUp.end(agent);
    agents.to(agent, state, {reason});
  }

  requestState(
    agent: Agent,
    wanted: 'READY' | 'NOT_READY' | 'LOGOUT',
    reasonId: string | undefined,
    requestId: string,
  ): void {
    this.#parts.requests.later(`User/${agent.id}`, () => {
      const places = this.#parts.calls.liveOf(agent);
      const verdict = verdictOn(
        agent,
        wanted,
        this.#core.deployment,
        places.some(({call, party}) => isRoutedFor(party, call, this.#core.deployment)),
        places.length > 0,
      );
      const reason = wanted === 'READY' ? undefined : reasonById(reasonId);
      if (verdict.do === 'refuse') {
        this.#refuse(agent, requestId, verdict.error);
        return;
      }
      if (verdict.do === 'pend') {
        this.#core.agents.pend(agent, wanted, reason, requestId);
        return;
      }
      this.#parts.wrapUp.end(agent);
      this.#core.agents.to(agent, wanted, {reason, requestId});
    });
  }

  #refuse(agent: Agent, requestId: string, error: ApiError): void {
    refuse(this.#core, agent, `User/${agent.id}`, requestId, error);
  }
}
