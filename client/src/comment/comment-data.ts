import type {
  CaseThreads,
  NewComment,
  NewThread,
  NoteThreads,
  PatchThread,
  Reaction,
  Thread,
} from '@caseroom/shared/comment';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';
import { newestAt } from './threads.ts';

type ByNote = ReadonlyMap<string, NoteThreads>;
const noThreads: ByNote = new Map();

/** The threads of each note of a case, by the note's id. */
export function useThreads(caseId: string) {
  const { data, isPending, error, refetch } = useQuery({
    queryKey: caseKeys.threads(caseId),
    queryFn: async ({ signal }) =>
      (await send<{ items: readonly CaseThreads[] }>('GET', `/api/cases/${caseId}/threads`, { signal }))
        .items,
    select: byNoteOf,
  });
  return {
    byNote: data ?? noThreads,
    settled: !isPending,
    error: data ? null : error,
    retry: () => void refetch(),
  };
}

const byNoteOf = (all: readonly CaseThreads[]): ByNote => new Map(all.map((one) => [one.noteId, one]));

/** Changes what is held of one note's threads. */
function editThreads(
  client: QueryClient,
  { caseId, noteId }: Pick<Thread, 'caseId' | 'noteId'>,
  change: (threads: readonly Thread[]) => Thread[],
): void {
  client.setQueryData<readonly CaseThreads[]>(caseKeys.threads(caseId), (held) =>
    held?.map((one) => (one.noteId === noteId ? { ...one, items: change(one.items) } : one)),
  );
}

/** Something done to a thread, which answers it as it is then. */
export interface Act {
  readonly run: () => Promise<Thread>;
  /** What it will most likely be, shown until the answer is here. */
  readonly shown?: Thread;
}

/** One thing at a time that this person does to threads; a refusal puts back what the server has. */
export function useAct(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ run }: Act) => run(),
    onMutate: ({ shown }) => {
      if (shown) putThread(client, shown);
    },
    onSuccess: (thread) => putThread(client, thread),
    onError: () => void client.invalidateQueries({ queryKey: caseKeys.threads(caseId) }),
  });
}
export type ActHandle = ReturnType<typeof useAct>;

function putThread(client: QueryClient, thread: Thread): void {
  editThreads(client, thread, (threads) =>
    threads.some(({ id }) => id === thread.id)
      ? threads.map((other) => (other.id === thread.id ? thread : other))
      : [...threads, thread],
  );
}

/** Nothing in a thread is new any more, unless something came after what was read. */
export function markRead(client: QueryClient, thread: Thread, until: string): void {
  editThreads(client, thread, (threads) =>
    threads.map((one) => (one.id === thread.id && newestAt(one) <= until ? { ...one, unread: 0 } : one)),
  );
}

export const openThread = (noteId: string, body: NewThread, key: string): Promise<Thread> =>
  send('POST', `/api/notes/${noteId}/threads`, { body, idempotencyKey: key });

export const replyTo = (threadId: string, body: NewComment, key: string): Promise<Thread> =>
  send('POST', `/api/threads/${threadId}/comments`, { body, idempotencyKey: key });

export const patchThread = (threadId: string, body: PatchThread): Promise<Thread> =>
  send('PATCH', `/api/threads/${threadId}`, { body });

export const editComment = (commentId: string, body: NewComment): Promise<Thread> =>
  send('PATCH', `/api/comments/${commentId}`, { body });

export const deleteComment = (commentId: string): Promise<Thread> =>
  send('DELETE', `/api/comments/${commentId}`);

export const react = (commentId: string, reaction: Reaction, on: boolean): Promise<Thread> =>
  send(on ? 'PUT' : 'DELETE', `/api/comments/${commentId}/reactions/${encodeURIComponent(reaction)}`);

export const suggestWords = (threadId: string, text: string): Promise<Thread> =>
  send('PUT', `/api/threads/${threadId}/suggestion`, { body: { text } });

export const settleSuggestion = (threadId: string, how: 'accept' | 'dismiss'): Promise<Thread> =>
  send('POST', `/api/threads/${threadId}/suggestion/${how}`);

export const tellSeen = (threadId: string, until: string): Promise<void> =>
  send('PUT', `/api/threads/${threadId}/seen`, { body: { until }, keepalive: true });
