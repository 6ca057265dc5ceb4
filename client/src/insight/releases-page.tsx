import { daysLater } from '@caseroom/shared/day';
import type { Release } from '@caseroom/shared/insight-release';
import { spanText } from '@caseroom/shared/insight-words';
import type { Program } from '@caseroom/shared/people';
import { Button } from '@mantine/core';
import { IconArrowLeft, IconEyeOff, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { releasePrograms, useMe } from '../platform/session.ts';
import { dateText, useNow } from '../platform/time.ts';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { ProgramSelect } from '../ui/program-select.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import insight from './insight.module.css';
import styles from './release.module.css';
import { useReleases, useWithdraw } from './release-data.ts';
import { ReleaseForm } from './release-form.tsx';
import { ReleasedFigures } from './released-figures.tsx';

/** What of a program's figures its client may read: leads release it here, client viewers read it here. */
export function ReleasesPage() {
  usePageTitle('Released figures');
  const programs = releasePrograms(useMe());
  const [search, setSearch] = useSearchParams();
  const program = programs.find(({ id }) => id === search.get('program')) ?? programs[0];
  if (!program)
    return (
      <Message icon={<IconLock size={20} />} whole title="This is for leads and client viewers">
        Your own figures are in <Link to="/insight">Insight</Link>.
      </Message>
    );
  return (
    <ReleasesOf
      key={program.id}
      program={program}
      programs={programs}
      onProgram={(id) => setSearch({ program: id })}
    />
  );
}

interface ReleasesOfProps {
  readonly program: Program;
  readonly programs: readonly Program[];
  readonly onProgram: (id: string) => void;
}

function ReleasesOf({ program, programs, onProgram }: ReleasesOfProps) {
  const releases = useReleases(program.id);
  const [isReleasing, setReleasing] = useState(false);
  const { data } = releases;
  const mayRelease = data?.rights.release ?? false;
  return (
    <div className={insight.page}>
      <header className={insight.header}>
        {mayRelease && (
          <Link to={`/insight?program=${program.id}`} className={insight.back}>
            <IconArrowLeft size={15} aria-hidden /> Insight
          </Link>
        )}
        <h1 className={insight.title}>Released figures</h1>
        <span className={insight.grow} />
        <ProgramSelect size="xs" w={170} programs={programs} value={program.id} onChange={onProgram} />
        {mayRelease && !isReleasing && (
          <Button size="xs" onClick={() => setReleasing(true)}>
            Release a period
          </Button>
        )}
      </header>
      <div className={insight.body}>
        <div className={styles.column}>
          {data && isReleasing && (
            <ReleaseForm
              program={program.id}
              yesterday={daysLater(data.today, -1)}
              onDone={() => setReleasing(false)}
            />
          )}
          {releases.isPending && <SkeletonLine width="60%" />}
          {releases.error && !data && (
            <Failure error={releases.error} what="what was released" retry={() => releases.refetch()} />
          )}
          {data?.items.length === 0 && !isReleasing && <Nothing program={program} mayRelease={mayRelease} />}
          {data?.items.map((one) => (
            <ReleaseCard key={one.id} release={one} mayWithdraw={mayRelease} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Nothing({ program, mayRelease }: { readonly program: Program; readonly mayRelease: boolean }) {
  return (
    <Message icon={<IconEyeOff size={20} />} title="No figures have been released yet">
      {mayRelease
        ? `${program.client} reads no figure before you release a period of them, with a summary in your words.`
        : `What the leads of ${program.name} release to you appears here: figures of a period, and what they mean.`}
    </Message>
  );
}

function ReleaseCard({ release, mayWithdraw }: { readonly release: Release; readonly mayWithdraw: boolean }) {
  const { fromDay, toDay, summary, figures, releasedBy, releasedAt, withdrawnAt } = release;
  const withdraw = useWithdraw(release.program.id);
  const now = useNow();
  return (
    <article
      className={styles.card}
      aria-label={spanText(fromDay, toDay)}
      data-withdrawn={withdrawnAt !== null || undefined}
    >
      <header className={styles.head}>
        <h2 className={styles.cardTitle}>{spanText(fromDay, toDay)}</h2>
        {withdrawnAt && <Pill tone="warn">Withdrawn</Pill>}
        <span className={insight.grow} />
        <span className={styles.minor}>
          {releasedBy.name}, {dateText(new Date(releasedAt), now)}
        </span>
        {mayWithdraw && !withdrawnAt && (
          <Button
            size="compact-xs"
            variant="default"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate(release.id)}
          >
            Withdraw
          </Button>
        )}
      </header>
      {withdraw.error && <InlineMessage>{sentenceOf(withdraw.error)}</InlineMessage>}
      <p className={styles.summary}>{summary}</p>
      <ReleasedFigures figures={figures} />
      {figures.tags.length > 0 && (
        <p className={styles.minor}>
          Reasons: {figures.tags.map(({ tag, n }) => `${tag} (${n})`).join(', ')}
        </p>
      )}
    </article>
  );
}
