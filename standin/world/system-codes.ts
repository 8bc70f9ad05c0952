import type {Deployment} from './types.js';

/** A state that the system set, as its reason says. */
export interface SystemCode {
  readonly label: string;
  /** The states it comes with. */
  readonly states: readonly ('NOT_READY' | 'LOGOUT')[];
}

const out = (label: string): SystemCode => ({label, states: ['LOGOUT']});
const notReady = (label: string): SystemCode => ({label, states: ['NOT_READY']});
const either = (label: string): SystemCode => ({label, states: ['NOT_READY', 'LOGOUT']});

/**
 * Every reason code that the systems set by themselves: Unified CCE (Database Schema Handbook, reason codes), Unified CCX
 * (CTI Protocol Developer Guide, Reason Codes for Agent State Change). The labels are ours: sites have their own.
 */
export const systemCodes: Readonly<Record<Deployment, Readonly<Record<number, SystemCode>>>> = {
  CCE: {
    255: either('Connection failure'),
    999: either('Set by supervisor'),
    20001: notReady('Forced logout begins'),
    20002: out('Forced logout'),
    20003: notReady('Logout requested'),
    32762: notReady('Off hook'),
    32767: notReady('Call not answered'),
    50001: out('CTI client disconnected'),
    50002: either('Client failure'),
    50003: out('Device out of service'),
    50004: out('Inactivity timeout'),
    50005: notReady('Busy on another line'),
    50006: notReady('Call placed from Ready'),
    50010: notReady('Two calls did not arrive'),
    50020: out('Queues changed'),
    50030: out('Device conflict'),
    50040: out('Mobile agent call failed'),
    50041: notReady('Mobile agent call not answered'),
    50042: out('Mobile agent disconnected'),
    50045: notReady('Maintenance'),
    51004: notReady('Extension had a call'),
    65533: notReady('Extension modified'),
    65534: notReady('System reset'),
    65535: notReady('System reinitialised'),
  },
  CCX: {
    22: out('Signed out by supervisor'),
    33: notReady('Set by supervisor'),
    255: out('Connection failure'),
    32740: out('Signed in elsewhere'),
    32741: out('Extension taken by another user'),
    32742: notReady('Call on another line'),
    32745: notReady('Outbound work'),
    32746: notReady('Reserved for direct preview'),
    32747: notReady('Reserved for outbound'),
    32748: out('Agent deleted'),
    32749: notReady('Consult cancelled'),
    32751: notReady('Preview skipped'),
    32752: notReady('Preview cancelled'),
    32753: notReady('Line restricted'),
    32754: notReady('Device restricted'),
    32755: notReady('Call ended'),
    32756: notReady('Phone up'),
    32757: notReady('Call manager failover'),
    32758: notReady('Work timer expired'),
    32759: notReady('Phone down'),
    32760: notReady('Signed in'),
    32761: notReady('Non-ICD call'),
    32762: notReady('Off hook'),
    32763: notReady('Ring no answer'),
    32764: notReady('System failure'),
    32765: out('Desktop connection down'),
    32767: notReady('Signed in again'),
  },
};
