import { endingOf, fileTypes, MAX_FILE_BYTES } from '@caseroom/shared/attachment';
import type { Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';

/** What a file's own bytes say it is. */
export interface Sniffed {
  /** Of its first bytes; undefined when they are nobody's mark. */
  readonly mediaType: string | undefined;
  readonly isText: boolean;
}

/** Older formats share one container, and recordings have several names for one thing. */
const sameAs: Readonly<Record<string, readonly string[]>> = {
  'application/msword': ['application/x-cfb'],
  'application/vnd.ms-excel': ['application/x-cfb'],
  'application/vnd.ms-outlook': ['application/x-cfb'],
  'audio/wav': ['audio/vnd.wave', 'audio/x-wav'],
  'audio/mp4': ['audio/x-m4a', 'video/mp4', 'audio/m4a'],
  'audio/ogg': ['audio/opus', 'video/ogg', 'application/ogg', 'audio/ogg; codecs=opus'],
  'video/webm': ['audio/webm'],
};
const isTextual = (mediaType: string): boolean =>
  /^(?:text\/|message\/|application\/(?:json|mbox|x-subrip)$)/.test(mediaType);

/** The type a file is kept as, or why it is not taken: its name and its bytes have to agree. */
export function judgeFile(
  { name, size_bytes }: { readonly name: string; readonly size_bytes: number },
  sniffed: Sniffed,
): string | Refusal {
  if (size_bytes === 0) return refuse('invalid', 'This file is empty.');
  if (size_bytes > MAX_FILE_BYTES) return refuse('too-large');
  const ending = endingOf(name);
  const mediaType = Object.hasOwn(fileTypes, ending) ? fileTypes[ending] : undefined;
  if (!mediaType)
    return refuse(
      'unsupported-media-type',
      `Files that end in “.${ending || '?'}” are not taken. Pictures, PDF, Office, text, mail, sound and zip are.`,
    );
  const found = sniffed.mediaType;
  const agrees = isTextual(mediaType)
    ? sniffed.isText && (found === undefined || isTextual(found) || found === 'application/xml')
    : found === mediaType || (found !== undefined && (sameAs[mediaType] ?? []).includes(found));
  return agrees
    ? mediaType
    : refuse('unsupported-media-type', `This file is not what its name says (“.${ending}”).`);
}

/** Whoever attached a file takes it away, and leads of the program. */
export const mayRemove = (
  actor: { readonly personId: string; readonly role: Role },
  addedBy: string,
): boolean =>
  actor.role === 'lead' ||
  (actor.personId === addedBy && (actor.role === 'agent' || actor.role === 'senior'));

/** A name that every system takes, for the header of a download (RFC 6266, RFC 5987). */
export function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^\w.() -]/g, '_');
  const exact = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}

/** A name without folders and without anything that hides its end. */
export const cleanName = (name: string): string =>
  name
    .replace(/^.*[\\/]/, '')
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
