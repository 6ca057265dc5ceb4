import type { HandoverSummary } from '@caseroom/shared/handover';

/** What the rail counts: cases to accept, questions to answer, what came back or is not sent, and what to rescue. */
export const countTodo = (packets: readonly Pick<HandoverSummary, 'todo'>[]): number =>
  packets.reduce((sum, { todo }) => sum + todo.accept + todo.answer + todo.give + todo.rescue, 0);
