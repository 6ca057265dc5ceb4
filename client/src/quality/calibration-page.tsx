import { alphaWords } from '@caseroom/shared/agreement';
import type { Calibration } from '@caseroom/shared/quality';
import { itemsOf } from '@caseroom/shared/scorecard';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Failure, InlineMessage } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import styles from './calibration.module.css';
import { useCalibration, useSaveSheet, useSubmitSheet } from './calibration-data.ts';
import { Excused, Excusing } from './excuse.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import review from './review.module.css';
import { MarkingView } from './review-draft.tsx';
import { ReviewFrame } from './review-frame.tsx';
import { Sheet } from './sheet.tsx';
import { useMarking } from './use-marking.ts';
import { firstName, percentText, scoreText } from './words.ts';

export function CalibrationPage() {
  const { calibrationId = '' } = useParams();
  const { data, error, refetch } = useCalibration(calibrationId);
  usePageTitle(data ? `Calibration, ${data.case.number}` : 'Calibration');
  if (error && !data) return <Failure addressed error={error} what="a calibration" retry={() => refetch()} />;
  if (!data) return <ListSkeleton label="Loading the calibration" />;
  if (data.outcome) return <Compared calibration={data} outcome={data.outcome} />;
  return data.mine && data.mine.submittedAt === null ? (
    <Scoring key={data.id} calibration={data} mine={data.mine} />
  ) : (
    <Waiting calibration={data} />
  );
}

function Header({ calibration }: { readonly calibration: Calibration }) {
  return (
    <header className={review.header}>
      <Link to="/quality/calibrations" className={review.back} aria-label="Back to the calibrations">
        <IconArrowLeft size={18} stroke={1.8} />
      </Link>
      <div className={review.titles}>
        <h1 className={review.title}>Calibration</h1>
        <span className={review.minor}>
          <Link to={`/cases/${calibration.case.number}?note=${calibration.note.id}`}>
            {calibration.case.number} {calibration.case.subject}
          </Link>
          , {calibration.program.name} · {calibration.reviewers.map(({ person }) => person.name).join(', ')}
        </span>
      </div>
    </header>
  );
}

type Mine = NonNullable<Calibration['mine']>;

function Scoring({ calibration, mine }: { readonly calibration: Calibration; readonly mine: Mine }) {
  const handle = useMarking(mine.marking, useSaveSheet(calibration.id));
  const submit = useSubmitSheet(calibration.id);
  return (
    <MarkingView
      header={<Header calibration={calibration} />}
      subject={calibration}
      handle={handle}
      error={submit.error && sentenceOf(submit.error)}
      submitting={submit.isPending}
      submitLabel="Submit"
      summaryLabel="For the talk afterwards; nobody sees it before all have submitted"
      onSubmit={() => submit.mutate()}
    />
  );
}

/** One's own scores are in, others are not. */
function Waiting({ calibration }: { readonly calibration: Calibration }) {
  const [active, setActive] = useState<string | null>(null);
  const { mine, reviewers, scorecard } = calibration;
  const missing = reviewers.filter(({ submitted, excused }) => !submitted && !excused);
  const marking = mine?.marking ?? { marks: [], summary: '' };
  return (
    <ReviewFrame subject={calibration} header={<Header calibration={calibration} />} marking={marking}>
      {(quotes) => (
        <div className={review.panelScroll}>
          <InlineMessage tone="good">
            {mine ? 'Your scores are in. ' : ''}All scores are shown once{' '}
            {missing.map(({ person }) => firstName(person.name)).join(' and ')} submitted.
          </InlineMessage>
          <Excused calibration={calibration} />
          {calibration.mayExcuse && (
            <Excusing calibrationId={calibration.id} people={missing.map(({ person }) => person)} />
          )}
          {mine && (
            <Sheet
              scorecard={scorecard.body}
              marking={marking}
              active={active}
              onActive={setActive}
              quotes={quotes}
            />
          )}
        </div>
      )}
    </ReviewFrame>
  );
}

type Outcome = NonNullable<Calibration['outcome']>;

/** Everybody's scores side by side, and how far they agree. */
function Compared({
  calibration,
  outcome,
}: {
  readonly calibration: Calibration;
  readonly outcome: Outcome;
}) {
  const { sheets, mean, alpha } = outcome;
  const marking = { marks: sheets.flatMap((sheet) => sheet.marking.marks), summary: '' };
  return (
    <ReviewFrame subject={calibration} header={<Header calibration={calibration} />} marking={marking}>
      {() => (
        <div className={review.panelScroll}>
          <dl className={styles.figures}>
            <div>
              <dt>Same score</dt>
              <dd>{mean === null ? '–' : `${Math.round(mean * 100)} %`}</dd>
            </div>
            <div>
              <dt>Krippendorff’s alpha</dt>
              <dd>
                {alpha === null ? '–' : alpha.toFixed(2)}
                <span className={review.minor}>
                  {alpha === null
                    ? sheets.length > 1
                      ? 'Not defined: all scores were the same'
                      : 'Nobody to compare with'
                    : alphaWords(alpha)}
                </span>
              </dd>
            </div>
          </dl>
          <Excused calibration={calibration} />
          <SideBySide calibration={calibration} outcome={outcome} />
          <p className={review.hint}>
            Alpha takes out what chance alone would agree on: 1 is agreement throughout, 0 what guessing
            gives. From 0.8 on scores can be relied on, from 0.67 on with care.
          </p>
        </div>
      )}
    </ReviewFrame>
  );
}

function SideBySide({
  calibration,
  outcome,
}: {
  readonly calibration: Calibration;
  readonly outcome: Outcome;
}) {
  const { sheets, agreement } = outcome;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Item</th>
            {sheets.map(({ person }) => (
              <th key={person.id} scope="col">
                <Avatar person={person} size={22} alone />
              </th>
            ))}
            <th scope="col">Same</th>
          </tr>
        </thead>
        <tbody>
          {itemsOf(calibration.scorecard.body).map((item) => {
            const share =
              sheets.length > 1 ? agreement.find((one) => one.item === item.id)?.share : undefined;
            const marks = sheets.map(({ person, marking }) => ({
              person,
              mark: marking.marks.find((one) => one.item === item.id),
            }));
            return (
              <tr key={item.id} data-differ={(share !== undefined && share < 1) || undefined}>
                <th scope="row">
                  {item.text}
                  {marks.map(
                    ({ person, mark }) =>
                      mark?.remark && (
                        <span key={person.id} className={styles.remark}>
                          {firstName(person.name)}: {mark.remark}
                        </span>
                      ),
                  )}
                </th>
                {marks.map(({ person, mark }) => (
                  <td key={person.id}>{scoreText(item.scale, mark?.score)}</td>
                ))}
                <td>{share === undefined ? '–' : `${Math.round(share * 100)} %`}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            {sheets.map(({ person, percent }) => (
              <td key={person.id}>{percentText(percent)}</td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
