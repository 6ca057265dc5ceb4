import type { AwarenessUser } from '@caseroom/shared/wire';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MAX_AWARENESS_BYTES, MAX_AWARENESS_CLOCK, MAX_AWARENESS_ENTRIES } from './limits.ts';

/** One client's presence as y-protocols writes it: a JSON state under a client id and a rising clock. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  /** JSON text; "null" says that the client has gone. */
  readonly state: string;
}

/** Entries of an awareness message; null when it cannot be read. Never builds an Awareness object. */
export function readAwareness(bytes: Uint8Array): AwarenessEntry[] | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const count = decoding.readVarUint(decoder);
    if (count > MAX_AWARENESS_ENTRIES) return null;
    const entries: AwarenessEntry[] = [];
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      entries.push({ client, clock, state: decoding.readVarString(decoder) });
    }
    return entries;
  } catch {
    return null;
  }
}

export function writeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const entry of entries) {
      encoding.writeVarUint(encoder, entry.client);
      encoding.writeVarUint(encoder, entry.clock);
      encoding.writeVarString(encoder, entry.state);
    }
  });
}

/**
 * The state others may see: what the client said, with `user` written from the session. Null when the state is
 * too large, not an object, or counts beyond any live person.
 */
export function signState(entry: AwarenessEntry, user: AwarenessUser): string | null {
  if (entry.clock > MAX_AWARENESS_CLOCK || entry.state.length > MAX_AWARENESS_BYTES) return null;
  try {
    const state: unknown = JSON.parse(entry.state);
    if (state === null) return 'null';
    if (typeof state !== 'object' || Array.isArray(state)) return null;
    return JSON.stringify({ ...state, user });
  } catch {
    return null;
  }
}
