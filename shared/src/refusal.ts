/**
 * Everything the server may say no to, as values. A function that can refuse returns `T | Refusal`;
 * exceptions are bugs. One table maps each code to its HTTP status (RFC 9457 problem), its note-socket
 * close code and a sentence a person can act on.
 */
interface RefusalRule {
  readonly status: number;
  readonly close: number;
  readonly title: string;
}

const rules = {
  'not-signed-in': { status: 401, close: 4401, title: 'Sign in to continue.' },
  'bad-credentials': { status: 401, close: 4401, title: 'That e-mail and password do not match.' },
  'foreign-origin': { status: 403, close: 4403, title: 'This request came from another site.' },
  'no-access': { status: 403, close: 4403, title: 'You do not have access to this.' },
  'read-only': { status: 403, close: 4403, title: 'You can read this but not change it.' },
  'not-found': { status: 404, close: 4404, title: 'There is nothing here.' },
  'method-not-allowed': { status: 405, close: 4422, title: 'This address does not take that method.' },
  conflict: { status: 409, close: 4422, title: 'Somebody changed this first.' },
  'too-large': { status: 413, close: 4422, title: 'That is larger than the limit.' },
  'unsupported-media-type': { status: 415, close: 4422, title: 'Send JSON (application/json).' },
  'bad-request': { status: 400, close: 4422, title: 'That could not be understood.' },
  invalid: { status: 422, close: 4422, title: 'Some of the fields are not valid.' },
  'idempotency-mismatch': {
    status: 422,
    close: 4422,
    title: 'This Idempotency-Key was used for another request.',
  },
  'too-fast': { status: 429, close: 4429, title: 'Too many attempts. Wait a moment and try again.' },
  unavailable: {
    status: 503,
    close: 1013,
    title: 'Caseroom cannot reach its database. Nothing is lost; try again shortly.',
  },

  // Verdicts on an edit (note/author.ts). All close the note socket with 4422 unless said otherwise.
  'edit-malformed': { status: 422, close: 4422, title: 'The edit could not be decoded.' },
  'edit-gap': { status: 422, close: 4422, title: 'The edit leaves a gap in its own history.' },
  'edit-foreign-author': { status: 422, close: 4422, title: 'The edit is written under somebody else’s id.' },
  'edit-contradicts': {
    status: 422,
    close: 4422,
    title: 'The edit contradicts what this note already holds.',
  },
  'edit-unknown-dependency': {
    status: 422,
    close: 4422,
    title: 'The edit builds on text this note does not have.',
  },
  'edit-unknown-deletion': {
    status: 422,
    close: 4422,
    title: 'The edit deletes text this note does not have.',
  },
  'edit-vocabulary': {
    status: 422,
    close: 4422,
    title: 'The edit uses something this editor does not know.',
  },
  'edit-too-deep': { status: 422, close: 4422, title: 'The edit nests blocks too deeply.' },
  'edit-too-large': { status: 422, close: 4422, title: 'The edit is larger than the limit.' },
  'note-full': {
    status: 422,
    close: 4422,
    title: 'This note has reached its size limit. Start another note.',
  },
  'note-finalised': {
    status: 409,
    close: 4422,
    title: 'This note was finalised. Amend it to add something.',
  },
  'client-too-old': { status: 426, close: 4426, title: 'This page is out of date. Reload it.' },
} as const satisfies Record<string, RefusalRule>;

export type RefusalCode = keyof typeof rules;

export interface Refusal {
  readonly refused: RefusalCode;
  /** A sentence for the person, more specific than the code's title when there is one. */
  readonly detail: string;
  /** For `invalid`: which field, and what is wrong with it. Paths are dotted. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  /** For `too-fast`: seconds to wait. */
  readonly retryAfter_s?: number;
}

export function refuse(
  code: RefusalCode,
  detail?: string,
  more?: Pick<Refusal, 'fields' | 'retryAfter_s'>,
): Refusal {
  return { refused: code, detail: detail ?? rules[code].title, ...more };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

/** The HTTP status, note-socket close code and title of a refusal code. */
export const refusalRule = (code: RefusalCode): RefusalRule => rules[code];
export const refusalCodes = Object.keys(rules) as RefusalCode[];
