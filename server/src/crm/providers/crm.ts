import type { CrmAccount, CrmRecord } from '@caseroom/shared/crm';
import type { PrivateNote } from '../parts-rules.ts';
import type { Changes, Position } from '../poll-rules.ts';

/**
 * Why a provider did not do what it was asked. `unauthorised`: the connection is not accepted any more. `denied`:
 * it lacks a right. `gone`: there is no such record, or not for this connection. `invalid`: what was sent was
 * wrong. The others pass: `conflict` (somebody else wrote at that moment), `limited` (asked too often) and `away`.
 */
export interface CrmFailure {
  readonly failed: 'unauthorised' | 'denied' | 'gone' | 'invalid' | 'conflict' | 'limited' | 'away';
  /** A sentence for people, with the provider's own words where it has some. */
  readonly sentence: string;
  /** Seconds the provider asks to be left alone. */
  readonly retryAfter_s?: number;
  /** Nobody knows whether it was done all the same: the answer was lost, or says only that something broke. */
  readonly mayHaveArrived?: true;
}

export const isFailure = (value: unknown): value is CrmFailure =>
  typeof value === 'object' && value !== null && 'failed' in value;

/** Whether the same request may succeed later. */
export const mayPass = ({ failed }: CrmFailure): boolean =>
  failed === 'conflict' || failed === 'limited' || failed === 'away';

/** A record, with what a case that it opens needs to know of its contact. */
export interface ReadRecord extends CrmRecord {
  /** Empty where the provider says nothing. */
  readonly email: string;
}

/** What one connected system does for us. Every answer is read from it at that moment. */
export interface Crm {
  /** Who we are there, and that we may read what we need. */
  test(): Promise<CrmAccount | CrmFailure>;
  /** A few records by number, subject, name or e-mail address, best first. */
  search(words: string): Promise<readonly CrmRecord[] | CrmFailure>;
  /** The id of the record that an address of the provider's pages leads to; null for any other address. */
  recordAt(address: URL): string | null;
  read(recordId: string): Promise<ReadRecord | CrmFailure>;
  /** A page of the records that were made or changed, deleted ones among them or not, the oldest change first. */
  changes(position: Position): Promise<Changes | CrmFailure>;
  /**
   * Adds a note that only people who work there see, in as many parts as the provider's limit asks for. With `look`,
   * parts that stand there already are found by their mark and left out, so that a repeat adds nothing.
   */
  addPrivateNote(
    recordId: string,
    note: PrivateNote,
    options: { readonly look: boolean },
  ): Promise<'added' | CrmFailure>;
}
