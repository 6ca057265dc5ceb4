import type { Me } from '@caseroom/shared/people';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { signIn } from '../platform/session.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './sign-in.module.css';

interface SignInFormProps {
  readonly email?: string;
  readonly onSignedIn: (me: Me) => void;
}

export function SignInForm({ email: known = '', onSignedIn }: SignInFormProps) {
  const client = useQueryClient();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => signIn(client, { email, password }),
    onSuccess: onSignedIn,
    onError: () => setPassword(''),
  });
  const wait_s = useCountdown(
    isRequestError(attempt.error, 'too-fast') ? (attempt.error.retryAfter_s ?? 0) : 0,
    attempt.error,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() && password) attempt.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {attempt.error && (
        <InlineMessage>
          {sentenceOf(attempt.error)}{' '}
          {wait_s > 0 && <span className="numbers">You can try again in {wait_s} s.</span>}
        </InlineMessage>
      )}
      <TextInput
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        size="md"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        data-autofocus={known ? undefined : true}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        size="md"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-autofocus={known ? true : undefined}
      />
      <Button type="submit" size="md" fullWidth loading={attempt.isPending} disabled={wait_s > 0}>
        Sign in
      </Button>
    </form>
  );
}

/** Seconds left, counting down from a refusal on. */
function useCountdown(from_s: number, refusal: unknown): number {
  const [left, setLeft] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every refusal starts the count anew.
  useEffect(() => setLeft(from_s), [from_s, refusal]);
  useEffect(() => {
    if (left <= 0) return;
    const timer = window.setTimeout(() => setLeft(left - 1), 1_000);
    return () => window.clearTimeout(timer);
  }, [left]);
  return left;
}
