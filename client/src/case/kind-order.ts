import type { NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';

/** By how often a floor writes them. */
const usual: readonly NoteKind[] = [
  'case',
  'interaction',
  'call-summary',
  'follow-up',
  'technical',
  'escalation',
  'resolution',
  'interim',
  'sentiment',
  'interaction-summary',
  'handover',
  'supervisor',
];

const QUICK = 3;

const isKind = (kind: string): kind is NoteKind => kind in noteKinds;

/** What this person added lately first, then the usual ones; leads' kinds only for those who may write them. */
export function kindOrder(recent: readonly string[], canWriteLeads: boolean): NoteKind[] {
  const order = [...new Set([...recent.filter(isKind), ...usual])];
  return canWriteLeads ? order : order.filter((kind) => noteKinds[kind].audience !== 'leads');
}

/** The few kinds that get a button of their own. A restricted note is never one click away by habit. */
export const quickKinds = (recent: readonly string[]): NoteKind[] => kindOrder(recent, false).slice(0, QUICK);
