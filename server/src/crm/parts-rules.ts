/** A note for a record of another system, before it is cut to that system's limit. */
export interface PrivateNote {
  /** One line. */
  readonly title: string;
  readonly text: string;
  /** Where it comes from: "Caseroom C-1042". */
  readonly from: string;
  /** Found again by it: letters and digits only, different for every note. */
  readonly ref: string;
}

export interface Part {
  readonly body: string;
  /** Stands in `body` as it is, and in no other part's. */
  readonly mark: string;
}

/** What a provider allows of one note, and how it counts: `size(a + b)` is `size(a) + size(b)`. */
export interface Limit {
  readonly max: number;
  readonly size: (text: string) => number;
}

/** No note has more parts; what is beyond is left out, and the last part says so. */
export const MAX_PARTS = 60;
const LEFT_OUT = '[The rest is too long for this record. Read it in Caseroom.]';

/** Cuts a note between lines, then between words, then between characters, never within one, and numbers the parts. */
export function partsOf({ title, text, from, ref }: PrivateNote, { max, size }: Limit): readonly Part[] {
  const frame = (chunk: string, nth: string): Part => {
    const mark = `ref ${ref}${nth}`;
    return { body: `${title}${nth}\n\n${chunk}\n\n${from} · ${mark}`, mark };
  };
  const whole = frame(text, '');
  if (size(whole.body) <= max) return [whole];
  const room = max - size(frame('', ` (${MAX_PARTS}/${MAX_PARTS})`).body);
  if (room < size(LEFT_OUT) + 1) throw new Error('a note’s title leaves no room for its text');
  const chunks = chunksOf(text, { max: room, size });
  const kept = chunks.slice(0, MAX_PARTS);
  if (chunks.length > MAX_PARTS) kept[MAX_PARTS - 1] = LEFT_OUT;
  return kept.map((chunk, i) => frame(chunk, ` (${i + 1}/${kept.length})`));
}

function chunksOf(text: string, limit: Limit): string[] {
  const chunks: string[] = [];
  const feed = limit.size('\n');
  let chunk: string[] = [];
  let used = 0;
  const close = () => {
    if (chunk.some((line) => line.trim() !== '')) chunks.push(chunk.join('\n'));
  };
  for (const line of text.split('\n').flatMap((whole) => piecesOf(whole, limit))) {
    const more = limit.size(line) + (chunk.length > 0 ? feed : 0);
    if (used + more <= limit.max) {
      chunk.push(line);
      used += more;
    } else {
      close();
      chunk = [line];
      used = limit.size(line);
    }
  }
  close();
  return chunks;
}

/** A line, or what it must be cut into. */
function piecesOf(line: string, limit: Limit): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (limit.size(rest) > limit.max) {
    const fits = longestFit(rest, limit);
    const space = fits.lastIndexOf(' ');
    const piece = space > fits.length / 2 ? fits.slice(0, space) : fits;
    pieces.push(piece);
    rest = rest.slice(piece.length).trimStart();
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}

function longestFit(text: string, { max, size }: Limit): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += size(character);
    if (used > max) break;
    end += character.length;
  }
  if (end === 0) throw new Error('a character is larger than the limit');
  // What is seen as one character may be many: a face with its colour, a letter with its marks.
  const border = graphemes.segment(text).containing(end)?.index ?? end;
  return text.slice(0, border > 0 ? border : end);
}

const graphemes = new Intl.Segmenter();

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML that shows exactly that text. */
export const htmlOf = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign).replaceAll('\n', '<br>');

export const utf8Bytes = (text: string): number => Buffer.byteLength(text, 'utf8');
