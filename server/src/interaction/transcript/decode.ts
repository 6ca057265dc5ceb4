import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { detect } from 'chardet';

export interface Decoded {
  readonly text: string;
  /** As people call it: "UTF-8", "windows-1252". */
  readonly encoding: string;
}

/** How much of a file is looked at to tell its encoding, bytes. */
const SAMPLE_BYTES = 64 * 1024;
/** Text holds next to no control characters; a share above this is something else. */
const MAX_CONTROL_SHARE = 0.01;

/** The text of a file, whatever encoding it is in; refused when it is no text at all. Line ends become line feeds. */
export function decodeText(bytes: Uint8Array): Decoded | Refusal {
  const kind = binaryKind(bytes);
  if (kind)
    return refuse(
      'unsupported-media-type',
      `This is ${kind}, not text. Export the transcript as a text file.`,
    );
  const decoded = byMark(bytes) ?? asUtf8(bytes) ?? asUtf16(bytes) ?? byLook(bytes);
  return controlShare(decoded.text) > MAX_CONTROL_SHARE
    ? refuse('unsupported-media-type', 'This file holds no text that can be read. Export it as a text file.')
    : { ...decoded, text: decoded.text.replace(/^\uFEFF/, '').replaceAll(/\r\n?|\u2028|\u2029/g, '\n') };
}

/** First bytes of the files that people pick by mistake. */
const signatures: readonly (readonly [latin1: string, what: string])[] = [
  ['%PDF-', 'a PDF'],
  ['PK\x03\x04', 'a Word, Excel or zip file'],
  ['\xd0\xcf\x11\xe0', 'an old Word, Excel or Outlook file'],
  ['ID3', 'a recording'],
  ['RIFF', 'a recording'],
  ['OggS', 'a recording'],
  ['fLaC', 'a recording'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['\x1f\x8b', 'a compressed file'],
  ['{\\rtf', 'a rich text document'],
];

function binaryKind(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (start.slice(4, 8) === 'ftyp') return 'a recording';
  return signatures.find(([mark]) => start.startsWith(mark))?.[1] ?? null;
}

function byMark(bytes: Uint8Array): Decoded | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeAs('utf-8', bytes);
  if (a === 0xff && b === 0xfe) return decodeAs('utf-16le', bytes);
  return a === 0xfe && b === 0xff ? decodeAs('utf-16be', bytes) : null;
}

function asUtf8(bytes: Uint8Array): Decoded | null {
  if (bytes.subarray(0, SAMPLE_BYTES).includes(0)) return null;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return null;
  }
}

/** Without a mark: letters of most scripts leave every second byte zero, or the same few. */
function asUtf16(bytes: Uint8Array): Decoded | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) < sample.length / 8) return null;
  return decodeAs(odd > even ? 'utf-16le' : 'utf-16be', bytes);
}

function byLook(bytes: Uint8Array): Decoded {
  const looks = detect(bytes.subarray(0, SAMPLE_BYTES));
  // Windows' set holds the ISO one and the quotation marks that people paste.
  const label =
    !looks || looks === 'ISO-8859-1' || looks === 'ASCII' || looks === 'UTF-8' ? 'windows-1252' : looks;
  try {
    return decodeAs(label.toLowerCase(), bytes);
  } catch {
    return decodeAs('windows-1252', bytes);
  }
}

/** What bytes 0x80 to 0x9F are in windows-1252; as code points they are control characters that no text holds. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/**
 * Text in which such bytes were taken for Latin-1: some versions of Node decode windows-1252 so
 * (nodejs/node#56542), and so do many tools that write exports.
 */
export const mendWindows = (text: string): string =>
  text.replaceAll(/[\x80-\x9f]/g, (letter) => WINDOWS[letter.charCodeAt(0) - 0x80] ?? letter);

function decodeAs(label: string, bytes: Uint8Array): Decoded {
  const name = label.startsWith('utf') ? label.toUpperCase() : label;
  return { text: mendWindows(new TextDecoder(label).decode(bytes)), encoding: name };
}

function controlShare(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const controls = text.match(/[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\ufffd]/g)?.length ?? 0;
  return controls / Math.max(text.length, 1);
}
