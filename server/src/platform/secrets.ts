import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { Secret } from './secret.ts';

/** AES-256-GCM: bytes of a key, of the nonce drawn for each sealing (NIST SP 800-38D §8.2.2) and of the tag. */
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The form of what is stored, for the day another one is needed. */
const FORM = 'v1';

/** The row and column a secret is stored in: sealed for one, it does not open in another. */
export type Place = readonly [table: string, id: string, column: string];

/** Seals what others have entrusted to us, so that a copy of the database alone gives nothing away. */
export interface SecretBox {
  /** Text for a text column: form, key id, nonce and ciphertext. Sealed twice, it looks different. */
  seal(secret: Secret, place: Place): string;
  /** `unavailable` when no key of this server fits, or the text was sealed for another place or tampered with. */
  open(sealed: string, place: Place): Secret | Refusal;
  /** Whether the newest key sealed it; otherwise seal it again when it is next opened. */
  isCurrent(sealed: string): boolean;
}

/** The first key seals; every key opens, so that a new one can be put in front of the old ones. */
export function createSecretBox(keys: readonly Uint8Array[]): SecretBox {
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  const [first] = keys;
  if (!first || keys.some((key) => key.length !== KEY_BYTES))
    throw new Error(`a secret box needs keys of ${KEY_BYTES} bytes`);
  const firstId = idOf(first);

  function seal(secret: Secret, place: Place): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', first as Uint8Array, nonce).setAAD(aadOf(firstId, place));
    const text = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
    const bytes = Buffer.concat([nonce, text, cipher.getAuthTag()]);
    return [FORM, firstId, bytes.toString('base64url')].join('.');
  }

  function open(sealed: string, place: Place): Secret | Refusal {
    const [form, keyId = '', encoded = ''] = sealed.split('.');
    const key = byId.get(keyId);
    if (form !== FORM || !key) return refuse('unavailable', noKey(keyId));
    const bytes = Buffer.from(encoded, 'base64url');
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    try {
      cipher.setAAD(aadOf(keyId, place)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), cipher.final()]);
      return new Secret(text.toString('utf8'));
    } catch {
      return refuse('unavailable', 'This secret was changed after it was stored. Enter it again.');
    }
  }

  return { seal, open, isCurrent: (sealed) => sealed.startsWith(`${FORM}.${firstId}.`) };
}

const noKey = (keyId: string): string =>
  `This secret was sealed with a key (${keyId || 'unknown'}) that this server does not have. Set SECRETS_KEY, or enter the secret again.`;

/** A key is known by its hash: two servers with the same key agree without anybody naming it. */
const idOf = (key: Uint8Array): string => createHash('sha256').update(key).digest('hex').slice(0, 12);

const aadOf = (keyId: string, place: Place): Buffer => Buffer.from([FORM, keyId, ...place].join('\n'));
