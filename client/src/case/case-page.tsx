import type { Case } from '@caseroom/shared/case';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useFilters } from '../queue/use-filters.ts';
import { Failure } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import styles from './case.module.css';
import { useCase, useCaseEdit } from './case-data.ts';
import { CaseHeader } from './case-header.tsx';
import { CaseSkeleton } from './case-skeleton.tsx';
import { NotesColumn } from './notes-column.tsx';
import { SidePane } from './side-pane.tsx';
import { useLedger } from './use-ledger.ts';
import { useMyPresence } from './use-my-presence.ts';

export function CasePage() {
  const { caseId = '' } = useParams();
  const { search } = useFilters();
  const found = useCase(caseId);
  if (found.data) return <CaseView key={found.data.id} held={found.data} />;
  if (found.error) {
    const toQueue = (
      <Button component={Link} to={`/queue${search}`} variant="default">
        Go to the queue
      </Button>
    );
    return (
      <div className={styles.page}>
        <Failure
          addressed
          error={found.error}
          what="a case"
          retry={() => found.refetch()}
          actions={toQueue}
        />
      </div>
    );
  }
  return <CaseSkeleton />;
}

/** On a narrow screen one of these shows at a time. */
const panes = ['notes', 'details'] as const;
type Pane = (typeof panes)[number];
const paneNames: Record<Pane, string> = { notes: 'Notes', details: 'Details and timeline' };

function CaseView({ held: first }: { readonly held: Case }) {
  // Live changes arrive under the id, also when the address carries the number.
  const held = useCase(first.id).data ?? first;
  const change = useCaseEdit(held);
  const ledger = useLedger(held.id);
  useMyPresence(held.id);
  usePageTitle(`${held.number} ${held.subject}`);
  const [pane, setPane] = useState<Pane>('notes');
  return (
    <article className={styles.page} data-pane={pane} aria-label={`Case ${held.number}`}>
      <CaseHeader change={change} />
      <nav className={`${styles.panes} not-printed`} aria-label="Parts of the case">
        {panes.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.paneTab}
            aria-pressed={pane === name}
            onClick={() => setPane(name)}
          >
            {paneNames[name]}
          </button>
        ))}
      </nav>
      <div className={styles.body}>
        <NotesColumn held={held} />
        <SidePane change={change} ledger={ledger} />
      </div>
    </article>
  );
}
