import {
  MAX_SPEAKER_CHARS,
  MAX_TURN_CHARS,
  MAX_TURNS,
  type SpeakerRole,
  type Turn,
} from '@caseroom/shared/transcript';

/** A turn as a file has it, before anybody is known. */
export interface RawTurn {
  readonly speaker: string | null;
  /** What the file itself says of the role; null when it only names people. */
  readonly role: SpeakerRole | null;
  /** Milliseconds since some moment that is the same for the whole file; null when unknown. */
  readonly startMs: number | null;
  readonly text: string;
}

/** A conversation of a file, which may hold several. */
export interface Dialogue {
  /** What the file calls it; empty when it does not. */
  readonly title: string;
  readonly turns: readonly RawTurn[];
  /** When it began, where the file tells the date. */
  readonly beganAt?: Date | undefined;
}

/** Text as it is kept: no control characters, no spaces at the ends, at most one empty line in a row. */
export const tidyText = (text: string): string =>
  text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/[^\n\P{Cc}]|\p{Cs}|\uFEFF/gu, '')
    // Marks that turn the direction of what follows, and letters of no width that hide in words.
    .replaceAll(/[\u200b\u200e\u200f\u2060\u00ad\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();

export const tidyName = (name: string): string =>
  tidyText(name).replaceAll('\n', ' ').slice(0, MAX_SPEAKER_CHARS).trim();

/**
 * Turns as they are kept, without those that say nothing: long ones cut at a space, times counted from the first where
 * they are times of day, and never running backwards.
 */
export function tidyTurns(raw: readonly RawTurn[], roleOf: (turn: RawTurn) => SpeakerRole): Turn[] {
  let latest = 0;
  return raw.flatMap((turn): Turn[] => {
    const speaker = turn.speaker === null ? null : tidyName(turn.speaker) || null;
    const startMs = turn.startMs === null ? null : Math.max(latest, Math.round(turn.startMs), 0);
    latest = startMs ?? latest;
    return piecesOf(tidyText(turn.text)).map((text) => ({ role: roleOf(turn), speaker, startMs, text }));
  });
}

/** The text in pieces of at most the longest turn; cut at a space where there is one near. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > MAX_TURN_CHARS) {
    const space = rest.lastIndexOf(' ', MAX_TURN_CHARS);
    const at = space > MAX_TURN_CHARS / 2 ? space : wholeCharacters(rest, MAX_TURN_CHARS);
    pieces.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return rest === '' ? pieces : [...pieces, rest];
}

/** Never between the halves of one character. */
const wholeCharacters = (text: string, at: number): number =>
  /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') ? at - 1 : at;

export const tooManyTurns = (count: number): string | null =>
  count > MAX_TURNS
    ? `This transcript has ${count} turns; at most ${MAX_TURNS} fit. Attach it in parts.`
    : null;
