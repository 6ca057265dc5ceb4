import type { NoteThreads, Thread } from '@caseroom/shared/comment';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { send } from '../platform/http.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Pill } from '../ui/pill.tsx';
import styles from './review.module.css';
import { firstName } from './words.ts';

interface NoteCommentsProps {
  readonly noteId: string;
  readonly caseNumber: string;
}

/**
 * What was said about the note, as far as the reader may see it: coaching that was marked as evidence first. A
 * thread is answered where its text stands.
 */
export function NoteComments({ noteId, caseNumber }: NoteCommentsProps) {
  const { data } = useQuery({
    queryKey: ['quality', 'comments', noteId],
    queryFn: ({ signal }) => send<NoteThreads>('GET', `/api/notes/${noteId}/threads`, { signal }),
  });
  const said = (data?.items ?? []).filter(({ comments }) => comments.some(({ body }) => body !== ''));
  if (said.length === 0) return null;
  return (
    <>
      <h2>Comments</h2>
      <ol className={styles.past}>
        {[...said.filter(({ evidence }) => evidence), ...said.filter(({ evidence }) => !evidence)].map(
          (thread) => (
            <li key={thread.id}>
              <ThreadLink thread={thread} to={`/cases/${caseNumber}?note=${noteId}`} />
            </li>
          ),
        )}
      </ol>
    </>
  );
}

function ThreadLink({ thread, to }: { readonly thread: Thread; readonly to: string }) {
  const first = thread.comments.find(({ body }) => body !== '');
  if (!first) return null;
  const replies = thread.comments.length - 1;
  return (
    <Link to={to} className={styles.burst}>
      <Avatar person={first.author} size={20} />
      <span>
        <span className={styles.burstWords}>
          {firstName(first.author.name)}: {first.body}
        </span>
        <span className={styles.minor}>
          {thread.quote && `on “${thread.quote}”`}
          {replies > 0 && ` · ${replies} ${replies === 1 ? 'reply' : 'replies'}`}
        </span>
        {thread.evidence && <Pill tone="accent">Evidence</Pill>}
      </span>
    </Link>
  );
}
