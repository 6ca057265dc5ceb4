import type { Case } from '@caseroom/shared/case';
import { type CaseSummaries, survivedPercent } from '@caseroom/shared/summary';
import { Link } from 'react-router';
import { clockText } from '../platform/time.ts';
import { Failure } from '../ui/message.tsx';
import side from '../ui/side-head.module.css';
import { DraftButton, talkName } from './draft-button.tsx';
import { reviewing } from './review-state.ts';
import styles from './summary.module.css';
import { useSummaries } from './summary-data.ts';

/** Beside the notes: the drafts of this case and how far they are, and the way to another. */
export function SummariesPanel({ held }: { readonly held: Case }) {
  const summaries = useSummaries(held.id);
  const data = summaries.data;
  const nothing = data?.sources.length === 0 && data.drafts.length === 0;
  return (
    <section aria-label="Summaries">
      <header className={side.head}>
        <h2>Summaries</h2>
        <Link to={`/cases/${held.number}/report`} className={`${styles.report} not-printed`}>
          Report
        </Link>
      </header>
      {summaries.error && !data && (
        <Failure compact error={summaries.error} what="the summaries" retry={() => summaries.refetch()} />
      )}
      {data && (
        <>
          <Drafts held={held} data={data} />
          {nothing && <p className={styles.none}>A call, a chat or the whole case in a few sentences.</p>}
          {held.rights.write && <DraftButton held={held} data={data} />}
        </>
      )}
    </section>
  );
}

interface PartProps {
  readonly held: Case;
  readonly data: CaseSummaries;
}

function Drafts({ data }: PartProps) {
  const waiting = data.drafts.filter(({ finalised }) => !finalised);
  const done = data.drafts.filter(({ finalised, survival }) => finalised && survival);
  return (
    <ul className={styles.drafts}>
      {[...waiting, ...done].map(({ noteId, interactionId, at, finalised, survival }) => (
        <li key={noteId}>
          <a href={`#note-${noteId}`} onClick={() => !finalised && reviewing.set(noteId)}>
            {sourceName(data, interactionId)}
          </a>
          <span className={styles.quiet}>
            {finalised && survival
              ? `${survivedPercent(survival)} % of the draft stands`
              : `drafted ${clockText(new Date(at))}, to review`}
          </span>
        </li>
      ))}
    </ul>
  );
}

const sourceName = ({ sources }: CaseSummaries, id: string | null): string => {
  const source = sources.find(({ interactionId }) => interactionId === id);
  if (id === null) return 'Whole case';
  return source ? talkName(source) : 'A talk';
};
