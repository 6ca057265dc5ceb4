import type { Thread } from '@caseroom/shared/comment';
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect } from 'react';
import { READING_MS } from '../note/reading/reading.ts';
import { isAttended } from '../note/reading/use-seen.ts';
import { markRead, tellSeen } from './comment-data.ts';
import { newestAt } from './threads.ts';

const LOOK_MS = 250;
/** This much of a card must be in the window. */
const SHARE_IN_VIEW = 0.6;

/** Takes what is new in a thread as read once all of it has been in front of somebody for long enough. */
export function useCardSeen(card: RefObject<HTMLElement | null>, thread: Thread, shown: boolean): void {
  const client = useQueryClient();
  const isNew = thread.unread > 0 && shown;
  useEffect(() => {
    if (!isNew || !card.current) return;
    let inView = false;
    let since: number | null = null;
    const watcher = new IntersectionObserver(
      (entries) => {
        inView = (entries.at(-1)?.intersectionRatio ?? 0) >= SHARE_IN_VIEW;
      },
      { threshold: SHARE_IN_VIEW },
    );
    watcher.observe(card.current);
    const look = () => {
      if (!inView || !isAttended()) {
        since = null;
        return;
      }
      since ??= Date.now();
      if (Date.now() - since < READING_MS) return;
      window.clearInterval(timer);
      const until = newestAt(thread);
      tellSeen(thread.id, until).then(
        () => markRead(client, thread, until),
        // Not told: it stays new, and the next look at it tells again.
        () => {},
      );
    };
    const timer = window.setInterval(look, LOOK_MS);
    return () => {
      window.clearInterval(timer);
      watcher.disconnect();
    };
  }, [card, client, thread, isNew]);
}
