import { type Priority, type Status, unresolvedStatuses } from '@caseroom/shared/case';
import type { AutoReason, AutoRules } from '@caseroom/shared/interim-auto';
import { minutesOf, type PauseReason } from '@caseroom/shared/timer';

/** A case as the rules see it. Moments are ms since the epoch. */
export interface AutoFacts {
  readonly status: Status;
  readonly priority: Priority;
  readonly tags: readonly string[];
  readonly openedAt: number;
  /** When they last heard from us, by whatever means. */
  readonly toldAt: number | null;
  /** When somebody last spoke to them. */
  readonly spokeAt: number | null;
  readonly etaAt: number | null;
  readonly pause: { readonly reason: PauseReason; readonly at: number } | null;
  /** When rules wrote before, oldest first. */
  readonly written: readonly number[];
  /** A message is being written, or waits for a lead. */
  readonly isWriting: boolean;
  readonly optedOut: boolean;
  /** The customer's. */
  readonly timeZone: string;
}

export interface Planned {
  readonly at: number;
  readonly why: AutoReason;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Whoever waits so long for an end of quiet hours and holidays is not written to at all, days. */
const MAX_DAYS_AHEAD = 60;

/**
 * When the rules next write to a case's customer, and why; null: not. `holidays` are the program's, as ISO dates. What
 * is overdue is due now, once: what was missed while nobody looked is not made up for.
 */
export function nextUpdate(
  rules: AutoRules,
  facts: AutoFacts,
  { now, holidays }: { readonly now: number; readonly holidays: readonly string[] },
): Planned | null {
  if (!rules.on || facts.optedOut || facts.isWriting || !unresolvedStatuses.includes(facts.status))
    return null;
  const [first] = wishes(rules, facts).sort((a, b) => a.at - b.at);
  if (!first) return null;
  const spoken = facts.spokeAt === null ? 0 : facts.spokeAt + rules.spoke * MINUTE_MS;
  const at = allowedFrom(rules, facts, holidays, Math.max(first.at, spoken, now));
  return at === null ? null : { at, why: first.why };
}

/** When the rules write again after a message of now, and nothing else happens: what such a message may promise. */
export function promiseAfter(
  rules: AutoRules,
  facts: AutoFacts,
  when: { readonly now: number; readonly holidays: readonly string[] },
): number | null {
  const next = nextUpdate(rules, afterUpdate(facts, when.now), when);
  return next?.at ?? null;
}

const afterUpdate = (facts: AutoFacts, at: number): AutoFacts => ({
  ...facts,
  isWriting: false,
  toldAt: at,
  written: [...facts.written, at],
});

/** Every rule's own time. Whoever waits for the customer is not told that again and again. */
function wishes(rules: AutoRules, facts: AutoFacts): Planned[] {
  const { toldAt, etaAt, pause, tags } = facts;
  const heard = toldAt ?? facts.openedAt;
  const wanted: Planned[] = [];
  const wish = (why: AutoReason, at: number) => wanted.push({ why, at });
  const cadence = rules.cadence[facts.priority];
  if (pause?.reason !== 'customer') {
    if (cadence !== null && pause === null) wish('cadence', heard + cadence * MINUTE_MS);
    if (rules.silence !== null) wish('silence', heard + rules.silence * MINUTE_MS);
  }
  if (rules.eta && etaAt !== null && etaAt > heard) wish('eta', etaAt);
  if (rules.thirdParty !== null && (pause?.reason === 'supplier' || pause?.reason === 'client'))
    wish('third-party', Math.max(pause.at, heard) + rules.thirdParty * MINUTE_MS);
  if (rules.outage && tags.includes(rules.outage.tag)) wish('outage', heard + rules.outage.every * MINUTE_MS);
  return wanted;
}

/** The first moment from then on that is neither quiet, nor a holiday, nor beyond a day's cap; null: none in sight. */
function allowedFrom(
  { quiet, maxADay }: AutoRules,
  { timeZone, written }: AutoFacts,
  holidays: readonly string[],
  from: number,
): number | null {
  let at = from;
  for (let day = 0; day < MAX_DAYS_AHEAD; day++) {
    const local = localOf(at, timeZone);
    const today = written.filter((moment) => localOf(moment, timeZone).date === local.date).length;
    if (holidays.includes(local.date) || today >= maxADay) at = later(at, DAY_MS - local.ms, timeZone);
    else {
      const wait_ms = quiet ? quietLeft(quiet, local.ms) : 0;
      if (wait_ms === 0) return at;
      at = later(at, wait_ms, timeZone);
    }
  }
  return null;
}

/**
 * When somebody's clock will have gone on by so much. Where clocks are changed on the way, it is what the clock shows that
 * counts; a time that is left out that day comes an hour later.
 */
function later(from: number, by_ms: number, timeZone: string): number {
  const wanted = (localOf(from, timeZone).ms + by_ms) % DAY_MS;
  const plain = from + by_ms;
  const off = ((localOf(plain, timeZone).ms - wanted + DAY_MS * 1.5) % DAY_MS) - DAY_MS / 2;
  return off > 0 && localOf(plain - off, timeZone).ms === wanted ? plain - off : plain;
}

/** How long quiet hours go on from a time of the day, ms; 0 outside of them. */
function quietLeft({ from, to }: { readonly from: string; readonly to: string }, ms: number): number {
  const [start, end] = [minutesOf(from) * MINUTE_MS, minutesOf(to) * MINUTE_MS];
  if (start === end) return 0;
  const isQuiet = start < end ? ms >= start && ms < end : ms >= start || ms < end;
  if (!isQuiet) return 0;
  return ms < end ? end - ms : DAY_MS - ms + end;
}

/** A moment by somebody's clock: its date, and how much of the day has passed. */
export function localOf(moment: number, timeZone: string): { date: string; ms: number; clock: string } {
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  const ms = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000 + (moment % 1_000);
  return { date: `${year}-${month}-${day}`, ms, clock: `${hour}:${minute}` };
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const digits = '2-digit' as const;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    second: digits,
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

/** Of one case, at most so many in a look ahead. */
const MAX_AHEAD = 60;

/** What the rules would write until then, if everything they write leaves at once and nobody does anything else. */
export function updatesUntil(
  rules: AutoRules,
  facts: AutoFacts,
  {
    now,
    until,
    holidays,
  }: { readonly now: number; readonly until: number; readonly holidays: readonly string[] },
): Planned[] {
  const planned: Planned[] = [];
  let ahead = facts;
  for (let at = now; planned.length < MAX_AHEAD; ) {
    const next = nextUpdate(rules, ahead, { now: at, holidays });
    if (!next || next.at > until) return planned;
    planned.push(next);
    at = next.at;
    ahead = afterUpdate(ahead, next.at);
  }
  return planned;
}
