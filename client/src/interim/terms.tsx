import type { Case } from '@caseroom/shared/case';
import { type CustomerTerms, MAX_ETA_REASON_CHARS } from '@caseroom/shared/interim-auto';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { fullText } from '../platform/time.ts';
import { InlineMessage } from '../ui/message.tsx';
import { useTermActs, useTerms } from './auto-data.ts';
import styles from './messages.module.css';
import { localInput, readLocalInput } from './words.ts';

/** By when the customer was told it is solved, and whether they want messages at all. */
export function Terms({ held }: { readonly held: Case }) {
  const terms = useTerms(held.id).data;
  const [editing, setEditing] = useState(false);
  const { optOut } = useTermActs(held.id);
  if (!terms) return null;
  return (
    <div className={styles.terms}>
      {editing ? (
        <EtaForm held={held} terms={terms} onClose={() => setEditing(false)} />
      ) : (
        <p className={styles.link}>
          <span>
            {terms.eta ? (
              <>
                Expected to be solved by{' '}
                <strong title={fullText(new Date(terms.eta.at))}>{etaWords(terms.eta.at)}</strong>
                {terms.eta.reason && <span className={styles.quiet}> · {terms.eta.reason}</span>}
              </>
            ) : (
              'No solution time was promised.'
            )}
          </span>
          {held.rights.write && (
            <Button
              variant="subtle"
              size="compact-sm"
              className="not-printed"
              onClick={() => setEditing(true)}
            >
              {terms.eta ? 'Change' : 'Set'}
            </Button>
          )}
        </p>
      )}
      {(held.rights.write || terms.optedOut) && (
        <Checkbox
          size="xs"
          label="The customer wants no automatic messages"
          checked={terms.optedOut}
          disabled={!held.rights.write || optOut.isPending}
          onChange={(event) => optOut.mutate(event.currentTarget.checked)}
        />
      )}
      {optOut.error && <InlineMessage>{sentenceOf(optOut.error)}</InlineMessage>}
    </div>
  );
}

const etaWords = (at: string): string =>
  new Date(at).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });

interface EtaFormProps {
  readonly held: Case;
  readonly terms: CustomerTerms;
  readonly onClose: () => void;
}

function EtaForm({ held, terms, onClose }: EtaFormProps) {
  const [at, setAt] = useState(localInput(terms.eta?.at ?? null));
  const [reason, setReason] = useState('');
  const { eta } = useTermActs(held.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    eta.mutate({ at: readLocalInput(at), reason: reason.trim() }, { onSuccess: onClose });
  };
  return (
    <form className={styles.terms} onSubmit={submit} aria-label="Solved by">
      <TextInput
        label="Solved by"
        type="datetime-local"
        autoFocus
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      {terms.eta && (
        <TextInput
          label="Why it changes"
          maxLength={MAX_ETA_REASON_CHARS}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {eta.error && <InlineMessage>{sentenceOf(eta.error)}</InlineMessage>}
      <span className={styles.acts}>
        <Button type="submit" size="compact-sm" loading={eta.isPending}>
          Save
        </Button>
        <Button variant="default" size="compact-sm" onClick={onClose}>
          Cancel
        </Button>
      </span>
    </form>
  );
}
