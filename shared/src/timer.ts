import { z } from 'zod';
import { Id, line, PersonRef, Time, text } from './primitives.ts';

/** What a case is timed for. Each is kept at most once a case. */
export const TimerKind = z.enum(['first-response', 'next-update', 'resolution', 'acceptance']);
export type TimerKind = z.infer<typeof TimerKind>;
export const timerNames: Record<TimerKind, string> = {
  'first-response': 'First response',
  'next-update': 'Next update',
  resolution: 'Resolution',
  acceptance: 'Tier acceptance',
};

/** Percent of the target at which Caseroom warns, each once. */
export const warningPercents = [50, 75, 90, 100] as const;
/** From here on a deadline is shown as near. */
export const SOON_PERCENT = 75;

export const PauseReason = z.enum(['customer', 'client', 'supplier', 'agreed', 'other']);
export type PauseReason = z.infer<typeof PauseReason>;
export const pauseReasonNames: Record<PauseReason, string> = {
  customer: 'Waiting for the customer',
  client: 'Waiting for the client company',
  supplier: 'Waiting for a supplier',
  agreed: 'A later time was agreed',
  other: 'Another reason',
};

export const MAX_PAUSE_NOTE_CHARS = 200;
export const PauseTimers = z
  .strictObject({ reason: PauseReason, note: text(MAX_PAUSE_NOTE_CHARS).default('') })
  .refine(({ reason, note }) => reason !== 'other' || note !== '', {
    path: ['note'],
    message: 'Say what the reason is.',
  });
export type PauseTimers = z.input<typeof PauseTimers>;

export const MAX_TOLD_CHARS = 500;
/** The customer was told something by other means than a note: a call, a chat. */
export const TellCustomer = z.strictObject({ about: text(MAX_TOLD_CHARS).default('') });
export type TellCustomer = z.input<typeof TellCustomer>;

/** A point on a timer's way to its target. */
export const Waypoint = z.object({ at: Time, percent: z.number() });

/** A timer of a case. Due times and warnings are counted by the server, in business hours. */
export const CaseTimer = z.object({
  kind: TimerKind,
  state: z.enum(['running', 'paused', 'stopped']),
  target_min: z.number().int(),
  startedAt: Time,
  /** Null unless it runs. */
  dueAt: Time.nullable(),
  /**
   * While it runs: where it stands when, from the start of this stretch to 100 %. Between two points it moves
   * evenly enough to be drawn, so that a page needs no calendar of its own.
   */
  path: z.array(Waypoint),
  /** Percent of the target that had passed when this stretch began, when it was paused or when it was stopped. */
  percent: z.number(),
  /** Business time left then, ms; negative when it was missed. */
  remaining_ms: z.number(),
  /** When it was paused or stopped; null while it runs. */
  heldAt: Time.nullable(),
});
export type CaseTimer = z.infer<typeof CaseTimer>;

export const TimerPause = z.object({
  reason: PauseReason,
  note: z.string(),
  by: PersonRef,
  at: Time,
});
export type TimerPause = z.infer<typeof TimerPause>;

export const CaseTimers = z.object({ items: z.array(CaseTimer), pause: TimerPause.nullable() });
export type CaseTimers = z.infer<typeof CaseTimers>;

/** The deadline a row of the queue shows: the nearest of those that run, or that everything is paused. */
export const NearestTimer = z.object({
  kind: TimerKind,
  /** Null: paused. */
  dueAt: Time.nullable(),
  /** When it becomes near. Null: paused. */
  soonAt: Time.nullable(),
});
export type NearestTimer = z.infer<typeof NearestTimer>;

// Policy

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Local times of one day. `to` at or before `from` lies on the next day; "24:00" is the end of the day. */
export const WorkWindow = z.strictObject({
  from: z.string().regex(clockTime, 'Write a time such as 08:30.'),
  to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time such as 18:00.'),
});
export type WorkWindow = z.infer<typeof WorkWindow>;

export const MAX_WINDOWS_PER_DAY = 4;
export const MAX_HOLIDAYS = 200;
/** Opening hours below this a week make due times meaningless, minutes. */
export const MIN_OPEN_PER_WEEK_MIN = 60;
export const MAX_TARGET_MIN = 30 * 24 * 60;

export const BusinessHours = z.strictObject({
  /** IANA name, such as "Europe/Lisbon". */
  timeZone: line(60).refine(isTimeZone, 'There is no such time zone.'),
  /** Windows of the seven weekdays, Monday first. Around the clock is one window from 00:00 to 24:00 a day. */
  week: z.array(z.array(WorkWindow).max(MAX_WINDOWS_PER_DAY)).length(7),
  /** Local dates without business hours, not even those that a window of the evening before would bring. */
  holidays: z.array(z.iso.date()).max(MAX_HOLIDAYS),
});
export type BusinessHours = z.infer<typeof BusinessHours>;

/** Minutes by priority; null: not timed. */
export const Targets = z.strictObject({
  P1: target(),
  P2: target(),
  P3: target(),
  P4: target(),
});
export type Targets = z.infer<typeof Targets>;

export const TimerPolicy = z.strictObject({
  hours: BusinessHours.refine(
    ({ week }) => openMinutes(week) >= MIN_OPEN_PER_WEEK_MIN,
    'Be open for an hour a week at least.',
  ),
  targets: z.strictObject({
    'first-response': Targets,
    'next-update': Targets,
    resolution: Targets,
    acceptance: Targets,
  }),
});
export type TimerPolicy = z.infer<typeof TimerPolicy>;

export const ALL_DAY: WorkWindow = { from: '00:00', to: '24:00' };
export const aroundTheClock: BusinessHours['week'] = Array.from({ length: 7 }, () => [ALL_DAY]);

/** What a program starts with; the database's own default says the same. */
export const defaultPolicy: TimerPolicy = {
  hours: { timeZone: 'UTC', week: aroundTheClock, holidays: [] },
  targets: {
    'first-response': { P1: 15, P2: 60, P3: 240, P4: 480 },
    'next-update': { P1: 60, P2: 240, P3: 1440, P4: 2880 },
    resolution: { P1: 480, P2: 1440, P3: 4320, P4: 7200 },
    acceptance: { P1: 10, P2: 30, P3: 120, P4: 240 },
  },
};

export const ProgramTimers = z.object({ programId: Id, policy: TimerPolicy });
export type ProgramTimers = z.infer<typeof ProgramTimers>;

function target() {
  return z.number().int().min(1).max(MAX_TARGET_MIN).nullable();
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Minutes after midnight. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** How long a window is, minutes. */
export const windowLength = ({ from, to }: WorkWindow): number => {
  const length = minutesOf(to) - minutesOf(from);
  return length > 0 ? length : length + 24 * 60;
};

const openMinutes = (week: BusinessHours['week']): number =>
  week.flat().reduce((sum, window) => sum + windowLength(window), 0);
