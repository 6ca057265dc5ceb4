import { EscalationsWaiting } from '../escalation/escalations-waiting.tsx';
import { ApprovalsWaiting } from '../interim/approvals-waiting.tsx';
import { MessageCustomers } from '../interim/bulk/message-customers.tsx';
import { useMe } from '../platform/session.ts';
import type { SelectionActions } from '../queue/selection-bar.tsx';
import { WorkLayout } from '../queue/work-layout.tsx';

/** The place people work in all day: what waits for them, the queue, and the case. */
export function Work() {
  const leads = useMe().memberships.some(({ role }) => role === 'lead');
  const waiting = (
    <>
      <EscalationsWaiting />
      <ApprovalsWaiting />
    </>
  );
  return <WorkLayout above={waiting} actions={leads ? messageThem : undefined} />;
}

const messageThem: SelectionActions = (selected) => <MessageCustomers selected={selected} />;
