import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { SpeakerRole } from '@caseroom/shared/transcript';
import { type ParseError, parse as parseTolerantly } from 'jsonc-parser';
import { plainText } from './plain.ts';
import { roleOfLabel } from './roles.ts';
import type { Dialogue, RawTurn } from './turns.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How deep messages are looked for below the top. */
const MAX_DEPTH = 6;

/** Where exports keep their messages, the likeliest first: our own, chat logs, help desks, meeting tools, recognisers. */
const listKeys = [
  'turns',
  'messages',
  'original',
  'conversation',
  'dialogue',
  'dialog',
  'transcript',
  'history',
  'comments',
  'conversation_parts',
  'segments',
  'utterances',
  'sentences',
  'results',
  'value',
  'items',
  'entries',
  'events',
  'chat',
  'data',
  'conversations',
  'dialogues',
  'chats',
  'tickets',
];
const textKeys = ['text', 'content', 'plain_body', 'body', 'message', 'msg', 'transcript', 'utterance'];
const speakerKeys = [
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
  'role',
];
const roleKeys = [
  'role',
  'sender_type',
  'senderType',
  'author_type',
  'speaker',
  'author',
  'from',
  'sender',
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
];
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
  'time',
];

/** The conversations of a JSON file, whatever tool wrote it; one JSON value a line will do as well. */
export function readJson(text: string): readonly Dialogue[] | Refusal {
  const parsed = parse(text);
  if ('refused' in parsed) return parsed;
  const dialogues = dialoguesIn(parsed.value, MAX_DEPTH);
  return dialogues.length > 0
    ? dialogues
    : refuse(
        'invalid',
        'No messages were found in this JSON. It needs a list of things with a “text” and a “speaker”.',
      );
}

function parse(text: string): { readonly value: unknown } | Refusal {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return parseLines(text) ?? refuse('invalid', jsonFault(text));
  }
}

/** One JSON value a line, as logs are written. */
function parseLines(text: string): { readonly value: unknown[] } | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines.every((line) => /^\s*[[{]/.test(line))) return null;
  try {
    return { value: lines.map((line): unknown => JSON.parse(line)) };
  } catch {
    return null;
  }
}

/** Where reading it first went wrong, as the line and column that editors show. */
function jsonFault(text: string): string {
  const faults: ParseError[] = [];
  parseTolerantly(text, faults);
  const before = text.slice(0, faults[0]?.offset ?? text.length);
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  return before.length >= text.trimEnd().length
    ? `This JSON ends too early, in line ${line}. It may have been cut off.`
    : `This is not JSON: line ${line}, column ${column} holds something unexpected.`;
}

function dialoguesIn(value: unknown, depth: number): Dialogue[] {
  if (depth === 0) return [];
  if (Array.isArray(value)) {
    const turns = turnsIn(value);
    return turns ? [dialogueOf('', turns)] : value.flatMap((item) => dialoguesIn(item, depth - 1));
  }
  if (!isFields(value)) return [];
  for (const key of listKeys) {
    if (value[key] === undefined) continue;
    const found = dialoguesIn(value[key], depth - 1);
    const [only] = found;
    if (found.length > 1) return found;
    if (only) return [{ ...withSource(only, value), title: only.title || titleOf(value) }];
  }
  return [];
}

/** Some help desks keep the first message apart from its answers. */
function withSource(dialogue: Dialogue, { source }: Fields): Dialogue {
  const first = turnOf(source);
  return first
    ? {
        ...dialogue,
        turns: [
          { ...first, startMs: first.startMs ?? dialogue.turns[0]?.startMs ?? null },
          ...dialogue.turns,
        ],
      }
    : dialogue;
}

function titleOf(fields: Fields): string {
  const parts = [
    'title',
    'subject',
    'name',
    'id',
    'convo_id',
    'conversation_id',
    'ticket_id',
    'flow',
    'subflow',
  ].map((key) => fields[key]);
  return parts
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .map(String)
    .join(', ')
    .slice(0, 200);
}

/** Null when most of a list are not messages. */
function turnsIn(list: readonly unknown[]): RawTurn[] | null {
  const turns = list.map(turnOf).filter((turn) => turn !== null);
  return turns.length > 0 && turns.length * 2 >= list.length ? turns : null;
}

function turnOf(item: unknown): RawTurn | null {
  if (Array.isArray(item)) {
    const [speaker, text] = item;
    const isPair = item.length === 2 && typeof speaker === 'string' && typeof text === 'string';
    return isPair ? { speaker, role: roleOfLabel(speaker), startMs: null, text } : null;
  }
  if (!isFields(item)) return null;
  const text = first(textKeys, item, textIn);
  const speaker = first(speakerKeys, item, nameIn);
  if (text === null || (speaker === null && !hasTime(item))) return null;
  return { speaker, role: first(roleKeys, item, roleIn), startMs: timeIn(item), text: plainText(text) };
}

const hasTime = (item: Fields): boolean =>
  momentKeys.some((key) => item[key] !== undefined) || offsetKeys.some(([key]) => item[key] !== undefined);

function first<T>(keys: readonly string[], fields: Fields, read: (value: unknown) => T | null): T | null {
  for (const key of keys) {
    const found = read(fields[key]);
    if (found !== null) return found;
  }
  return null;
}

/** A text, or the texts of a list of parts, as of messages with pictures or links in them. */
function textIn(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (isFields(value))
    return first(['text', 'content', 'plain', 'body'], value, (inner) =>
      typeof inner === 'string' ? textIn(inner) : null,
    );
  if (!Array.isArray(value)) return null;
  const parts = value
    .map((part) => (isFields(part) || typeof part === 'string' ? textIn(part) : null))
    .filter((part) => part !== null);
  return parts.length > 0 ? parts.join('') : null;
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
function nameIn(value: unknown): string | null {
  if (typeof value === 'string' && value.trim() !== '') return value;
  if (typeof value === 'number') return `Speaker ${value}`;
  return isFields(value) ? first(nameKeys, value, nameIn) : null;
}

function roleIn(value: unknown): SpeakerRole | null {
  if (typeof value === 'string') return roleOfLabel(value);
  return isFields(value) ? first(['role', 'type'], value, roleIn) : null;
}

/** Milliseconds: since the beginning, or since 1970. */
function timeIn(item: Fields): number | null {
  for (const [key, scale] of offsetKeys) {
    const value = item[key];
    if (typeof value === 'number' && value >= 0 && value < 1e9) return value * scale;
  }
  return first(momentKeys, item, momentIn);
}

const MS_FROM = 1e11;
function momentIn(value: unknown): number | null {
  const count =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d{9,}(?:\.\d+)?$/.test(value)
        ? Number(value)
        : null;
  if (count !== null) return count >= MS_FROM ? count : count * 1_000;
  const parsed = typeof value === 'string' && /^\d{4}-\d\d/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

/** Times since 1970 become times since the first of them. */
function dialogueOf(title: string, turns: readonly RawTurn[]): Dialogue {
  const began = turns.find(({ startMs }) => startMs !== null)?.startMs ?? null;
  if (began === null || began < MS_FROM) return { title, turns };
  const shifted = turns.map((turn) => ({
    ...turn,
    startMs: turn.startMs === null ? null : turn.startMs - began,
  }));
  return { title, turns: shifted, beganAt: new Date(began) };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
