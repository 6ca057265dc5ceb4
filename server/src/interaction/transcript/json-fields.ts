import type { SpeakerRole } from '@caseroom/shared/transcript';
import { roleOfLabel } from './roles.ts';

/** One thing of an export. Tools call the same by different names; what is known of them stands here. */
export type Fields = Readonly<Record<string, unknown>>;

export const textKeys = [
  'text',
  'content',
  'Content',
  'plain_body',
  'body_text',
  'description_text',
  'body',
  'message',
  'msg',
  'transcript',
  'utterance',
  'sentences',
  'alternatives',
  'nBest',
];
/** Recognisers offer what they heard in several readings, the likeliest first. */
export const readingKeys: readonly string[] = ['alternatives', 'nBest'];
export const speakerKeys = [
  'speaker',
  'name',
  'author',
  'from',
  'sender',
  'senderName',
  'sender_name',
  'display_name',
  'displayName',
  'real_name',
  'username',
  'user_profile',
  'user',
  'participant',
  'ParticipantId',
  'speaker_label',
  'users',
  'author_id',
  'authorId',
  'user_id',
  'channelTag',
  'media_channel',
  'participantRole',
  'participantPurpose',
  'direction',
  'incoming',
  'role',
];
export const roleKeys = [
  'role',
  'ParticipantRole',
  'ParticipantId',
  'sender_type',
  'senderType',
  'author_type',
  'speaker',
  'author',
  'from',
  'sender',
  'participantRole',
  'participantPurpose',
  'purpose',
  'direction',
  'incoming',
  'type',
];
/** Since the conversation began, with what makes a millisecond of it. */
const offsetKeys: readonly (readonly [key: string, scale: number])[] = [
  ['startMs', 1],
  ['start_ms', 1],
  ['offset_ms', 1],
  ['start', 1_000],
  ['start_time', 1_000],
  ['offset', 1_000],
  ['BeginOffsetMillis', 1],
  ['offsetMilliseconds', 1],
  ['offsetInTicks', 1e-4],
];
/** Those of which some tools write milliseconds and others seconds. */
const vagueOffsetKeys: readonly string[] = ['start', 'start_time'];
/** Nobody speaks more slowly than this: a letter takes two seconds. What lasts longer was counted in milliseconds. */
const SLOWEST_S_PER_CHAR = 2;
const momentKeys = [
  'timestamp',
  'ts',
  'created_at',
  'createdAt',
  'createdDateTime',
  'sent_at',
  'sentAt',
  'datetime',
  'date',
  'date_created',
  'createTime',
  'create_time',
  'startTimeMs',
  'sendTime',
  'eventTime',
  'time',
];

export const hasTime = (item: Fields): boolean =>
  momentKeys.some((key) => item[key] !== undefined) || offsetKeys.some(([key]) => item[key] !== undefined);

export function first<T>(
  keys: readonly string[],
  fields: Fields,
  read: (value: unknown) => T | null,
  likeliest: readonly string[] = [],
): T | null {
  for (const key of keys) {
    const value = fields[key];
    const found = read(likeliest.includes(key) && Array.isArray(value) ? value[0] : value);
    if (found !== null) return found;
  }
  return null;
}

/** A text, or the texts of a list of parts, as of messages with pictures or links in them. */
export function textIn(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (isFields(value))
    return first(['text', 'content', 'plain', 'body', 'transcript', 'display'], value, (inner) =>
      typeof inner === 'string' ? textIn(inner) : null,
    );
  if (!Array.isArray(value)) return null;
  const parts = value
    .map((part) => (isFields(part) || typeof part === 'string' ? textIn(part) : null))
    .filter((part) => part !== null);
  const glue = parts.every((part) => /[.?!…]$/.test(part.trim())) ? ' ' : '';
  return parts.length > 0 ? parts.join(glue) : null;
}

const nameKeys = [
  'name',
  'displayName',
  'display_name',
  'real_name',
  'full_name',
  'username',
  'email',
  'address',
  'user',
  'type',
];
export function nameIn(value: unknown): string | null {
  if (typeof value === 'string' && value.trim() !== '') return value;
  if (typeof value === 'number') return `Speaker ${value}`;
  if (typeof value === 'boolean') return value ? 'Customer' : 'Agent';
  if (Array.isArray(value)) return value.length === 1 ? nameIn(value[0]) : null;
  return isFields(value) ? first(nameKeys, value, nameIn) : null;
}

export function roleIn(value: unknown): SpeakerRole | null {
  if (typeof value === 'string') return roleOfLabel(value);
  // Help desks write "incoming": true.
  if (typeof value === 'boolean') return value ? 'customer' : 'agent';
  return isFields(value) ? first(['role', 'type'], value, roleIn) : null;
}

/** Milliseconds: since the beginning, or since 1970. */
export function timeIn(item: Fields): number | null {
  for (const [key, scale] of offsetKeys) {
    const raw = item[key];
    const value = typeof raw === 'string' && /^\d+(?:\.\d+)?$/.test(raw) ? Number(raw) : raw;
    if (typeof value === 'number' && value >= 0 && value < 1e12 * (scale < 1 ? 1 : 1e-3))
      return value * (vagueOffsetKeys.includes(key) && isInMs(item) ? 1 : scale);
  }
  return first(momentKeys, item, (value) => momentIn(value) ?? clockIn(value));
}

/** By how long the words would take. */
function isInMs({ start, end, text }: Fields): boolean {
  if (typeof start !== 'number' || typeof end !== 'number' || typeof text !== 'string') return false;
  return Number.isInteger(start) && Number.isInteger(end) && end - start > text.length * SLOWEST_S_PER_CHAR;
}

/** Meeting tools count "00:00:02.310" from the beginning. */
const clockIn = (value: unknown): number | null => {
  const found = typeof value === 'string' ? /^(\d{1,3}):(\d\d):(\d\d(?:\.\d{1,6})?)$/.exec(value) : null;
  return found ? (Number(found[1]) * 3_600 + Number(found[2]) * 60 + Number(found[3])) * 1_000 : null;
};

export const MS_FROM = 1e11;
/** The last moment that dates can tell (ECMA-262 §21.4.1.1); what says a later one says none. */
const MAX_MOMENT_MS = 8.64e15;
export function momentIn(value: unknown): number | null {
  const count =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d{9,}(?:\.\d+)?$/.test(value)
        ? Number(value)
        : null;
  if (count !== null) {
    const ms = count >= MS_FROM ? count : count * 1_000;
    return ms >= 0 && ms <= MAX_MOMENT_MS ? ms : null;
  }
  const parsed = typeof value === 'string' && /^\d{4}-\d\d/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
