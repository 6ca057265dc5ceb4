import { EscalationsWaiting } from '../escalation/escalations-waiting.tsx';
import { ApprovalsWaiting } from '../interim/approvals-waiting.tsx';
import { WorkLayout } from '../queue/work-layout.tsx';

/** The place people work in all day: what waits for them, the queue, and the case. */
export function Work() {
  const waiting = (
    <>
      <EscalationsWaiting />
      <ApprovalsWaiting />
    </>
  );
  return <WorkLayout above={waiting} />;
}
