import type { CaseFacets } from '@caseroom/shared/case';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { caseKeys } from '../case/keys.ts';
import { rightNow } from '../platform/clock.ts';
import { send, sentenceOf } from '../platform/http.ts';
import { clockText } from '../platform/time.ts';
import { counted } from '../platform/words.ts';
import { InlineMessage } from '../ui/message.tsx';
import { useAttempt } from './attempt.ts';
import { useBuild } from './handover-data.ts';
import styles from './handovers.module.css';
import { nextAt } from './next-at.ts';

const HALF_HOUR_MS = 30 * 60_000;
/** Handing over takes a while: the end that is proposed is at least this far ahead, ms. */
const AHEAD_MS = 60 * 60_000;

const proposedEnd = (now: Date): string =>
  clockText(new Date(Math.ceil((now.getTime() + AHEAD_MS) / HALF_HOUR_MS) * HALF_HOUR_MS));

/** Begins the packet: when the shift ends, and one press. */
export function EndShift() {
  const navigate = useNavigate();
  const build = useBuild();
  const mine = useMyOpenCases();
  const [clock, setClock] = useState(() => proposedEnd(rightNow()));
  const [wrong, setWrong] = useState(false);
  const { key, settled } = useAttempt();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const at = nextAt(clock, rightNow());
    setWrong(at === null);
    if (!at) return;
    // Word of it on the live socket may take this form away before the answer is here.
    const built = build.mutateAsync({ body: { shiftEndsAt: at.toISOString() }, key });
    void built.then(({ id }) => navigate(`/handover/${id}`)).catch(settled);
  };
  return (
    <section className={styles.end} aria-label="End your shift">
      <h2>End your shift</h2>
      <p>
        {mine === 0
          ? 'You own no open case, so there is nothing to hand over.'
          : `${mine === undefined ? 'Your open cases' : `Your ${counted(mine, 'open case')}`} with what the record knows already: how bad, what about, what to do, what was promised. You add what only you know, choose who takes what, and sign. Nothing leaves you before it is accepted.`}
      </p>
      {mine !== 0 && (
        <form onSubmit={submit} className={styles.endForm}>
          <label>
            Shift ends
            <input
              type="time"
              value={clock}
              aria-invalid={wrong || undefined}
              onChange={(event) => setClock(event.currentTarget.value)}
            />
          </label>
          <Button type="submit" size="sm" loading={build.isPending}>
            Prepare the handover
          </Button>
        </form>
      )}
      {wrong && <InlineMessage>Choose a time within the next 16 hours.</InlineMessage>}
      {build.error && <InlineMessage>{sentenceOf(build.error)}</InlineMessage>}
    </section>
  );
}

/** Open or waiting cases of one's own; undefined until they are counted. */
function useMyOpenCases(): number | undefined {
  const { data } = useQuery({
    queryKey: caseKeys.facets,
    queryFn: ({ signal }) => send<CaseFacets>('GET', '/api/cases/facets', { signal }),
  });
  return data?.mine;
}
