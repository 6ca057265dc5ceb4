import type {
  NewComment,
  NewThread,
  NoteThreads,
  PatchThread,
  Reaction,
  Thread,
} from '@caseroom/shared/comment';
import type { Note } from '@caseroom/shared/note';
import { type QueryClient, useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';
import { newestAt } from './threads.ts';

/** The threads of each note of a case, by the note's id. */
export function useThreads(caseId: string, notes: readonly Note[]) {
  return useQueries({
    queries: notes.map(({ id }) => ({
      queryKey: caseKeys.threadsOf(caseId, id),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        send<NoteThreads>('GET', `/api/notes/${id}/threads`, { signal }),
    })),
    combine: (answers) => ({
      byNote: new Map(
        answers.flatMap(({ data }, i) => (data ? [[(notes[i] as Note).id, data] as const] : [])),
      ),
      settled: answers.every(({ isPending }) => !isPending),
      error: answers.find(({ error, data }) => error && !data)?.error ?? null,
      retry: () => {
        for (const answer of answers) if (answer.error) void answer.refetch();
      },
    }),
  });
}
export type ThreadsRead = ReturnType<typeof useThreads>;

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

export function putThread(client: QueryClient, thread: Thread): void {
  client.setQueryData<NoteThreads>(caseKeys.threadsOf(thread.caseId, thread.noteId), (held) => {
    if (!held) return held;
    const isKnown = held.items.some(({ id }) => id === thread.id);
    const items = isKnown
      ? held.items.map((other) => (other.id === thread.id ? thread : other))
      : [...held.items, thread];
    return { ...held, items };
  });
}

/** Nothing in a thread is new any more, unless something came after what was read. */
export function markRead(client: QueryClient, { caseId, noteId, id }: Thread, until: string): void {
  client.setQueryData<NoteThreads>(caseKeys.threadsOf(caseId, noteId), (held) => {
    const thread = held?.items.find((other) => other.id === id);
    if (!held || !thread || newestAt(thread) > until) return held;
    return {
      ...held,
      items: held.items.map((other) => (other === thread ? { ...thread, unread: 0 } : other)),
    };
  });
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
