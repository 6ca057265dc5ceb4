import { z } from 'zod';
import { NoteKind } from './note.ts';
import { Id, line, PersonRef, Time, text } from './primitives.ts';
import { MAX_TURNS, SpeakerRole, Turn } from './transcript.ts';

/** One contact with a customer. E-mail and SMS are moments: they end when they start. */
export const Channel = z.enum(['call', 'chat', 'email', 'sms', 'walk-in']);
export type Channel = z.infer<typeof Channel>;
export const channelNames: Record<Channel, string> = {
  call: 'Call',
  chat: 'Chat',
  email: 'E-mail',
  sms: 'SMS',
  'walk-in': 'Walk-in',
};
/** Those that have no length. */
export const momentChannels: ReadonlySet<Channel> = new Set<Channel>(['email', 'sms']);

/** Seen from the floor: `inbound` when the customer began it. */
export const Direction = z.enum(['inbound', 'outbound']);
export type Direction = z.infer<typeof Direction>;
export const directionNames: Record<Direction, string> = { inbound: 'Inbound', outbound: 'Outbound' };

export const MAX_PARTICIPANTS = 20;
export const MAX_PARTICIPANT_CHARS = 120;
/** Of the telephone system, the chat tool or the mail: whatever finds the original again. */
export const MAX_REFERENCE_CHARS = 200;
export const MAX_TRANSCRIPT_NAME_CHARS = 200;
/** A logged contact lies at most this far back, days; earlier is a slip of the year. */
export const MAX_PAST_DAYS = 3_650;
/** Clocks of browsers run ahead; a contact may seem to begin this much after now, minutes. */
export const MAX_AHEAD_MIN = 10;
/** The longest contact, hours. */
export const MAX_INTERACTION_H = 48;

export const Participant = z.strictObject({
  name: line(MAX_PARTICIPANT_CHARS),
  role: SpeakerRole.exclude(['system']),
});
export type Participant = z.infer<typeof Participant>;

/** What a transcript was read from; `typed` when somebody wrote its turns by hand or a program sent them. */
export const TranscriptFormat = z.enum(['text', 'vtt', 'srt', 'json', 'mail', 'typed']);
export type TranscriptFormat = z.infer<typeof TranscriptFormat>;

export const NewTranscript = z.strictObject({
  /** Of the file it came from; empty when it was pasted. */
  name: text(MAX_TRANSCRIPT_NAME_CHARS).default(''),
  format: TranscriptFormat.default('typed'),
  turns: z.array(Turn).min(1, 'A transcript has at least one turn.').max(MAX_TURNS),
});
export type NewTranscript = z.input<typeof NewTranscript>;

/** Largest file a transcript is read from, bytes. */
export const MAX_TRANSCRIPT_FILE_BYTES = 10 * 1024 * 1024;

/** `POST /api/cases/:id/transcript-readings`, with the file as the body. Nothing is kept. */
export const ReadTranscript = z.strictObject({
  name: text(MAX_TRANSCRIPT_NAME_CHARS).default(''),
  /** Which of the file's `choices`. */
  dialogue: z.coerce.number().int().min(0).optional(),
});
export type ReadTranscript = z.input<typeof ReadTranscript>;

/** What a file says, to look over before it is kept. */
export const TranscriptReading = z.object({
  name: z.string(),
  format: TranscriptFormat,
  /** Of the file: "UTF-8", "windows-1252". */
  encoding: z.string(),
  /** Empty while one of `choices` is to be chosen. Roles are guesses. */
  turns: z.array(Turn),
  /** When it began, where the file says so. */
  beganAt: Time.nullable(),
  /** Sentences about what was left out. */
  warnings: z.array(z.string()),
  /** The conversations of a file that holds several. */
  choices: z.array(
    z.object({ index: z.number().int(), title: z.string(), turns: z.number().int(), opening: z.string() }),
  ),
});
export type TranscriptReading = z.infer<typeof TranscriptReading>;

export const Interaction = z.object({
  id: Id,
  caseId: Id,
  channel: Channel,
  direction: Direction,
  startedAt: Time,
  /** Null while it goes on. */
  endedAt: Time.nullable(),
  participants: z.array(Participant),
  reference: z.string(),
  loggedBy: PersonRef,
  loggedAt: Time,
  /** Its turns are read on their own: `GET /api/interactions/{id}/transcript`. */
  transcript: z
    .object({
      turns: z.number().int(),
      name: z.string(),
      format: TranscriptFormat,
      by: PersonRef,
      at: Time,
    })
    .nullable(),
  /** The team's notes that were written about it, oldest first. */
  noteIds: z.array(Id),
  /** Whether the asking person may edit its facts: whoever logged it, and leads. */
  mayEdit: z.boolean(),
});
export type Interaction = z.infer<typeof Interaction>;

const facts = {
  channel: Channel,
  direction: Direction,
  startedAt: Time,
  /** Null or left out: it goes on. */
  endedAt: Time.nullable().default(null),
  participants: z.array(Participant).max(MAX_PARTICIPANTS).default([]),
  reference: text(MAX_REFERENCE_CHARS).default(''),
};

/** `POST /api/cases/:id/interactions`. Without `endedAt` it is under way; one person has one under way at a time. */
export const NewInteraction = z.strictObject({ ...facts, transcript: NewTranscript.optional() });
export type NewInteraction = z.input<typeof NewInteraction>;

/** Fields that are left out stay as they are. An end cannot be taken back. */
export const PatchInteraction = z
  .strictObject({
    channel: Channel.optional(),
    direction: Direction.optional(),
    startedAt: Time.optional(),
    endedAt: Time.optional(),
    participants: z.array(Participant).max(MAX_PARTICIPANTS).optional(),
    reference: text(MAX_REFERENCE_CHARS).optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change.');
export type PatchInteraction = z.input<typeof PatchInteraction>;

/** `POST /api/interactions/:id/notes`: a note of the team's about it. */
export const WriteInteractionNote = z.strictObject({
  kind: NoteKind.extract(['interaction', 'call-summary', 'interaction-summary']).default('interaction'),
});
export type WriteInteractionNote = z.input<typeof WriteInteractionNote>;

/** `GET /api/interactions/under-way`: what the asking person is in the middle of; null: nothing. */
export const UnderWay = z.object({
  item: z
    .object({
      interaction: Interaction,
      case: z.object({ id: Id, number: z.string(), subject: z.string(), customerName: z.string() }),
    })
    .nullable(),
});
export type UnderWay = z.infer<typeof UnderWay>;
