import type { Customer } from '@caseroom/shared/case';
import type { ChannelSettings, InterimBlock, InterimChannel } from '@caseroom/shared/interim';
import type { Attempt } from '../../platform/outbox/kind.ts';
import type { Outcome } from '../../platform/outbox/rules.ts';

/** A released message, as a channel hands it over. */
export interface Message {
  /** Of its note; the same with every attempt. */
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly blocks: readonly InterimBlock[];
  readonly language: string;
  readonly caseNumber: string;
  /** Where the provider is to report what became of it; null when the outside world cannot reach us. */
  readonly statusUrl: string | null;
}

export interface ChannelSetup<C extends InterimChannel = InterimChannel> {
  /** Null: a channel that takes what the deployment has. */
  readonly settings: ChannelSettings<C> | null;
  readonly secret: string | null;
  readonly deployment: {
    readonly smtpUrl: string | null;
    readonly mailFrom: string;
    readonly allowPrivate: boolean;
  };
}

/** A way to a customer. */
export interface Channel<C extends InterimChannel = InterimChannel> {
  readonly channel: C;
  /** What a message is once its words are fixed: on its way, to be read out, or on the customer's page. */
  readonly released: 'queued' | 'to-call' | 'shown';
  /** Where the case's customer is reached, as far as the record knows. */
  reaches(customer: Customer): string | null;
  /** A recipient as the provider takes it; null when it is none. Channels without recipients take nothing. */
  address(recipient: string | null): string | null;
  /** False: there is nobody to name. */
  readonly hasRecipient: boolean;
  /** Absent where nothing is sent. */
  send?(message: Message, setup: ChannelSetup<C>, attempt: Attempt): Promise<Outcome>;
}

/** A second attempt at something that may have arrived: once, and then marked; never a third. */
export const TWICE_DOUBTED =
  'Twice nobody could tell whether it arrived. Ask the customer before you send it again.';
