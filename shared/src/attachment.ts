import { z } from 'zod';
import { Id, line, PersonRef, Time } from './primitives.ts';

/** Largest file, bytes. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;
export const MAX_FILE_NAME_CHARS = 200;
/** Most files of one case. */
export const MAX_FILES = 500;

/** Files by the ends of their names that may be attached, with the type they are kept as. Nothing a browser would run. */
export const fileTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  msg: 'application/vnd.ms-outlook',
  zip: 'application/zip',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  webm: 'video/webm',
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  vtt: 'text/vtt',
  srt: 'application/x-subrip',
  eml: 'message/rfc822',
  mbox: 'application/mbox',
};

/** "Bill.PDF" ends in "pdf"; empty when it ends in nothing. */
export const endingOf = (name: string): string => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** The types that are shown in the page: pictures whose bytes were looked at, never drawings with scripts. */
export const shownTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]);

/** A file of a case, and of one of its notes or contacts where it was attached there. */
export const Attachment = z.object({
  id: Id,
  caseId: Id,
  noteId: Id.nullable(),
  interactionId: Id.nullable(),
  name: z.string(),
  /** As its bytes were found to be, not as somebody said. */
  mediaType: z.string(),
  size_bytes: z.number().int(),
  /** Hexadecimal. */
  sha256: z.string(),
  addedBy: PersonRef,
  addedAt: Time,
  /** Whether the asking person may take it away: whoever attached it, and leads. */
  mayRemove: z.boolean(),
});
export type Attachment = z.infer<typeof Attachment>;

/** `POST /api/cases/:id/attachments`, with the file as the body. */
export const AttachFile = z.strictObject({
  name: line(MAX_FILE_NAME_CHARS),
  noteId: Id.optional(),
  interactionId: Id.optional(),
});
export type AttachFile = z.infer<typeof AttachFile>;
