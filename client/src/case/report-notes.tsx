import type { Note } from '@caseroom/shared/note';
import { useMemo } from 'react';
import { titleOf } from '../note/note-title.ts';
import { NoteView } from '../note/read/note-view.tsx';
import { useVersion } from '../note/read/version-data.ts';
import { versionTree } from '../note/read/version-tree.ts';
import { useNotes } from './case-data.ts';
import styles from './report.module.css';

/** What the team wrote, as it reads now. */
export function ReportNotes({ caseId }: { readonly caseId: string }) {
  const notes = useNotes(caseId).data ?? [];
  const said = notes.filter(({ audience, text }) => audience === 'team' && text.trim());
  return (
    <section className={styles.part} aria-label="Notes">
      <h2>Notes</h2>
      {said.length === 0 && <p>None.</p>}
      {said.map((note) => (
        <ReportNote key={note.id} note={note} />
      ))}
    </section>
  );
}

function ReportNote({ note }: { readonly note: Note }) {
  const { data } = useVersion(note.id, note.headSeq);
  const blocks = useMemo(() => data && versionTree(data.version.doc, data.authorship.runs), [data]);
  return (
    <article className={styles.note}>
      <h3>
        {titleOf(note)}{' '}
        <span className={styles.authors}>{note.authors.map(({ name }) => name).join(', ')}</span>
      </h3>
      {blocks ? (
        <NoteView blocks={blocks} label={titleOf(note)} coloured={false} />
      ) : (
        <p className={styles.words}>{note.text}</p>
      )}
    </article>
  );
}
