import type { Handover, HandoverItem, HandoverPart } from '@caseroom/shared/handover';
import { useEffect, useMemo, useState } from 'react';
import { rightNow } from '../platform/clock.ts';
import { type ReachFacts, reachFacts } from '../platform/reach.ts';
import { useMe } from '../platform/session.ts';
import { useStore } from '../platform/store.ts';
import { isAway } from './attempt.ts';
import { itemPath, useHandoverAct } from './handover-data.ts';
import { type Mark, toSend, withMarks, without } from './read-back.ts';
import { type ReadBackDraft, useReadBackDraft } from './read-back-drafts.ts';

export interface ReadBackView {
  /** With what is on its way to the server. */
  readonly parts: readonly HandoverPart[];
  /** Marks that are kept here because nothing answered; they are sent with the next connection. */
  readonly kept: number;
  readonly draft: ReadBackDraft;
  readonly error: unknown;
  mark(keys: readonly string[], mark: Mark): void;
  /** Words being written about a line; null: dropped. */
  write(key: string, words: string | null): void;
  writeQuestion(question: string): void;
  dismiss(): void;
}

/** What has to change before it is worth trying again: a network, a live socket, an answer to anything. */
const wayOf = ({ online, live, http }: ReachFacts): string => `${online} ${live} ${http === 'fine'}`;

/** A receiver's ticks and words: shown at once, kept on this device until the server has them. */
export function useReadBack(held: Handover, item: HandoverItem): ReadBackView {
  const me = useMe();
  const way = wayOf(useStore(reachFacts));
  const acts = useHandoverAct(held.id);
  const { draft, change } = useReadBackDraft({
    personId: me.id,
    handoverId: held.id,
    caseId: item.case.id,
  });
  const [failedOn, setFailedOn] = useState<string | null>(null);
  const { marks } = draft;
  const items = toSend(marks, item.parts);
  const mayTry = items.length > 0 && !acts.isPending && failedOn !== way && item.rights.take;

  // biome-ignore lint/correctness/useExhaustiveDependencies: one try for each set of marks and each change of the way to the server.
  useEffect(() => {
    if (!mayTry) return;
    const sent = marks;
    const drop = () => change((now) => ({ ...now, marks: without(now.marks, sent) }));
    acts.mutate(
      { method: 'PUT', path: itemPath(held.id, item.case.id, 'read-back'), body: { items } },
      {
        onSuccess: drop,
        // What was refused would be refused again; the message says why.
        onError: (error) => (isAway(error) ? setFailedOn(wayOf(reachFacts.get())) : drop()),
      },
    );
  }, [mayTry, marks]);

  const shown = useMemo(() => withMarks(item.parts, marks, rightNow().toISOString()), [item.parts, marks]);
  return {
    parts: shown,
    kept: failedOn === way ? items.length : 0,
    draft,
    error: acts.error && !isAway(acts.error) ? acts.error : null,
    mark(keys, mark) {
      setFailedOn(null);
      const added = Object.fromEntries(keys.map((key) => [key, mark]));
      change((now) => ({ ...now, marks: { ...now.marks, ...added } }));
    },
    write: (key, words) =>
      change((now) => {
        const { [key]: _, ...others } = now.words;
        return { ...now, words: words === null ? others : { ...others, [key]: words } };
      }),
    writeQuestion: (question) => change((now) => ({ ...now, question })),
    dismiss: acts.reset,
  };
}
