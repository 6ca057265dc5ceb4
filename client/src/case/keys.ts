/** Where things about cases are kept in the query cache. */
export const caseKeys = {
  lists: ['cases', 'list'] as const,
  list: (filters: unknown) => ['cases', 'list', filters] as const,
  facets: ['cases', 'facets'] as const,
  unread: ['cases', 'unread'] as const,
  one: (caseId: string) => ['case', caseId] as const,
  notes: (caseId: string) => ['case', caseId, 'notes'] as const,
  ledger: (caseId: string) => ['case', caseId, 'ledger'] as const,
  escalations: (caseId: string) => ['case', caseId, 'escalations'] as const,
  swarm: (caseId: string) => ['case', caseId, 'swarm'] as const,
  handovers: (caseId: string) => ['case', caseId, 'handovers'] as const,
  /** Messages to the customer. */
  interims: (caseId: string) => ['case', caseId, 'interims'] as const,
  replies: (caseId: string) => ['case', caseId, 'interim-replies'] as const,
  terms: (caseId: string) => ['case', caseId, 'terms'] as const,
  /** Those that wait for the person who looks. */
  waitingInterims: ['cases', 'interims'] as const,
  /** Escalations that wait for the person who looks. */
  waiting: ['cases', 'escalations'] as const,
  rechecks: (caseId: string) => ['case', caseId, 'rechecks'] as const,
  /** Cards and resolved cases that may answer a case. */
  knownAnswers: (caseId: string) => ['case', caseId, 'known-answers'] as const,
  answerUses: (caseId: string) => ['case', caseId, 'answer-uses'] as const,
  exemplars: (caseId: string) => ['case', caseId, 'exemplars'] as const,
  /** Exemplary notes, over all cases. */
  exemplarLists: ['exemplars'] as const,
  /** What of the case can be summarised, and the drafts that were made. */
  summaries: (caseId: string) => ['case', caseId, 'summaries'] as const,
  /** Figures of its whole life. */
  report: (caseId: string) => ['case', caseId, 'report'] as const,
  prompts: (caseId: string) => ['case', caseId, 'prompts'] as const,
  interactions: (caseId: string) => ['case', caseId, 'interactions'] as const,
  transcript: (interactionId: string) => ['transcript', interactionId] as const,
  /** The conversation that the person who looks is in. */
  underWay: ['under-way'] as const,
  attachments: (caseId: string) => ['case', caseId, 'attachments'] as const,
  followUps: (caseId: string) => ['case', caseId, 'follow-ups'] as const,
  threads: (caseId: string) => ['case', caseId, 'threads'] as const,
  /** Notes to look at again, over all cases. */
  recheckLists: ['rechecks'] as const,
  /** What the tags of a program mean. */
  vocabulary: (programId: string) => ['tags', programId] as const,
  /** Of all programs. */
  vocabularies: ['tags'] as const,
  presence: ['presence'] as const,
};
