import type { Channel } from './channel.ts';

/** Released words stand on the customer's page at once; who has the link reads them. */
export const portal: Channel<'portal'> = {
  channel: 'portal',
  released: 'shown',
  hasRecipient: false,
  reaches: () => null,
  address: () => null,
};
