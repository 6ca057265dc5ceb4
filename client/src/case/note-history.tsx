import { useParams } from 'react-router';
import { HistoryPage } from '../history/history-page.tsx';

/** The address of a note's history. */
export function NoteHistory() {
  const { caseId, noteId } = useParams();
  if (!caseId || !noteId) return null;
  return <HistoryPage key={noteId} caseId={caseId} noteId={noteId} />;
}
