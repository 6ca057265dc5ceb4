import type { CalibrationSummary } from '@caseroom/shared/quality';
import { Button } from '@mantine/core';
import { IconArrowsLeftRight, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../platform/session.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import cards from '../ui/card-list.module.css';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { useCalibrations } from './calibration-data.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import { NewCalibrationForm } from './new-calibration.tsx';
import styles from './quality.module.css';

/** Several reviewers score one note, each for themselves; then they compare. */
export function CalibrationList() {
  usePageTitle('Calibration');
  const { data, error, refetch } = useCalibrations();
  const [adding, setAdding] = useState(false);
  return (
    <div className={styles.column}>
      <header className={styles.head}>
        <h2>Calibration</h2>
        <span className={styles.grow} />
        {!adding && (
          <Button leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
            New calibration
          </Button>
        )}
      </header>
      {adding && <NewCalibrationForm onClose={() => setAdding(false)} />}
      {error && !data && <Failure error={error} what="the calibrations" retry={() => refetch()} />}
      {!data && !error && <ListSkeleton label="Loading the calibrations" />}
      {data?.length === 0 && !adding && (
        <Message icon={<IconArrowsLeftRight size={20} />} title="No calibration yet">
          Have several reviewers score one note without seeing each other. When all have, you see where they
          differ.
        </Message>
      )}
      {data && data.length > 0 && (
        <ul className={cards.list}>
          {data.map((calibration) => (
            <Row key={calibration.id} calibration={calibration} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ calibration }: { readonly calibration: CalibrationSummary }) {
  const me = useMe();
  const { reviewers, finished } = calibration;
  const asked = reviewers.filter(({ excused }) => !excused);
  const done = asked.filter(({ submitted }) => submitted).length;
  const waitsForMe = asked.some(({ person, submitted }) => person.id === me.id && !submitted);
  return (
    <li>
      <Link to={`/quality/calibrations/${calibration.id}`} className={styles.row}>
        <span className={styles.words}>
          <span className={styles.name}>
            {calibration.case.number} {calibration.case.subject}
          </span>
          <span className={styles.minor}>
            {calibration.note.title}, {calibration.program.name} · asked by {calibration.startedBy.name}
          </span>
        </span>
        <span className={styles.facts}>
          {asked.map(({ person }) => (
            <Avatar key={person.id} person={person} size={22} alone />
          ))}
          <Pill tone={finished ? 'good' : waitsForMe ? 'info' : 'plain'}>
            {finished ? 'Compare' : waitsForMe ? 'Waits for you' : `${done} of ${asked.length} in`}
          </Pill>
        </span>
        <Ago at={calibration.startedAt} className={styles.ago ?? ''} />
      </Link>
    </li>
  );
}
