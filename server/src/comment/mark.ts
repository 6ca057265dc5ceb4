import { COMMENT_MARK, type FlatNote, type FlatRange } from '@caseroom/shared/editor/anchor';
import * as buffer from 'lib0/buffer';
import * as sha256 from 'lib0/hash/sha256';

/** Bytes that y-tiptap keeps of a hash. */
const HASH_BYTES = 6;

/**
 * The key under which y-tiptap stores a comment mark. Marks of a kind that may overlap have a hash of their JSON
 * in it (`hashOfJSON` in its source); with any other key an editor would write the mark anew as soon as its
 * line is typed in, in the name of whoever typed.
 */
export function commentKey(threadId: string): string {
  const digest = sha256.digest(buffer.encodeAny({ type: COMMENT_MARK, attrs: { thread: threadId } }));
  const folded = digest.slice(0, HASH_BYTES);
  for (let i = HASH_BYTES; i < digest.length; i += 1)
    folded[i % HASH_BYTES] = (folded[i % HASH_BYTES] ?? 0) ^ (digest[i] ?? 0);
  return `${COMMENT_MARK}--${buffer.toBase64(folded)}`;
}

/** Marks a range as what a thread is about, within a transaction of its document. */
export function applyMark(note: FlatNote, range: FlatRange, threadId: string): void {
  const marks = { [commentKey(threadId)]: { thread: threadId } };
  for (const { text, index, length } of note.pieces(range)) text.format(index, length, marks);
}
