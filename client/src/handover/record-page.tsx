import type { Handover, HandoverSignature } from '@caseroom/shared/handover';
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { rightNow } from '../platform/clock.ts';
import { clockText, fullText } from '../platform/time.ts';
import { counted } from '../platform/words.ts';
import { Failure } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Paper } from '../ui/paper.tsx';
import { useHandover, useSignatures } from './handover-data.ts';
import { PacketSkeleton } from './packet-skeleton.tsx';
import styles from './record.module.css';
import { SheetView } from './sheet-view.tsx';
import { type Sheet, sheetsOf } from './sheets.ts';

/** The packet as it stood, with both signatures: to read on the screen, and on paper. */
export function RecordPage() {
  const { handoverId = '' } = useParams();
  const packet = useHandover(handoverId);
  const signatures = useSignatures(handoverId);
  const failed = [packet, signatures].find(({ error, data }) => error && !data);
  if (failed) {
    return (
      <Failure
        addressed
        error={failed.error}
        what="a handover"
        retry={() => void failed.refetch()}
        actions={
          <Button component={Link} to="/handover" variant="default">
            See your handovers
          </Button>
        }
      />
    );
  }
  if (!packet.data || !signatures.data) return <PacketSkeleton />;
  return <Record held={packet.data} signatures={signatures.data} />;
}

interface RecordProps {
  readonly held: Handover;
  readonly signatures: readonly HandoverSignature[];
}

function Record({ held, signatures }: RecordProps) {
  const sheets = sheetsOf(held, signatures);
  usePageTitle(`Handover of ${held.giver.name}`);
  return (
    <Paper label="Handover on paper" ways={<Ways held={held} />}>
      <Head held={held} />
      <Overview sheets={sheets} />
      {sheets.map((sheet) => (
        <SheetView key={sheet.caseId} sheet={sheet} />
      ))}
      <footer className={styles.foot}>
        Printed from Caseroom {fullText(rightNow())}. Each signature is bound to the words above it; the
        case’s ledger holds the same mark.
      </footer>
    </Paper>
  );
}

function Ways({ held: { id, state } }: { readonly held: Handover }) {
  const isClosed = state === 'closed';
  return (
    <>
      <Link to={isClosed ? '/handover' : `/handover/${id}`}>
        <IconArrowLeft size={16} aria-hidden />
        {isClosed ? 'All handovers' : 'Back to the handover'}
      </Link>
      {isClosed && <Link to={`/handover/${id}`}>Open on the screen</Link>}
    </>
  );
}

function Head({ held }: { readonly held: Handover }) {
  const end = new Date(held.shiftEndsAt);
  return (
    <header>
      <h1>Handover</h1>
      <dl className={styles.facts}>
        <div>
          <dt>From</dt>
          <dd>{held.giver.name}</dd>
        </div>
        <div>
          <dt>End of the shift</dt>
          <dd>{fullText(end).replace(/:\d\d$/, '')}</dd>
        </div>
        <div>
          <dt>Cases</dt>
          <dd>{counted(held.items.length, 'case')}</dd>
        </div>
      </dl>
      {held.shift
        .filter(({ text }) => text !== '')
        .map(({ program, text }) => (
          <section key={program.id} className={styles.shift}>
            <h2>For the whole shift, {program.name}</h2>
            <p>{text}</p>
          </section>
        ))}
    </header>
  );
}

function Overview({ sheets }: { readonly sheets: readonly Sheet[] }) {
  return (
    <table className={styles.overview}>
      <thead>
        <tr>
          <th>Case</th>
          <th>Subject</th>
          <th>Stands</th>
          <th>Given</th>
          <th>Taken</th>
        </tr>
      </thead>
      <tbody>
        {sheets.map(({ caseId, number, subject, standing, given, taken }) => (
          <tr key={caseId}>
            <td>{number}</td>
            <td>{subject}</td>
            <td>{standing}</td>
            <td>{given ? clockText(new Date(given.at)) : '–'}</td>
            <td>{taken ? clockText(new Date(taken.at)) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
