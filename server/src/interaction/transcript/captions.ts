/// <reference path="./media-captions.d.ts" />
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { type CueNode, parseText, tokenizeVTTCue } from 'media-captions';
import { roleOfLabel } from './roles.ts';
import type { Dialogue, RawTurn } from './turns.ts';

/** Captions break a sentence at every few words: what one person says within this time of the last word is one turn, ms. */
const MAX_PAUSE_MS = 1_500;
/** Longest turn that is put together from captions, characters: a paragraph. */
const MAX_JOINED_CHARS = 600;

export interface Captions extends Dialogue {
  /** Lines that could not be read. */
  readonly faults: readonly string[];
}

interface Piece extends RawTurn {
  readonly startMs: number;
  readonly endMs: number;
}

/** Captions (.vtt, .srt) as turns. Voices are speakers; so are names before a colon that come again. */
export async function readCaptions(text: string, type: 'vtt' | 'srt'): Promise<Captions | Refusal> {
  const { cues, errors } = await parseText(text, { type, errors: true });
  const faults = errors.map(({ line, message }) => `Line ${line}: ${plainFault(message)}`);
  if (cues.length === 0)
    return refuse(
      'invalid',
      `No captions were found. ${faults[0] ?? 'Each begins with a line such as 00:00:01.000 --> 00:00:04.000.'}`,
    );
  const pieces = cues.flatMap((cue): Piece[] => {
    const times = { startMs: Math.round(cue.startTime * 1_000), endMs: Math.round(cue.endTime * 1_000) };
    return voicesOf(tokenizeVTTCue(cue)).map((voice) => ({ ...voice, role: null, ...times }));
  });
  return { title: '', turns: joined(withLabels(pieces.flatMap(linesOfTwo))), faults };
}

const plainFault = (message: string): string =>
  message
    .replace(/ on line \d+$/, '')
    .replaceAll('`', '“')
    .replace(/“([^“]*)“/g, '“$1”');

/** The texts of a caption, each with who says it. */
function voicesOf(nodes: readonly CueNode[]): { speaker: string | null; text: string }[] {
  const voices: { speaker: string | null; text: string }[] = [];
  for (const node of nodes) {
    const speaker = node.type === 'v' ? node.voice : null;
    const last = voices.at(-1);
    if (last && (last.speaker === speaker || (speaker === null && textOf(node).trim() === '')))
      last.text += textOf(node);
    else voices.push({ speaker, text: textOf(node) });
  }
  return voices.filter(({ text }) => text.trim() !== '');
}

const textOf = (node: CueNode): string =>
  node.type === 'text' ? node.data : node.children.map(textOf).join('');

const labelled = /^(?:>>|-)?\s*([\p{L}][^:\n]{0,40}?)\s*:\s+(.+)$/su;
/** "[CUSTOMER] My bill …" */
const bracketed = /^(?:>>|-)?\s*[[(]([\p{L}][^\])\n]{0,40})[\])]\s*:?\s+(.+)$/su;
const labelOf = (text: string): RegExpExecArray | null => labelled.exec(text) ?? bracketed.exec(text);
const LOOKS_LIKE_NAME = /^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3}$/u;
/** Where so many captions begin with a name, whoever speaks only once has one too. */
const MOST = 0.8;

/** Two people in one caption have a line each, begun with a dash. */
function linesOfTwo(piece: Piece): Piece[] {
  const lines = piece.text.trim().split('\n');
  const areTwo = lines.length > 1 && piece.speaker === null && lines.every((line) => /^\s*-\s/.test(line));
  return areTwo ? lines.map((text) => ({ ...piece, text: text.replace(/^\s*-\s+/, '') })) : [piece];
}

/** Where nobody has a voice, speakers are written before the words. */
function withLabels(pieces: readonly Piece[]): Piece[] {
  const counts = new Map<string, number>();
  for (const { speaker, text } of pieces) {
    const label = speaker === null ? labelOf(text)?.[1] : undefined;
    if (label) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const named = pieces.filter(({ text }) => LOOKS_LIKE_NAME.test(labelOf(text)?.[1] ?? '')).length;
  const areNamed = named >= pieces.length * MOST;
  let before: string | null = null;
  return pieces.map((piece) => {
    const [, label, text] = piece.speaker === null ? (labelOf(piece.text) ?? []) : [];
    const speaks =
      label !== undefined &&
      (roleOfLabel(label) !== null ||
        (counts.get(label) ?? 0) > 1 ||
        (areNamed && LOOKS_LIKE_NAME.test(label)));
    if (speaks && text !== undefined) {
      before = label;
      return { ...piece, speaker: label, text };
    }
    // Where names stand only where the speaker changes, the others go on.
    return piece.speaker === null && before !== null ? { ...piece, speaker: before } : piece;
  });
}

function joined(pieces: readonly Piece[]): RawTurn[] {
  const turns: Piece[] = [];
  for (const piece of pieces) {
    const last = turns.at(-1);
    if (last && goesOn(last, piece))
      turns[turns.length - 1] = { ...last, endMs: piece.endMs, text: `${last.text} ${piece.text}` };
    else turns.push(piece);
  }
  return turns.map(({ endMs: _, ...turn }) => turn);
}

const goesOn = (last: Piece, next: Piece): boolean =>
  last.speaker !== null &&
  last.speaker === next.speaker &&
  next.startMs - last.endMs <= MAX_PAUSE_MS &&
  last.text.length + next.text.length < MAX_JOINED_CHARS;
