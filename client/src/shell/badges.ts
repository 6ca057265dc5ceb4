import { useAnswers } from '../answer/answer-data.ts';
import { useFollowUpsLive, useMyFollowUps } from '../follow-up/follow-up-data.ts';
import { countPressing } from '../follow-up/groups.ts';
import { useHandovers, useHandoversLive } from '../handover/handover-data.ts';
import { countTodo } from '../handover/todo.ts';
import { useInbox, useInboxLive } from '../inbox/inbox-data.ts';
import { mayHandOver, maySeeQuality, reviewedPrograms, useMe } from '../platform/session.ts';
import { useNow } from '../platform/time.ts';
import { useQualityLive, useQualityWaiting } from '../quality/quality-data.ts';

/** What a place has waiting: `what` says it to screen readers. */
export interface Badge {
  readonly count: number;
  readonly what: string;
}

/** What waits for this person, by the place it is found in. */
export function useBadges(): Readonly<Record<string, Badge | undefined>> {
  const now = useNow();
  const inbox = useInbox();
  const followUps = useMyFollowUps();
  const me = useMe();
  const handovers = useHandovers('todo', mayHandOver(me));
  const quality = useQualityWaiting(maySeeQuality(me)).data;
  const reviewed = reviewedPrograms(me).map(({ id }) => id);
  const cards = useAnswers({ state: 'review' }, reviewed.length > 0).data ?? [];
  const toReview = cards.filter(
    ({ program, author }) => author.id !== me.id && reviewed.includes(program.id),
  );
  return {
    '/answers': badge(toReview.length, 'to review'),
    '/inbox': badge(inbox.data?.unread ?? 0, 'unread'),
    '/follow-ups': badge(countPressing(followUps.data ?? [], now), 'for today'),
    '/handover': badge(countTodo(handovers.data ?? []), 'for you'),
    '/quality': badge(quality ? quality.toAnswer + quality.toSettle + quality.toCalibrate : 0, 'for you'),
  };
}

const badge = (count: number, what: string): Badge | undefined => (count > 0 ? { count, what } : undefined);

/** Follows what the badges count, once for the whole page. */
export function useBadgesLive(): void {
  useInboxLive();
  useFollowUpsLive();
  useHandoversLive();
  useQualityLive();
}
