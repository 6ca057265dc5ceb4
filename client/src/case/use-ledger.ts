import type { CaseEvent } from '@caseroom/shared/case';
import type { Joined, PresentPerson } from '@caseroom/shared/live';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { send } from '../platform/http.ts';
import { ask, live, useConnection, useLiveEvent } from '../platform/live.ts';
import { caseKeys } from './keys.ts';
import { emptyLedger, type Ledger, receive } from './ledger.ts';

const PAGE_SIZE = 500;

/**
 * The case's ledger, complete and live: read over HTTP, then followed on the live socket from the last seq held,
 * and asked for again from there after every reconnect and at every gap.
 */
export function useLedger(caseId: string) {
  const client = useQueryClient();
  const connection = useConnection();
  const ledger = useQuery({
    queryKey: caseKeys.ledger(caseId),
    queryFn: ({ signal }) =>
      readRest(caseId, client.getQueryData<Ledger>(caseKeys.ledger(caseId)) ?? emptyLedger, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const loaded = ledger.isSuccess;
  const catchUp = useCallback(() => joinCase(client, caseId), [client, caseId]);

  useEffect(() => {
    if (connection > 0 && loaded) void catchUp();
  }, [connection, loaded, catchUp]);
  useEffect(() => {
    if (connection === 0) return;
    return () => {
      live.emit('case:leave', { caseId });
    };
  }, [connection, caseId]);

  useLiveEvent('case:events', (message) => {
    if (message.caseId === caseId && takeIn(client, caseId, message.events)) void catchUp();
  });
  useLiveEvent('case:people', (message) => {
    if (message.caseId === caseId) setPeople(client, caseId, message.people);
  });
  return ledger;
}

/** Reads every page after what is held. */
async function readRest(caseId: string, held: Ledger, signal: AbortSignal): Promise<Ledger> {
  let ledger = held;
  for (;;) {
    const query = { after: ledger.head, limit: PAGE_SIZE };
    const page = await send<{ items: CaseEvent[]; nextCursor?: string }>(
      'GET',
      `/api/cases/${caseId}/events`,
      { query, signal },
    );
    const { ledger: next, added } = receive(ledger, page.items);
    ledger = next;
    if (!page.nextCursor || added.length === 0) return ledger;
  }
}

/** Joins from the last seq held, as often as the answer leaves a rest. */
async function joinCase(client: QueryClient, caseId: string): Promise<void> {
  for (;;) {
    const afterSeq = client.getQueryData<Ledger>(caseKeys.ledger(caseId))?.head ?? 0;
    const joined = await ask<Joined>((ack) => live.emit('case:join', { caseId, afterSeq }, ack));
    if (!joined) return;
    setPeople(client, caseId, joined.people);
    takeIn(client, caseId, joined.events);
    const head = client.getQueryData<Ledger>(caseKeys.ledger(caseId))?.head ?? 0;
    if (head >= joined.headSeq || head === afterSeq) return;
  }
}

/** Folds entries into what is held and reads again what they changed. True when something is missing. */
function takeIn(client: QueryClient, caseId: string, events: readonly CaseEvent[]): boolean {
  const held = client.getQueryData<Ledger>(caseKeys.ledger(caseId));
  if (!held) return false;
  const { ledger, added, gap } = receive(held, events);
  client.setQueryData(caseKeys.ledger(caseId), ledger);
  const kinds = new Set(added.map((event) => event.kind));
  if (kinds.has('case.changed') || kinds.has('escalation.accepted') || kinds.has('handover.accepted'))
    void client.invalidateQueries({ queryKey: caseKeys.one(caseId), exact: true });
  const has = (family: string) => [...kinds].some((kind) => kind.startsWith(family));
  if (has('escalation.')) void client.invalidateQueries({ queryKey: caseKeys.escalations(caseId) });
  if (has('handover.')) void client.invalidateQueries({ queryKey: caseKeys.handovers(caseId) });
  if (has('swarm.')) void client.invalidateQueries({ queryKey: caseKeys.swarm(caseId) });
  if (has('interim.') || addedInterim(added)) {
    void client.invalidateQueries({ queryKey: caseKeys.interims(caseId) });
    void client.invalidateQueries({ queryKey: caseKeys.waitingInterims });
  }
  if (kinds.has('case.eta-set') || kinds.has('customer.opted-out'))
    void client.invalidateQueries({ queryKey: caseKeys.terms(caseId) });
  if (kinds.has('customer.replied')) void client.invalidateQueries({ queryKey: caseKeys.replies(caseId) });
  if (has('note.recheck')) {
    void client.invalidateQueries({ queryKey: caseKeys.rechecks(caseId) });
    void client.invalidateQueries({ queryKey: caseKeys.recheckLists });
  }
  if (has('interaction.') || kinds.has('customer.replied')) {
    void client.invalidateQueries({ queryKey: caseKeys.interactions(caseId) });
    void client.invalidateQueries({ queryKey: caseKeys.underWay });
  }
  if (has('attachment.')) void client.invalidateQueries({ queryKey: caseKeys.attachments(caseId) });
  if (has('answer.')) void client.invalidateQueries({ queryKey: caseKeys.answerUses(caseId) });
  if (has('note.exemplary')) void client.invalidateQueries({ queryKey: caseKeys.exemplars(caseId) });
  if (has('summary.') || has('interaction.'))
    void client.invalidateQueries({ queryKey: caseKeys.summaries(caseId) });
  if (has('follow-up.')) void client.invalidateQueries({ queryKey: caseKeys.followUps(caseId) });
  if (has('thread.') || has('comment.') || has('suggestion.') || kinds.has('note.added'))
    void client.invalidateQueries({ queryKey: caseKeys.threads(caseId) });
  // A note may be about one of them.
  if (kinds.has('note.added')) void client.invalidateQueries({ queryKey: caseKeys.interactions(caseId) });
  if (kinds.has('note.added') || kinds.has('note.finalised'))
    void client.invalidateQueries({ queryKey: caseKeys.notes(caseId) });
  return gap;
}

const addedInterim = (events: readonly CaseEvent[]): boolean =>
  events.some(({ kind, data }) => kind === 'note.added' && data.kind === 'interim');

function setPeople(client: QueryClient, caseId: string, people: readonly PresentPerson[]): void {
  client.setQueryData<Record<string, readonly PresentPerson[]>>(caseKeys.presence, (held) => ({
    ...held,
    [caseId]: people,
  }));
}
