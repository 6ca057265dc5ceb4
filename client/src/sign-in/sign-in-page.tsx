import type { DemoPerson } from '@caseroom/shared/people';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { send, sentenceOf } from '../platform/http.ts';
import { signIn } from '../platform/session.ts';
import { Logo } from '../ui/logo.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { DemoPicker } from './demo-picker.tsx';
import { safeNext } from './safe-next.ts';
import styles from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  usePageTitle('Sign in');
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const demo = useDemoPeople();
  const [byPassword, setByPassword] = useState(false);
  const next = safeNext(params.get('next'));
  const go = () => void navigate(next, { replace: true });
  const people = demo.data ?? [];
  const picking = people.length > 0 && !byPassword;

  return (
    <main className={styles.page} data-wide={picking || undefined}>
      <div className={styles.box}>
        <header className={styles.head}>
          <Logo size={40} />
          <div>
            <h1>Caseroom</h1>
            <p>{picking ? 'Demo data: pick who you want to be.' : 'A live room for one customer case.'}</p>
          </div>
          {picking && (
            <Button variant="default" className={styles.other ?? ''} onClick={() => setByPassword(true)}>
              Use a password
            </Button>
          )}
        </header>
        {next !== '/' && <p className={styles.next}>Sign in to open the page you asked for.</p>}
        {demo.isPending ? (
          <div className={styles.pending} />
        ) : picking ? (
          <Picker people={people} onSignedIn={go} />
        ) : (
          <SignInForm onSignedIn={go} />
        )}
        {people.length > 0 && byPassword && (
          <Button
            variant="subtle"
            color="gray"
            className={styles.back ?? ''}
            onClick={() => setByPassword(false)}
          >
            Pick a person of the demo
          </Button>
        )}
      </div>
    </main>
  );
}

/** The people of a demo; none where the deployment has real ones, and then nobody is told why. */
function useDemoPeople() {
  return useQuery({
    queryKey: ['demo', 'people'],
    queryFn: async ({ signal }) => {
      const answer = await send<DemoPerson[] | { items: DemoPerson[] }>('GET', '/api/demo/people', {
        signal,
      }).catch(() => []);
      return Array.isArray(answer) ? answer : answer.items;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function Picker({
  people,
  onSignedIn,
}: {
  readonly people: readonly DemoPerson[];
  readonly onSignedIn: () => void;
}) {
  const client = useQueryClient();
  const attempt = useMutation({
    mutationFn: ({ email, password }: DemoPerson) => signIn(client, { email, password }),
    onSuccess: onSignedIn,
  });
  return (
    <>
      {attempt.error && <InlineMessage>{sentenceOf(attempt.error)}</InlineMessage>}
      <DemoPicker
        people={people}
        busy={attempt.isPending ? attempt.variables.email : null}
        onPick={attempt.mutate}
      />
    </>
  );
}
