import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { type ParseError, parse as parseTolerantly } from 'jsonc-parser';
import {
  type Fields,
  first,
  hasTime,
  isFields,
  MS_FROM,
  nameIn,
  readingKeys,
  roleIn,
  roleKeys,
  speakerKeys,
  textIn,
  textKeys,
  timeIn,
} from './json-fields.ts';
import { plainText } from './plain.ts';
import { onlyWords, wordByWord } from './recognisers.ts';
import { roleOfLabel } from './roles.ts';
import type { Dialogue, RawTurn } from './turns.ts';

/** How deep messages are looked for below the top. */
const MAX_DEPTH = 9;

/** Where exports keep their messages, the likeliest first: our own, chat logs, help desks, meeting tools, recognisers. */
const listKeys = [
  'turns',
  'timeline',
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
  'audio_segments',
  'paragraphs',
  'sentences',
  'phrases',
  'transcripts',
  'recognizedPhrases',
  'Transcript',
  'results',
  'value',
  'items',
  'entries',
  'events',
  'thread',
  'threads',
  'channels',
  'alternatives',
  'chat',
  'data',
  'conversations',
  'dialogues',
  'chats',
  'tickets',
];
/** Sets of dialogues are published in parts. */
const parts = ['train', 'dev', 'valid', 'validation', 'test'];
/** The conversations of a JSON file, whatever tool wrote it; one JSON value a line will do as well. */
export function readJson(text: string): readonly Dialogue[] | Refusal {
  const parsed = parse(text);
  if ('refused' in parsed) return parsed;
  const words = wordByWord(parsed.value);
  const found = words.length > 0 ? words : dialoguesIn(parsed.value, MAX_DEPTH);
  const dialogues = found.length > 0 ? found : onlyWords(parsed.value);
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
  const end = (faults[0]?.offset ?? text.length) + (faults[0]?.length ?? 0);
  return end >= text.trimEnd().length
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
  const inParts = parts.flatMap((part) =>
    Array.isArray(value[part]) ? dialoguesIn(value[part], depth - 1) : [],
  );
  if (inParts.length > 0) return inParts;
  for (const key of listKeys) {
    if (value[key] === undefined) continue;
    const found = dialoguesIn(value[key], depth - 1);
    const [only] = found;
    if (found.length > 1) return found.map((one) => withNames(one, value));
    if (only) return [{ ...withSource(withNames(only, value), value), title: only.title || titleOf(value) }];
  }
  return [];
}

const peopleKeys = ['users', 'participants', 'Participants', 'members', 'authors'];

/** Help desks write an id beside each message, and names and parts in a list of their own. */
function withNames(dialogue: Dialogue, fields: Fields): Dialogue {
  const lists = peopleKeys.map((key) => fields[key]).filter(Array.isArray);
  const people = new Map(
    lists
      .flat()
      .filter(isFields)
      .flatMap((person) => {
        const id = first(['id', 'user_id', 'ParticipantId'], person, idIn);
        return id === null ? [] : [[id, person] as const];
      }),
  );
  if (people.size === 0) return dialogue;
  const turns = dialogue.turns.map((turn) => {
    const person =
      turn.speaker === null ? undefined : people.get(turn.speaker.replace(/^Speaker (?=\d)/, ''));
    if (!person) return turn;
    const speaker =
      first(['name', 'display_name', 'displayName', 'full_name', 'email'], person, nameIn) ?? turn.speaker;
    return {
      ...turn,
      speaker,
      role: turn.role ?? first(['role', 'type', 'ParticipantRole'], person, roleIn),
    };
  });
  return { ...dialogue, turns };
}

const idIn = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

/** Some help desks keep the first message apart from its answers. */
function withSource(dialogue: Dialogue, fields: Fields): Dialogue {
  const first =
    turnOf(fields.source) ??
    (fields.description_text === undefined
      ? null
      : turnOf({ ...fields, speaker: fields.requester ?? 'Customer', role: 'customer' }));
  if (!first) return dialogue;
  const began = first.startMs ?? 0;
  if (began < MS_FROM)
    return {
      ...dialogue,
      turns: [{ ...first, startMs: dialogue.turns[0]?.startMs ?? null }, ...dialogue.turns],
    };
  const later = Math.max(0, (dialogue.beganAt?.getTime() ?? began) - began);
  const turns = dialogue.turns.map((turn) => ({
    ...turn,
    startMs: turn.startMs === null ? null : turn.startMs + later,
  }));
  return { ...dialogue, turns: [{ ...first, startMs: 0 }, ...turns], beganAt: new Date(began) };
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
  const text = first(textKeys, item, textIn, readingKeys);
  const speaker = first(speakerKeys, item, nameIn);
  if (text === null || (speaker === null && !hasTime(item))) return null;
  return { speaker, role: first(roleKeys, item, roleIn), startMs: timeIn(item), text: plainText(text) };
}

/** Times since 1970 become times since the first of them. */
export function dialogueOf(title: string, said: readonly RawTurn[]): Dialogue {
  const turns = oldestFirst(said);
  const began = turns.find(({ startMs }) => startMs !== null)?.startMs ?? null;
  if (began === null || began < MS_FROM) return { title, turns };
  const shifted = turns.map((turn) => ({
    ...turn,
    startMs: turn.startMs === null ? null : turn.startMs - began,
  }));
  return { title, turns: shifted, beganAt: new Date(began) };
}

/** Some tools list the newest first. */
function oldestFirst(turns: readonly RawTurn[]): readonly RawTurn[] {
  const times = turns.flatMap(({ startMs }) => (startMs === null || startMs < MS_FROM ? [] : [startMs]));
  const areDescending =
    times.length === turns.length && times.every((time, i) => i === 0 || time <= (times[i - 1] ?? 0));
  return areDescending && times.length > 1 && times[0] !== times.at(-1) ? [...turns].reverse() : turns;
}
