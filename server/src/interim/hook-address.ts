import type { Deployment } from './settings.ts';

/** Below it is what providers call; they sign and are not signed in. */
export const HOOKS = '/hooks/interim';

/** Where a provider reports what became of a message; null while nobody said how the world reaches us. */
export const statusUrl = ({ address }: Deployment, programId: string, noteId: string): string | null =>
  address === null ? null : `${address}${HOOKS}/sms/${programId}?message=${noteId}`;

/** Where a channel's provider reports; for whoever sets it up. */
export const hookUrl = ({ address }: Deployment, channel: string, programId: string): string | null =>
  channel === 'sms' || channel === 'chat' ? `${address ?? ''}${HOOKS}/${channel}/${programId}` : null;
