import {msg, str} from '@lit/localize';
import type {HistoryEntry} from '../calls/history.js';
import {clockText} from './duration.js';
import {shown} from './foreign-text.js';
import type {Look} from './agent-text.js';

/** Who it was: name, number, or that it is hidden. Fit for the screen. */
export function entryTitle(entry: HistoryEntry): string {
  return shown(entry.name.trim()) || shown(entry.number.trim()) || msg('Hidden number');
}

/** What became of a call: word, drawing and colour together. */
export function entryLook(entry: HistoryEntry): Look {
  switch (entry.outcome) {
    case 'missed':
      return {text: msg('Missed'), icon: 'missed', tone: 'danger'};
    case 'failed':
      return {text: msg('Not connected'), icon: 'error', tone: 'caution'};
    case 'given-up':
      return {text: msg('Not answered'), icon: 'outgoing', tone: 'quiet'};
    case 'answered':
      return entry.direction === 'in'
        ? {text: msg('Answered'), icon: 'incoming', tone: 'quiet'}
        : {text: msg('Called'), icon: 'outgoing', tone: 'quiet'};
  }
}

/** The time for today's calls, with the day for older ones. */
export function entryTime(at: number, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const day = sameDay ? {} : ({day: 'numeric', month: 'short'} as const);
  return new Intl.DateTimeFormat(undefined, {...day, hour: '2-digit', minute: '2-digit'}).format(at);
}

/** How long it rang, or how long it lasted. */
export function entryLength(entry: HistoryEntry): string {
  if (entry.outcome === 'missed') return rangText(entry.rangMs);
  if (entry.outcome !== 'answered') return '';
  return clockText(Math.max(0, Math.round((entry.endedAt - entry.at - entry.rangMs) / 1000)));
}

/** "rang 12 s". */
export const rangText = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return msg(str`rang ${seconds} s`);
};
