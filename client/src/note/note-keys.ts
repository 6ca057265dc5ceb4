/** Where things about one note are kept in the query cache. */
export const noteKeys = {
  all: (noteId: string) => ['note', noteId] as const,
  one: (noteId: string) => ['note', noteId, 'now'] as const,
  authorship: (noteId: string) => ['note', noteId, 'authorship'] as const,
  clients: (noteId: string) => ['note', noteId, 'clients'] as const,
  bursts: (noteId: string) => ['note', noteId, 'bursts'] as const,
  version: (noteId: string, seq: number) => ['note', noteId, 'version', seq] as const,
  comparison: (noteId: string, from: number, to: number) => ['note', noteId, 'comparison', from, to] as const,
  names: (noteId: string) => ['note', noteId, 'names'] as const,
  chain: (noteId: string, seq: number) => ['note', noteId, 'chain', seq] as const,
};
