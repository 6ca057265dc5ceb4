import type { Program } from '@caseroom/shared/people';
import type { QualityProgram, Scorecard } from '@caseroom/shared/quality';
import type { ScorecardBody } from '@caseroom/shared/scorecard';
import {
  defaultScorecards,
  type Industry,
  industries,
  industryNames,
} from '@caseroom/shared/scorecard-defaults';
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { send, sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { Ago } from '../ui/ago.tsx';
import cards from '../ui/card-list.module.css';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { ProgramSelect } from '../ui/program-select.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import styles from './quality.module.css';
import { useProgramActs, useQualityProgram } from './quality-data.ts';
import { SamplingForm } from './sampling-form.tsx';
import { ScorecardEditor } from './scorecard-editor.tsx';

/** What each program's notes are scored by, and what is drawn of them. */
export function ScorecardsPage() {
  usePageTitle('Scorecards');
  const programs = useOverseenPrograms();
  const [chosen, setChosen] = useState<string | null>(null);
  const program = programs.data?.find(({ id }) => id === chosen) ?? programs.data?.[0];
  return (
    <div className={styles.wide}>
      <header className={styles.head}>
        <h2>Scorecards and sampling</h2>
        <span className={styles.grow} />
        {programs.data && program && (
          <ProgramSelect programs={programs.data} value={program.id} onChange={setChosen} />
        )}
      </header>
      {programs.error && !programs.data && (
        <Failure error={programs.error} what="the programs" retry={() => programs.refetch()} />
      )}
      {programs.data?.length === 0 && (
        <Message title="No program yet">Scorecards belong to a program, which an admin adds.</Message>
      )}
      {program && <ProgramQuality key={program.id} programId={program.id} />}
    </div>
  );
}

/** The programs of which this person reads how they are reviewed: all of them for an administrator. */
function useOverseenPrograms() {
  const me = useMe();
  return useQuery({
    queryKey: ['programs'],
    queryFn: async ({ signal }) =>
      (await send<{ items: readonly Program[] }>('GET', '/api/programs', { signal })).items,
    select: (items) =>
      items.filter(
        ({ id }) =>
          me.admin ||
          me.memberships.some(({ program, role }) => program.id === id && (role === 'qa' || role === 'lead')),
      ),
  });
}

type Editing = { readonly held: Scorecard | null; readonly body: ScorecardBody };

function ProgramQuality({ programId }: { readonly programId: string }) {
  const { data, error, refetch } = useQualityProgram(programId);
  const [editing, setEditing] = useState<Editing | null>(null);
  if (error && !data)
    return <Failure error={error} what="how this program is reviewed" retry={() => refetch()} />;
  if (!data) return <ListSkeleton label="Loading the scorecards" />;
  if (editing) {
    return (
      <ScorecardEditor
        key={editing.held?.id ?? 'new'}
        programId={programId}
        held={editing.held}
        first={editing.body}
        onClose={() => setEditing(null)}
      />
    );
  }
  return (
    <>
      <Scorecards program={data} onEdit={setEditing} />
      <SamplingForm key={JSON.stringify(data.sampling)} program={data} />
    </>
  );
}

function Scorecards({
  program,
  onEdit,
}: {
  readonly program: QualityProgram;
  readonly onEdit: (editing: Editing) => void;
}) {
  const { retire } = useProgramActs(program.program.id);
  const { configure } = program.rights;
  return (
    <section className={styles.section} aria-label="Scorecards">
      <div className={styles.sectionHead}>
        <h3>Scorecards</h3>
        {configure && <NewScorecard onPick={(body) => onEdit({ held: null, body })} />}
      </div>
      {retire.error && <InlineMessage>{sentenceOf(retire.error)}</InlineMessage>}
      {program.scorecards.length === 0 ? (
        <Message compact title="Nothing to score by yet">
          {configure
            ? 'Begin with the scorecard of your line of work and make it your own.'
            : 'A quality reviewer or an admin adds the program’s first scorecard.'}
        </Message>
      ) : (
        <ul className={cards.list}>
          {program.scorecards.map((scorecard) => (
            <li key={scorecard.id} className={styles.row}>
              <span className={styles.words}>
                <span className={styles.name}>{scorecard.body.name}</span>
                <span className={styles.minor}>
                  {itemCount(scorecard.body)} items, passes at {scorecard.body.passPercent} % · version{' '}
                  {scorecard.version} <Ago at={scorecard.editedAt} />
                  {scorecard.editedBy && ` by ${scorecard.editedBy.name}`}
                </span>
              </span>
              {scorecard.retired && <Pill>Retired</Pill>}
              <Button
                variant="default"
                aria-label={`${configure ? 'Edit' : 'Open'} ${scorecard.body.name}`}
                onClick={() => onEdit({ held: scorecard, body: scorecard.body })}
              >
                {configure ? 'Edit' : 'Open'}
              </Button>
              {configure && (
                <Button
                  variant="default"
                  aria-label={`${scorecard.retired ? 'Offer again' : 'Retire'}: ${scorecard.body.name}`}
                  onClick={() => retire.mutate({ id: scorecard.id, retired: !scorecard.retired })}
                >
                  {scorecard.retired ? 'Offer again' : 'Retire'}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const itemCount = ({ sections }: ScorecardBody): number =>
  sections.reduce((sum, { items }) => sum + items.length, 0);

function NewScorecard({ onPick }: { readonly onPick: (body: ScorecardBody) => void }) {
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button leftSection={<IconPlus size={15} />}>New scorecard</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Begin with</Menu.Label>
        {industries.map((industry: Industry) => (
          <Menu.Item key={industry} onClick={() => onPick(defaultScorecards[industry])}>
            {industryNames[industry]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onPick(blank())}>An empty scorecard</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const blank = (): ScorecardBody => ({
  name: '',
  passPercent: 80,
  sections: [
    {
      title: 'The note',
      items: [
        {
          id: crypto.randomUUID(),
          text: '',
          help: '',
          weight: 10,
          scale: { kind: 'yes-no' },
          critical: false,
        },
      ],
    },
  ],
});
