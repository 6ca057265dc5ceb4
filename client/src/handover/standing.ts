import type { Handover, HandoverItem } from '@caseroom/shared/handover';
import { clockText } from '../platform/time.ts';
import { firstName, listed, openQuestions, type Part, progressOf } from './packet.ts';

export type StandingTone = 'plain' | 'good' | 'warn' | 'bad';

/** Where a case of a packet stands, in a few words for one person. */
export interface Standing {
  readonly words: string;
  readonly tone: StandingTone;
}

export function standingOf(item: HandoverItem, part: Part, { giver }: Pick<Handover, 'giver'>): Standing {
  const tell = { giver: forGiver, receiver: forReceiver, watcher: forWatcher }[part];
  return settled(item, part) ?? tell(item, firstName(giver));
}

/** What is over reads alike for everybody. */
function settled(item: HandoverItem, part: Part): Standing | null {
  if (item.state === 'accepted') {
    const at = item.settledAt ? ` ${clockText(new Date(item.settledAt))}` : '';
    const by = part === 'receiver' ? ', yours now' : item.receiver ? ` by ${firstName(item.receiver)}` : '';
    return { words: `accepted${at}${by}`, tone: 'good' };
  }
  if (item.state !== 'withdrawn') return null;
  if (item.reason) return { words: item.reason.replace(/\.$/, ''), tone: 'plain' };
  return { words: part === 'giver' ? 'stays with you' : 'withdrawn', tone: 'plain' };
}

function forGiver(item: HandoverItem): Standing {
  const to = item.receiver ? firstName(item.receiver) : 'nobody';
  if (item.obstacle) return { words: item.obstacle.replace(/\.$/, ''), tone: 'warn' };
  if (item.state === 'declined') return { words: `${settler(item)} declined`, tone: 'bad' };
  if (item.state === 'unsent') return unsent(item, to);
  if (openQuestions(item).length > 0) return { words: `${to} asks you`, tone: 'warn' };
  return { words: `${to}: ${readWords(item)}`, tone: 'plain' };
}

function unsent({ receiver, missing }: HandoverItem, to: string): Standing {
  if (receiver === null) return { words: 'no receiver', tone: 'warn' };
  if (missing.length > 0) return { words: `${listed(missing)} missing`, tone: 'warn' };
  return { words: `ready for ${to}`, tone: 'good' };
}

function forReceiver(item: HandoverItem, giver: string): Standing {
  if (item.obstacle) return { words: item.obstacle.replace(/\.$/, ''), tone: 'warn' };
  if (item.state === 'declined') return { words: 'you declined', tone: 'plain' };
  if (item.state === 'unsent') return { words: `${giver} is still writing`, tone: 'plain' };
  if (openQuestions(item).length > 0) return { words: `question to ${giver}`, tone: 'warn' };
  const { read, of } = progressOf(item);
  if (read === of) return { words: 'read back, ready to accept', tone: 'good' };
  return { words: read === 0 ? 'not read back yet' : `reading back, ${read} of ${of}`, tone: 'plain' };
}

function forWatcher(item: HandoverItem, giver: string): Standing {
  const to = item.receiver ? firstName(item.receiver) : 'nobody';
  if (item.state === 'declined') return { words: `${settler(item)} declined`, tone: 'bad' };
  if (item.state === 'unsent') return { words: `${giver} is still writing`, tone: 'plain' };
  const tone = item.leadsToldAt ? 'warn' : 'plain';
  return { words: `${to}: ${readWords(item)}`, tone };
}

const settler = ({ settledBy, receiver }: HandoverItem): string =>
  settledBy ? firstName(settledBy) : receiver ? firstName(receiver) : 'Somebody';

function readWords(item: HandoverItem): string {
  const { read, of } = progressOf(item);
  return read === 0 ? 'not read yet' : `${read} of ${of} read back`;
}
