import type { Channel } from './channel.ts';
import { phoneNumber } from './phone-number.ts';

/** Nothing is sent: somebody reads the words to the customer and says what came of it. */
export const phone: Channel<'phone'> = {
  channel: 'phone',
  released: 'to-call',
  hasRecipient: true,
  reaches: ({ phone: number }) => number ?? null,
  address: (recipient) => (phoneNumber(recipient) ? recipient : null),
};
