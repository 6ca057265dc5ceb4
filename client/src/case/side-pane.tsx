import type { UseQueryResult } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { KnownAnswersPanel } from '../answer/known-answers.tsx';
import { AttachmentList } from '../attachment/attachment-list.tsx';
import { SwarmPanel } from '../escalation/swarm-panel.tsx';
import { CaseFollowUps } from '../follow-up/case-follow-ups.tsx';
import { CaseInteractions } from '../interaction/case-interactions.tsx';
import { CustomerMessages } from '../interim/customer-messages.tsx';
import { SummariesPanel } from '../summary/summaries-panel.tsx';
import styles from './case.module.css';
import type { CaseChangeHandle } from './case-header.tsx';
import { CustomerCard } from './customer-card.tsx';
import type { Ledger } from './ledger.ts';
import { SidePartGroup, SidePartsBar } from './side-parts.tsx';
import { Timeline } from './timeline.tsx';

/** Only where a program is connected to another system is there anything to show. */
const LinkedRecords = lazy(async () => ({
  default: (await import('../crm/linked-records.tsx')).LinkedRecords,
}));

interface SidePaneProps {
  readonly change: CaseChangeHandle;
  readonly ledger: UseQueryResult<Ledger>;
}

/** Beside the notes: the customer, what is to be done, what passed between us, what helps, and who did what, when. */
export function SidePane({ change, ledger }: SidePaneProps) {
  return (
    <aside className={styles.side} aria-label="Details and timeline">
      <SidePartsBar />
      <CustomerCard change={change} />
      <Suspense>
        <LinkedRecords caseId={change.shown.id} />
      </Suspense>
      <SidePartGroup part="To do">
        <CaseFollowUps caseId={change.shown.id} />
        <SwarmPanel held={change.shown} />
      </SidePartGroup>
      <SidePartGroup part="Contact">
        <CaseInteractions held={change.shown} />
        <SummariesPanel held={change.shown} />
        <CustomerMessages held={change.shown} />
        <AttachmentList caseId={change.shown.id} mayWrite={change.shown.rights.write} />
      </SidePartGroup>
      <SidePartGroup part="Answers">
        <KnownAnswersPanel held={change.shown} />
      </SidePartGroup>
      <SidePartGroup part="Timeline">
        <Timeline caseId={change.shown.id} ledger={ledger} />
      </SidePartGroup>
    </aside>
  );
}
