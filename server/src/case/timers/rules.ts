import { addOpenTime, elapsedBetween } from '@caseroom/shared/business-time';
import type { CaseChange, CaseEventData, Priority, Status } from '@caseroom/shared/case';
import { unresolvedStatuses } from '@caseroom/shared/case';
import {
  type BusinessHours,
  type TimerKind,
  type TimerPolicy,
  warningPercents,
} from '@caseroom/shared/timer';

/** A timer of a case. Moments are ms since the epoch, lengths are ms of business time. */
export interface Timer {
  readonly kind: TimerKind;
  readonly state: 'running' | 'paused' | 'stopped';
  readonly target_ms: number;
  readonly startedAt: number;
  /** When this stretch began, or when it was paused or stopped. */
  readonly since: number;
  /** What had passed by then. */
  readonly elapsed_ms: number;
  /** The highest percent that has been warned of; 0: none. */
  readonly warned: number;
}

/** What happens to a case, as far as its timers are concerned. */
export type Fact =
  | { readonly fact: 'opened' | 'answered' | 'paused' | 'resumed' | 'resolved' | 'reopened' }
  /** `nextBy`: they were told when they hear again, ms since the epoch. */
  | { readonly fact: 'told'; readonly nextBy?: number }
  | { readonly fact: 'reprioritised' }
  | { readonly fact: 'escalated' | 'escalation-ended' };

export interface Circumstances {
  readonly policy: TimerPolicy;
  /** The case's priority after what happened. */
  readonly priority: Priority;
  /** The case's timers were paused before it. */
  readonly isPaused: boolean;
  /** When it happened. */
  readonly at: number;
}

const MINUTE_MS = 60_000;

/** The first answer to a customer is owed whatever the case waits for. */
const neverPaused: readonly TimerKind[] = ['first-response'];
/** A note of these kinds records that the customer was spoken to. */
const answeringNotes: readonly string[] = ['interaction'];

/**
 * What a ledger entry means for the timers: most entries nothing. A first response is an interaction note, an
 * interim update that was released (or read out to them) or the word that the customer was told; the latter two
 * begin the wait for the next update anew.
 */
export function factsOf(event: { kind: string; data: unknown }): Fact[] {
  if (event.kind === 'case.changed') return changesOf((event.data as { changes: CaseChange[] }).changes);
  if (event.kind === 'note.added') {
    const { kind } = event.data as { kind: string };
    return answeringNotes.includes(kind) ? [{ fact: 'answered' }] : [];
  }
  if (event.kind === 'interim.released' || event.kind === 'interim.called')
    return toldBy(event.data as Partial<CaseEventData['interim.released'] & CaseEventData['interim.called']>);
  const fact = plainFacts[event.kind];
  return fact ? [fact] : [];
}

/** What is to be read out has not been said yet, and a call that nobody took says nothing. */
function toldBy({
  channel,
  outcome,
  nextUpdateAt,
}: Partial<CaseEventData['interim.released'] & CaseEventData['interim.called']>): Fact[] {
  if (outcome === undefined ? channel === 'phone' : !['reached', 'voicemail'].includes(outcome)) return [];
  return [{ fact: 'told', ...(nextUpdateAt ? { nextBy: new Date(nextUpdateAt).getTime() } : {}) }];
}

const plainFacts: Readonly<Record<string, Fact>> = {
  'case.opened': { fact: 'opened' },
  'customer.told': { fact: 'told' },
  'timer.paused': { fact: 'paused' },
  'timer.resumed': { fact: 'resumed' },
  'escalation.sent': { fact: 'escalated' },
  'escalation.accepted': { fact: 'escalation-ended' },
  'escalation.declined': { fact: 'escalation-ended' },
  'escalation.withdrawn': { fact: 'escalation-ended' },
};

function changesOf(changes: readonly CaseChange[]): Fact[] {
  const facts: Fact[] = [];
  if (changes.some(({ field }) => field === 'priority')) facts.push({ fact: 'reprioritised' });
  const status = changes.find(({ field }) => field === 'status');
  if (status) {
    const [was, is] = [status.from, status.to].map((of) => unresolvedStatuses.includes(of as Status));
    if (was && !is) facts.push({ fact: 'resolved' });
    if (!was && is) facts.push({ fact: 'reopened' });
  }
  return facts;
}

/** The timers after a fact. At most one of each kind goes in and comes out. */
export function applyFact(timers: readonly Timer[], is: Fact, now: Circumstances): Timer[] {
  const each = (change: (timer: Timer) => Timer | null): Timer[] =>
    timers.flatMap((timer) => change(timer) ?? []);
  const only = (kind: TimerKind, change: (timer: Timer) => Timer) =>
    each((timer) => (timer.kind === kind ? change(timer) : timer));
  switch (is.fact) {
    case 'opened':
      return [...started('first-response', now), ...started('resolution', now)];
    case 'answered':
      return answered(timers, now);
    case 'told':
      // Nobody waits for an update on what is solved.
      if (timers.some(({ kind, state }) => kind === 'resolution' && state === 'stopped')) return [...timers];
      return promised(begun(answered(timers, now), 'next-update', now), is.nextBy, now);
    case 'paused':
      return each((timer) => (neverPaused.includes(timer.kind) ? timer : hold(timer, 'paused', now)));
    case 'resumed':
      return each((timer) => (timer.state === 'paused' ? run(timer, now) : timer));
    case 'resolved':
      return each((timer) => hold(timer, 'stopped', now));
    case 'reopened':
      return begun(
        only('resolution', (timer) => run(retarget(timer, now), now)),
        'next-update',
        now,
      );
    case 'reprioritised':
      return each((timer) => (targetOf(timer.kind, now) === null ? null : retarget(timer, now)));
    case 'escalated':
      return begun(timers, 'acceptance', now);
    case 'escalation-ended':
      return only('acceptance', (timer) => hold(timer, 'stopped', now));
  }
}

/** The first answer also begins the wait for the next one. */
function answered(timers: readonly Timer[], now: Circumstances): Timer[] {
  const isFirst = timers.some(({ kind, state }) => kind === 'first-response' && state !== 'stopped');
  if (!isFirst) return [...timers];
  const held = timers.map((timer) => (timer.kind === 'first-response' ? hold(timer, 'stopped', now) : timer));
  return begun(held, 'next-update', now);
}

/**
 * Who was told when they hear again is owed that and not the policy's target: so much open time as lies before then,
 * and a minute where none does. It is timed also where the policy times nothing.
 */
function promised(timers: readonly Timer[], nextBy: number | undefined, now: Circumstances): Timer[] {
  if (nextBy === undefined || nextBy <= now.at) return [...timers];
  const target_ms = Math.max(MINUTE_MS, elapsedBetween(now.policy.hours, now.at, nextBy));
  const state = now.isPaused ? ('paused' as const) : ('running' as const);
  const timer = { kind: 'next-update' as const, state, target_ms, startedAt: now.at, since: now.at };
  return [...timers.filter(({ kind }) => kind !== 'next-update'), { ...timer, elapsed_ms: 0, warned: 0 }];
}

/** Begins a timer at nothing, in place of the one that was. */
const begun = (timers: readonly Timer[], kind: TimerKind, now: Circumstances): Timer[] => [
  ...timers.filter((timer) => timer.kind !== kind),
  ...started(kind, now),
];

function started(kind: TimerKind, now: Circumstances): Timer[] {
  const target_ms = targetOf(kind, now);
  if (target_ms === null) return [];
  const state = now.isPaused && !neverPaused.includes(kind) ? 'paused' : 'running';
  return [{ kind, state, target_ms, startedAt: now.at, since: now.at, elapsed_ms: 0, warned: 0 }];
}

const targetOf = (kind: TimerKind, { policy, priority }: Pick<Circumstances, 'policy' | 'priority'>) => {
  const minutes = policy.targets[kind][priority];
  return minutes === null ? null : minutes * MINUTE_MS;
};

const retarget = (timer: Timer, now: Circumstances): Timer => ({
  ...timer,
  target_ms: targetOf(timer.kind, now) ?? timer.target_ms,
});

function hold(timer: Timer, state: 'paused' | 'stopped', { policy, at }: Circumstances): Timer {
  if (timer.state === 'stopped') return timer;
  return { ...timer, state, elapsed_ms: elapsedOf(timer, policy.hours, at), since: at };
}

const run = (timer: Timer, { at }: Circumstances): Timer =>
  timer.state === 'running' ? timer : { ...timer, state: 'running', since: at };

/** Under a new policy: what has passed stays as the old one counted it, the rest is counted by the new. */
export function underPolicy(timer: Timer, from: TimerPolicy, to: Circumstances): Timer | null {
  if (timer.state === 'stopped') return timer;
  if (targetOf(timer.kind, to) === null) return null;
  const settled =
    timer.state === 'running'
      ? { ...timer, elapsed_ms: elapsedOf(timer, from.hours, to.at), since: to.at }
      : timer;
  return retarget(settled, to);
}

// Reading a timer

/** Business time that has passed. */
export const elapsedOf = (timer: Timer, hours: BusinessHours, now: number): number =>
  timer.state === 'running' ? timer.elapsed_ms + elapsedBetween(hours, timer.since, now) : timer.elapsed_ms;

export const percentOf = (timer: Timer, elapsed_ms: number): number => (100 * elapsed_ms) / timer.target_ms;

/**
 * When a running timer reaches, or reached, a percent of its target; null while it does not run. What had passed
 * before this stretch began, as in a case that is reopened late, lies as far back as it is over.
 */
export function momentOf(timer: Timer, hours: BusinessHours, percent: number): number | null {
  if (timer.state !== 'running') return null;
  const left = Math.ceil((timer.target_ms * percent) / 100) - timer.elapsed_ms;
  return left > 0 ? addOpenTime(hours, timer.since, left) : timer.since + left;
}

export const dueAt = (timer: Timer, hours: BusinessHours): number | null => momentOf(timer, hours, 100);

export interface Warning {
  readonly percent: number;
  readonly at: number;
}

/** Every warning that is still to be given, in order; those that are late too. */
export const warningsLeft = (timer: Timer, hours: BusinessHours): Warning[] =>
  warningPercents.flatMap((percent) => {
    const at = percent > timer.warned ? momentOf(timer, hours, percent) : null;
    return at === null ? [] : [{ percent, at }];
  });

/** Where a running timer stands when, for pages that have no calendar: from this stretch's start to the target. */
export function pathOf(timer: Timer, hours: BusinessHours): Warning[] {
  if (timer.state !== 'running') return [];
  const start = { percent: percentOf(timer, timer.elapsed_ms), at: timer.since };
  const ahead = warningPercents.flatMap((percent) =>
    percent > start.percent ? { percent, at: momentOf(timer, hours, percent) as number } : [],
  );
  return [start, ...ahead];
}
