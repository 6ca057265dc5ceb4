import { fileTypeFromBuffer } from 'file-type';
import type { Sniffed } from './rules.ts';

/** How much of a file is looked at to tell whether it is text, bytes. */
const SAMPLE_BYTES = 64 * 1024;

/** What a file's bytes say it is, whatever its name. */
export async function sniff(bytes: Uint8Array): Promise<Sniffed> {
  // A file that was made to confuse its reader is of no known type.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return { mediaType: found?.mime, isText: isText(bytes.subarray(0, SAMPLE_BYTES)) };
}

function isText(sample: Uint8Array): boolean {
  const isUtf16 = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff);
  // Every byte may be a letter in some encoding, but none has these.
  return isUtf16 || !sample.some((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32));
}
