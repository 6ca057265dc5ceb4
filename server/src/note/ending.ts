import type { Refusal } from '@caseroom/shared/refusal';
import type * as Y from 'yjs';
import type { Tx } from '../platform/db.ts';

/** What a feature has to do with the end of a note that it knows something about. */
export interface Ending {
  /** Reads the text as it stands at the version that may be the last. A refusal lets the writing go on. */
  look(body: Y.XmlFragment): Refusal | null;
  /** In the transaction that ends the writing, after its own entry in the ledger. */
  record(tx: Tx, end: { readonly caseId: string; readonly at: Date }): Promise<void>;
}

/** Asked before a note is finalised; null where there is nothing to do with it. */
export type BeginEnding = (actorId: string, noteId: string) => Promise<Ending | Refusal | null>;
