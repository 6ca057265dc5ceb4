import type { z } from 'zod';
import type { Tx } from '../db.ts';
import type { RetryPolicy } from './limits.ts';
import type { Outcome } from './rules.ts';

/** What goes to a system outside: stored with the act that wants it there, delivered after that act's commit. */
export interface OutboxItem<P = unknown> {
  readonly id: string;
  readonly kind: string;
  /** Names what is sent, once: a provider that takes idempotency keys is given this one with every attempt. */
  readonly key: string;
  /** Items of one lane are delivered one after the other, in the order in which they were committed. */
  readonly lane: string;
  /** Whose rate limit it shares. */
  readonly account: string | null;
  readonly caseId: string | null;
  readonly payload: P;
  readonly enqueuedAt: Date;
}

/** What one attempt knows of itself. */
export interface Attempt {
  /** From 1; rises over "send again" too. */
  readonly number: number;
  /** The item's, for the provider. */
  readonly key: string;
  /**
   * An earlier attempt ended without anybody knowing whether it arrived. Give the provider its idempotency key, or
   * ask it whether the thing is there. Where it can do neither: send once more and say `repeated`, and refuse when
   * `doubts` is more than one.
   */
  readonly mayHaveBeenSent: boolean;
  /** How many such attempts there were. */
  readonly doubts: number;
  /** Aborted at the end of the time limit and when the server stops. */
  readonly signal: AbortSignal;
}

/** How an item came to its end. `dead` and `discarded` may be sent again by a person. */
export type Settled =
  | {
      readonly state: 'delivered';
      readonly providerId: string | null;
      readonly note: string | null;
      readonly repeated: boolean;
    }
  | { readonly state: 'dead'; readonly reason: string }
  | { readonly state: 'discarded'; readonly reason: string };

/** An attempt failed and another will be made. */
export interface Delayed {
  readonly reason: string;
  readonly nextAt: Date;
  /** Failures so far. */
  readonly failures: number;
}

/** Runs after the commit, to hint at what has changed. */
export type AfterCommit = () => void;

/** One kind of item, and who delivers it. */
export interface OutboxKind<P = unknown> {
  readonly kind: string;
  readonly payload: z.ZodType<P>;
  deliver(item: OutboxItem<P>, attempt: Attempt): Promise<Outcome>;
  /** In the transaction that records it, so that the feature's own rows never say otherwise. Must not call out. */
  onSettled?(tx: Tx, item: OutboxItem<P>, settled: Settled): Promise<AfterCommit | undefined>;
  /** The same for an attempt that will be repeated. */
  onDelayed?(tx: Tx, item: OutboxItem<P>, delayed: Delayed): Promise<AfterCommit | undefined>;
  /** Whether a dead item holds up those behind it in its lane. Defaults to `block`. */
  readonly onDead?: 'block' | 'pass';
  /** How long one attempt may take, ms. */
  readonly limit_ms?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** Lanes that one process delivers at the same time. */
  readonly parallel?: number;
}

/** Its payload's type forgotten: what the outbox works with. It reads a payload by the kind's schema before use. */
export type AnyKind = OutboxKind<never>;

/** Checks a kind's types where it is written; many kinds then share one list. */
export const outboxKind = <P>(kind: OutboxKind<P>): AnyKind => kind as unknown as AnyKind;
