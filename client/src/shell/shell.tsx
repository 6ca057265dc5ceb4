import { lazy, Suspense, useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { notesOpened } from '../case/notes-opened.ts';
import { useVocabularyLive } from '../case/vocabulary.ts';
import { useBrowserNotices } from '../inbox/browser-notices.ts';
import { CallBar } from '../interaction/call-bar.tsx';
import { isRequestError } from '../platform/http.ts';
import { live } from '../platform/live.ts';
import { useMeQuery } from '../platform/session.ts';
import { sessionState } from '../platform/session-state.ts';
import { useStore } from '../platform/store.ts';
import { useQueueLive } from '../queue/queue-live.ts';
import { Failure } from '../ui/message.tsx';
import { useBadgesLive } from './badges.ts';
import { BottomBar } from './bottom-bar.tsx';
import { Commands } from './commands.tsx';
import { Rail } from './rail.tsx';
import { ReachBanner } from './reach-banner.tsx';
import styles from './shell.module.css';
import { SignInAgain } from './sign-in-again.tsx';

const LeavingNotes = lazy(async () => ({
  default: (await import('../note/leaving-notes.tsx')).LeavingNotes,
}));

/** Everything that stands around a page, once somebody is signed in. */
export function Shell() {
  const me = useMeQuery();
  const { pathname, search } = useLocation();
  if (me.data) return <SignedInShell />;
  if (isRequestError(me.error, 'not-signed-in')) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  if (me.error) return <Failure error={me.error} what="Caseroom" retry={() => me.refetch()} />;
  return <ShellOutline />;
}

function SignedInShell() {
  const ended = useStore(sessionState) === 'ended';
  const notes = useStore(notesOpened);
  useEffect(() => {
    live.connect();
    return () => {
      live.disconnect();
    };
  }, []);
  return (
    <div className={styles.shell}>
      <Following />
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      <Rail />
      <div className={styles.body}>
        <ReachBanner />
        <CallBar />
        <main id="main" className={styles.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <Commands />
      {notes && (
        <Suspense>
          <LeavingNotes />
        </Suspense>
      )}
      {ended && <SignInAgain />}
    </div>
  );
}

/** What every page follows. It shows nothing, so that its news are no reason to draw the shell again. */
function Following() {
  useQueueLive();
  useBadgesLive();
  useVocabularyLive();
  useBrowserNotices();
  return null;
}

/** What is there before anybody is known: the same frame, so that nothing jumps. */
function ShellOutline() {
  return (
    <div className={styles.shell} aria-busy="true">
      <div className={styles.rail} />
      <div className={styles.body} role="status" aria-label="Loading Caseroom">
        <ReachBanner />
      </div>
    </div>
  );
}
