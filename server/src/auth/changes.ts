import { z } from 'zod';
import type { Bus } from '../platform/bus.ts';

/** The bus channel that hints at a session that ended, or a person whose rights changed. Messages are JSON. */
export const ACCESS_CHANNEL = 'access';

const AccessHint = z.union([z.object({ personId: z.uuid() }), z.object({ sessionId: z.string() })]);
export type AccessHint = z.infer<typeof AccessHint>;

/**
 * Published after the commit that ended a session (`sessionId`: the stored hash, never the cookie's token) or
 * changed what a person may do. Only a hint: whoever hears it asks Postgres what is true.
 */
export function hintAccess(bus: Bus, hint: AccessHint): void {
  bus.publish(ACCESS_CHANNEL, JSON.stringify(hint));
}

/** Null when the message is not one of ours, as from a newer process during a rollout. */
export function readAccessHint(message: Uint8Array): AccessHint | null {
  try {
    return AccessHint.parse(JSON.parse(new TextDecoder().decode(message)));
  } catch {
    return null;
  }
}
