import type { Case } from '@caseroom/shared/case';
import { CallOutcome, callOutcomeNames, type Interim, MAX_CALL_NOTE_CHARS } from '@caseroom/shared/interim';
import { Button, Radio, Textarea } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { rightNow } from '../platform/clock.ts';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './interim.module.css';
import { useInterimActs } from './interim-data.ts';
import { Letter } from './letter.tsx';

/** The words to read out, the number, and what came of the call. */
export function CallScript({ held, interim }: { readonly held: Case; readonly interim: Interim }) {
  const [began, setBegan] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<CallOutcome | null>(null);
  const [about, setAbout] = useState('');
  const { act } = useInterimActs(interim);
  const number = interim.recipient ?? '';
  const log = () => {
    if (!outcome) return;
    const call = { outcome, about, ...(began ? { startedAt: began } : {}) };
    act.mutate({ act: 'call', call, key: crypto.randomUUID() }, { onSuccess: () => setOutcome(null) });
  };
  return (
    <footer className={styles.call}>
      <p className={styles.callHead}>
        <a
          className={styles.number}
          href={`tel:${number.replaceAll(/[^\d+]/g, '')}`}
          onClick={() => setBegan(rightNow().toISOString())}
        >
          <IconPhone size={16} aria-hidden /> {number}
        </a>
        <span>Read this to {held.customer.name}.</span>
      </p>
      <Letter subject="" blocks={interim.released?.blocks ?? []} />
      {interim.rights.call && (
        <div className={`${styles.callForm} not-printed`}>
          <Radio.Group
            label="What came of it?"
            value={outcome}
            onChange={(value) => setOutcome(value as CallOutcome)}
          >
            <div className={styles.outcomes}>
              {CallOutcome.options.map((one) => (
                <Radio key={one} value={one} label={callOutcomeNames[one]} />
              ))}
            </div>
          </Radio.Group>
          <Textarea
            label="What they said"
            placeholder="Optional"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={MAX_CALL_NOTE_CHARS}
            value={about}
            onChange={(event) => setAbout(event.currentTarget.value)}
          />
          {act.error && <InlineMessage>{sentenceOf(act.error)}</InlineMessage>}
          <Button className={styles.go ?? ''} disabled={!outcome} loading={act.isPending} onClick={log}>
            Log the call
          </Button>
        </div>
      )}
    </footer>
  );
}
