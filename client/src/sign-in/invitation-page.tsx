import { type Invitation, type Me, MIN_PASSWORD_CHARS } from '@caseroom/shared/people';
import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { isRequestError, send, sentenceOf } from '../platform/http.ts';
import { ME_KEY } from '../platform/session.ts';
import { sessionState } from '../platform/session-state.ts';
import { fullText } from '../platform/time.ts';
import { Logo } from '../ui/logo.tsx';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import styles from './sign-in.module.css';

/** Where a one-time invitation link leads: choose a password, and you are in. */
export function InvitationPage() {
  usePageTitle('Invitation');
  const { token = '' } = useParams();
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      send<Invitation>('GET', `/api/invitations/${encodeURIComponent(token)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        {invitation.isPending && <div className={styles.pending} />}
        {invitation.error && isRequestError(invitation.error, 'not-found') && (
          <Message
            whole
            title="This invitation cannot be used"
            actions={
              <Button component="a" href="/sign-in">
                Go to sign-in
              </Button>
            }
          >
            It was used already, has expired, or a newer one replaced it. Ask an admin for a new link.
          </Message>
        )}
        {invitation.error && !isRequestError(invitation.error, 'not-found') && (
          <Failure error={invitation.error} what="this invitation" retry={() => invitation.refetch()} />
        )}
        {invitation.data && <Accept token={token} invitation={invitation.data} />}
      </div>
    </main>
  );
}

function Accept({ token, invitation }: { readonly token: string; readonly invitation: Invitation }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const accept = useMutation({
    mutationFn: () =>
      send<{ user: Me }>('POST', `/api/invitations/${encodeURIComponent(token)}`, { body: { password } }),
    onSuccess: ({ user }) => {
      client.setQueryData(ME_KEY, user);
      sessionState.set('in');
      void navigate('/', { replace: true });
    },
  });
  const tooShort = password.length > 0 && password.length < MIN_PASSWORD_CHARS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password.length >= MIN_PASSWORD_CHARS) accept.mutate();
  };
  const fieldError = isRequestError(accept.error) ? accept.error.fieldMessage('password') : undefined;
  return (
    <>
      <header className={styles.head}>
        <Logo size={40} />
        <div>
          <h1>Welcome, {invitation.name}</h1>
          <p>Choose a password for {invitation.email}.</p>
        </div>
      </header>
      <form className={styles.form} onSubmit={submit}>
        {accept.error && !fieldError && <InlineMessage>{sentenceOf(accept.error)}</InlineMessage>}
        <input type="hidden" name="username" autoComplete="username" value={invitation.email} readOnly />
        <PasswordInput
          label="Password"
          description={`At least ${MIN_PASSWORD_CHARS} characters. A few words are easier to keep than symbols.`}
          name="password"
          autoComplete="new-password"
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fieldError ?? (tooShort && `${MIN_PASSWORD_CHARS - password.length} more to go`)}
        />
        <Button
          type="submit"
          size="md"
          fullWidth
          loading={accept.isPending}
          disabled={password.length < MIN_PASSWORD_CHARS}
        >
          Set the password and sign in
        </Button>
        <p className={styles.small}>The link works once, until {fullText(new Date(invitation.expiresAt))}.</p>
      </form>
    </>
  );
}
