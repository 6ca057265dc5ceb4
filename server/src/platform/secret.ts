import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

const SHOWN = '[secret]';

/**
 * A password, token or key that others have entrusted to us. It cannot be logged, serialised or put into a text by
 * accident; `reveal` is called where it is used and nowhere else.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /** Takes as long for a near miss as for any other. */
  equals(other: string): boolean {
    const digest = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(this.#value), digest(other));
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}

/** Shorter ones are words that stand in any sentence. */
const MIN_HIDDEN_CHARS = 6;

/** Somebody else's words, as an error of theirs, without the secrets of ours that they repeat. */
export const hideSecrets = (words: string, secrets: readonly string[]): string =>
  secrets
    .filter(({ length }) => length >= MIN_HIDDEN_CHARS)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, SHOWN), words);
