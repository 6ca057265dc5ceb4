import type { Case } from '@caseroom/shared/case';
import { channelNames, directionNames } from '@caseroom/shared/interaction';
import { roleNames } from '@caseroom/shared/people';
import type { CaseReport } from '@caseroom/shared/summary';
import { timerNames } from '@caseroom/shared/timer';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useCaseFollowUps } from '../follow-up/follow-up-data.ts';
import { titleOf } from '../note/note-title.ts';
import { send } from '../platform/http.ts';
import { whenText } from '../platform/time.ts';
import { counted } from '../platform/words.ts';
import { Failure } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Paper } from '../ui/paper.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { useCase, useNotes } from './case-data.ts';
import { caseKeys } from './keys.ts';
import styles from './report.module.css';
import { ReportNotes } from './report-notes.tsx';
import { Satisfied } from './satisfied.tsx';
import { wordsFor } from './timeline-words.ts';
import { useLedger } from './use-ledger.ts';

/** A case's whole life on paper: who, what, when, in time or not, and how satisfied the customer is. */
export function ReportPage() {
  const { caseId = '' } = useParams();
  const held = useCase(caseId);
  if (held.data) return <Report held={held.data} />;
  if (held.error) return <Failure addressed error={held.error} what="a case" retry={() => held.refetch()} />;
  return <SkeletonLine width="60%" />;
}

function Report({ held }: { readonly held: Case }) {
  usePageTitle(`Report of ${held.number}`);
  const report = useQuery({
    queryKey: caseKeys.report(held.id),
    queryFn: ({ signal }) => send<CaseReport>('GET', `/api/cases/${held.id}/report`, { signal }),
  });
  return (
    <Paper
      label={`Report of ${held.number}`}
      ways={
        <Link to={`/cases/${held.number}`}>
          <IconArrowLeft size={16} aria-hidden /> Back to the case
        </Link>
      }
    >
      <h1>{held.subject}</h1>
      <p className={styles.facts}>
        {held.number} · {held.program.name} · {held.customerName} · {held.priority} · {held.status} · opened{' '}
        {whenText(new Date(held.openedAt))}
      </p>
      {report.error && !report.data && (
        <Failure compact error={report.error} what="the figures" retry={() => report.refetch()} />
      )}
      {report.data && <Figures held={held} report={report.data} />}
      <ReportNotes caseId={held.id} />
      <FollowUps caseId={held.id} />
      <Timeline caseId={held.id} />
    </Paper>
  );
}

interface FiguresProps {
  readonly held: Case;
  readonly report: CaseReport;
}

function Figures({ held, report }: FiguresProps) {
  const { people, timers, interactions, messages } = report;
  return (
    <>
      <Satisfied held={held} said={report.satisfaction} />
      <Part title="People">
        {people.map(({ person, role, edits, acts, owned_ms }) => (
          <li key={person.id}>
            <strong>{person.name}</strong>
            {role && `, ${roleNames[role]}`}: {counted(edits, 'edit')}, {counted(acts, 'act')}
            {owned_ms > 0 && `, owned it ${lengthText(owned_ms)}`}
          </li>
        ))}
      </Part>
      <Part title="Timers">
        {timers.map(({ kind, endedAt, target_ms, elapsed_ms }) => (
          <li key={`${kind} ${endedAt}`}>
            <strong>{timerNames[kind]}</strong>: {elapsed_ms <= target_ms ? 'kept' : 'missed'},{' '}
            {lengthText(elapsed_ms)} of {lengthText(target_ms)}
          </li>
        ))}
      </Part>
      <Part title="Interactions">
        {interactions.map(({ channel, direction, startedAt, endedAt, by }) => (
          <li key={`${channel} ${startedAt}`}>
            {directionNames[direction]} {channelNames[channel].toLowerCase()}, {whenText(new Date(startedAt))}
            {endedAt &&
              endedAt !== startedAt &&
              `, ${lengthText(Date.parse(endedAt) - Date.parse(startedAt))}`}
            , {by.name}
          </li>
        ))}
      </Part>
      <Part title="Messages to the customer">
        {messages.map(({ channel, words, at, by }) => (
          <li key={at}>
            {whenText(new Date(at))}, {channel}
            {by && `, ${by.name}`}
            <blockquote className={styles.words}>{words}</blockquote>
          </li>
        ))}
      </Part>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2>{title}</h2>
      {children.length > 0 ? <ul>{children}</ul> : <p>None.</p>}
    </section>
  );
}

function FollowUps({ caseId }: { readonly caseId: string }) {
  const items = useCaseFollowUps(caseId).data ?? [];
  return (
    <Part title="Follow-ups">
      {items.map(({ id, text, owner, dueAt, done }) => (
        <li key={id}>
          {text} {owner?.name ?? 'Nobody yet'}, due {whenText(new Date(dueAt))}
          {done ? ', done' : ', open'}
        </li>
      ))}
    </Part>
  );
}

function Timeline({ caseId }: { readonly caseId: string }) {
  const events = useLedger(caseId).data?.events ?? [];
  const notes = useNotes(caseId).data ?? [];
  const noteTitle = (id: string) => {
    const note = notes.find((one) => one.id === id);
    return note && titleOf(note);
  };
  const shown = events.filter(({ kind }) => kind !== 'withheld');
  return (
    <Part title="Timeline">
      {shown.map((event) => (
        <li key={event.seq}>
          <time dateTime={event.at}>{whenText(new Date(event.at))}</time> {event.actor?.name ?? 'Caseroom'}{' '}
          {wordsFor(event, { noteTitle })
            .map((part) => (typeof part === 'string' ? part : part.strong))
            .join('')}
        </li>
      ))}
    </Part>
  );
}

const MINUTE_MS = 60_000;
const HOUR_MIN = 60;
const DAY_MIN = 1_440;

/** "2 d 4 h", "35 min". */
function lengthText(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < HOUR_MIN) return `${minutes} min`;
  if (minutes < DAY_MIN) return `${Math.floor(minutes / HOUR_MIN)} h ${minutes % HOUR_MIN} min`;
  return `${Math.floor(minutes / DAY_MIN)} d ${Math.floor((minutes % DAY_MIN) / HOUR_MIN)} h`;
}
