import type { UnderWay } from '@caseroom/shared/interaction';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { nowMs, rightNow } from '../platform/clock.ts';
import { sentenceOf } from '../platform/http.ts';
import styles from './call-bar.module.css';
import { useEditInteraction, useUnderWay } from './interaction-data.ts';
import { interactionPath } from './panel-address.ts';
import { elapsedText } from './words.ts';

const SECOND_MS = 1_000;

/** Stays in sight on every page while the person is in a conversation: with whom, how long, and how it ends. */
export function CallBar() {
  const { data } = useUnderWay();
  return data ? <Running key={data.interaction.id} running={data} /> : null;
}

function Running({ running }: { readonly running: NonNullable<UnderWay['item']> }) {
  const { interaction, case: held } = running;
  const editing = useEditInteraction();
  const navigate = useNavigate();
  const end = () =>
    editing.mutate(
      { id: interaction.id, patch: { endedAt: rightNow().toISOString() } },
      { onSuccess: () => navigate(interactionPath(held.id, interaction.id)) },
    );
  return (
    <section className={`${styles.bar} not-printed`} aria-label="Call under way">
      <span className={styles.dot} aria-hidden />
      <Link to={interactionPath(held.id, interaction.id)} className={styles.who}>
        {interaction.channel === 'call' ? 'On a call with' : 'Talking with'}{' '}
        <strong>{held.customerName}</strong>
        <span className={styles.case}>
          {held.number} {held.subject}
        </span>
      </Link>
      {editing.error && <span className={styles.error}>{sentenceOf(editing.error)}</span>}
      <Elapsed since={interaction.startedAt} />
      <Button size="compact-sm" variant="default" loading={editing.isPending} onClick={end}>
        End call
      </Button>
    </section>
  );
}

function Elapsed({ since }: { readonly since: string }) {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(nowMs()), SECOND_MS);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <span className={styles.time} role="timer" aria-label="Length of the call">
      {elapsedText(now - Date.parse(since))}
    </span>
  );
}
