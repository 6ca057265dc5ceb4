import type { Status } from '@caseroom/shared/case';
import type { Prompt, PromptRule, PromptSettings } from '@caseroom/shared/guidance';
import { type Channel, channelNames } from '@caseroom/shared/interaction';
import type { NoteKind } from '@caseroom/shared/note';
import { type Sentiment, sentimentStep } from '@caseroom/shared/sentiment';

/** What one note says of the things that rules look for. */
export interface Said {
  /** Keys of `watchedFields` that the note answers, in a field or below a heading. */
  readonly keys: readonly string[];
  readonly sentiment: Sentiment | null;
  /** The promise that stands in it without any time; null when there is none. */
  readonly loosePromise: string | null;
}

export interface NoteFacts extends Said {
  readonly noteId: string;
  readonly kind: NoteKind;
  readonly createdAt: Date;
  /** When it was last written in, or created. */
  readonly touchedAt: Date;
  /** Finalised: nothing can be added to it. */
  readonly isFinal: boolean;
}

/** What is known of a case, of its notes those that everybody on it may read. */
export interface CaseFacts {
  readonly status: Status;
  /** Null unless it is resolved. */
  readonly resolvedAt: Date | null;
  /** The newest one that was sent and neither withdrawn nor declined. */
  readonly escalation: { readonly id: string; readonly noteId: string; readonly sentAt: Date } | null;
  /** When the customer was last told something by other means than a note, and whether it was said what. */
  readonly told: { readonly seq: number; readonly at: Date; readonly inWords: boolean } | null;
  /** Oldest first. */
  readonly notes: readonly NoteFacts[];
  /** Conversations that have ended and of which no note was begun, oldest first. */
  readonly unwritten: readonly ContactFacts[];
}

export interface ContactFacts {
  readonly id: string;
  readonly channel: Channel;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

type Found = Omit<Prompt, 'rule' | 'since'> & { readonly since: Date };
type Rule<R extends PromptRule> = (facts: CaseFacts, settings: PromptSettings[R]) => readonly Found[];

/**
 * The prompts of a case at `now`, oldest first, and when the next may come if nothing else happens: a rule waits its
 * minutes before it says anything, so that nobody is told of what they are about to write.
 */
export function promptsOf(
  facts: CaseFacts,
  settings: PromptSettings,
  now: Date,
): { readonly prompts: readonly (Found & { readonly rule: PromptRule })[]; readonly nextAt: Date | null } {
  const found = (Object.keys(rules) as PromptRule[])
    .filter((rule) => settings[rule].on)
    .flatMap((rule) =>
      (rules[rule] as Rule<PromptRule>)(facts, settings[rule]).map((prompt) => ({
        ...prompt,
        rule,
        showsAt: new Date(prompt.since.getTime() + settings[rule].after_min * MINUTE_MS),
      })),
    );
  const later = found.filter(({ showsAt }) => showsAt > now).map(({ showsAt }) => showsAt.getTime());
  const prompts = found
    .filter(({ showsAt }) => showsAt <= now)
    .sort((a, b) => a.since.getTime() - b.since.getTime())
    .map(({ showsAt: _, ...prompt }) => prompt);
  return { prompts, nextAt: later.length > 0 ? new Date(Math.min(...later)) : null };
}

const MINUTE_MS = 60_000;
/** Many write while they speak, and say afterwards that the customer was told, ms. */
const WRITTEN_BEFORE_MS = 15 * MINUTE_MS;

const rules: { readonly [R in PromptRule]: Rule<R> } = {
  // A handover is filled from the record, and so cannot add to it what nobody wrote.
  'told-unwritten': ({ status, told, notes }) => {
    if (!told || told.inWords || isOver(status)) return [];
    const since = told.at.getTime() - WRITTEN_BEFORE_MS;
    if (notes.some(({ kind, touchedAt }) => kind !== 'handover' && touchedAt.getTime() >= since)) return [];
    return [
      {
        about: `event:${told.seq}`,
        since: told.at,
        ...writeIn('interaction', null),
        field: 'told',
        detail: '',
      },
    ];
  },

  'escalated-untold': ({ status, escalation, told, notes }) => {
    if (!escalation || isOver(status)) return [];
    const note = notes.find(({ noteId }) => noteId === escalation.noteId);
    const isKnown = note?.keys.includes('told') || (told !== null && told.at >= escalation.sentAt);
    if (isKnown) return [];
    const place = note && !note.isFinal ? writeIn('escalation', note.noteId) : writeIn('interaction', null);
    return [
      { about: `escalation:${escalation.id}`, since: escalation.sentAt, ...place, field: 'told', detail: '' },
    ];
  },

  'resolved-without-cause': ({ status, resolvedAt, notes }) => {
    if (status !== 'resolved' || !resolvedAt || notes.some(({ keys }) => keys.includes('cause'))) return [];
    const begun = notes.findLast(({ kind, isFinal }) => kind === 'resolution' && !isFinal);
    const place = writeIn('resolution', begun?.noteId ?? null);
    return [
      {
        about: `resolved:${resolvedAt.toISOString()}`,
        since: resolvedAt,
        ...place,
        field: 'cause',
        detail: '',
      },
    ];
  },

  'promise-without-time': ({ status, notes }) => {
    if (isOver(status)) return [];
    return notes
      .filter(({ loosePromise, isFinal }) => loosePromise !== null && !isFinal)
      .map(({ noteId, kind, touchedAt, loosePromise }) => ({
        about: `note:${noteId}`,
        since: touchedAt,
        ...writeIn(kind, noteId),
        field: 'promised-for',
        detail: loosePromise ?? '',
      }));
  },

  'sentiment-changed': ({ status, notes }, { steps }) => {
    if (isOver(status)) return [];
    const [last, before] = notes.filter(({ sentiment }) => sentiment !== null).toReversed();
    if (!last?.sentiment || !before?.sentiment || last.kind === 'sentiment') return [];
    if (Math.abs(sentimentStep(before.sentiment, last.sentiment)) < steps) return [];
    const isWritten = notes.some(
      ({ kind, createdAt }) => kind === 'sentiment' && createdAt >= last.createdAt,
    );
    if (isWritten) return [];
    return [
      {
        about: `note:${last.noteId}:${last.sentiment}`,
        since: last.touchedAt,
        ...writeIn('sentiment', null),
        field: 'quote',
        detail: last.sentiment,
      },
    ];
  },

  // A note that was begun while they spoke is about it, even if nobody said so.
  'contact-unwritten': ({ unwritten, notes }) =>
    unwritten
      .filter(
        ({ startedAt }) =>
          !notes.some(({ kind, createdAt }) => aboutContacts.has(kind) && createdAt >= startedAt),
      )
      .map(({ id, channel, endedAt }) => ({
        about: `interaction:${id}`,
        since: endedAt,
        ...writeIn('interaction', null),
        interactionId: id,
        field: 'reason',
        detail: channelNames[channel],
      })),
};

/** The kinds of note in which contacts are written down. */
const aboutContacts: ReadonlySet<NoteKind> = new Set<NoteKind>([
  'interaction',
  'call-summary',
  'interaction-summary',
]);

const isOver = (status: Status): boolean => status === 'resolved' || status === 'closed';
const writeIn = (kind: NoteKind, noteId: string | null) => ({ kind, noteId });
