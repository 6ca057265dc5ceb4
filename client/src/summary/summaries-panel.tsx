import type { Case } from '@caseroom/shared/case';
import { channelNames } from '@caseroom/shared/interaction';
import { type CaseSummaries, survivedPercent } from '@caseroom/shared/summary';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import caseStyles from '../case/case.module.css';
import { rightNow } from '../platform/clock.ts';
import { useCommand } from '../platform/commands.ts';
import { sentenceOf } from '../platform/http.ts';
import { useLiveEvent } from '../platform/live.ts';
import { clockText, dateText } from '../platform/time.ts';
import { Failure, InlineMessage } from '../ui/message.tsx';
import { reviewing } from './review-state.ts';
import styles from './summary.module.css';
import { useDraft, useSummaries } from './summary-data.ts';

/** Beside the notes: the drafts of this case and how far they are, and the way to another. */
export function SummariesPanel({ held }: { readonly held: Case }) {
  const summaries = useSummaries(held.id);
  const data = summaries.data;
  const nothing = data?.sources.length === 0 && data.drafts.length === 0;
  return (
    <section aria-label="Summaries">
      <header className={caseStyles.sideHead}>
        <h2>Summaries</h2>
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
const talkName = ({ channel, startedAt }: CaseSummaries['sources'][number]): string =>
  `${channelNames[channel]} of ${dateText(new Date(startedAt), rightNow())}, ${clockText(new Date(startedAt))}`;

function DraftButton({ held, data }: PartProps) {
  const [opened, setOpened] = useState(false);
  const drafting = useDraft(held.id);
  const [lines, setLines] = useState(0);
  useLiveEvent('summary:progress', (message) => {
    if (message.key === drafting.variables?.key) setLines(message.lines);
  });
  const draft = (interactionId: string | null) => {
    setLines(0);
    drafting.mutate(
      { interactionId, key: crypto.randomUUID() },
      {
        onSuccess: ({ id }) => {
          reviewing.set(id);
          requestAnimationFrame(() =>
            document.getElementById(`note-${id}`)?.scrollIntoView({ block: 'start' }),
          );
        },
      },
    );
  };
  useCommand({ name: 'Draft a summary', group: 'here', also: 'summarise', icon: IconFileText }, () =>
    setOpened(true),
  );
  return (
    <div className="not-printed">
      <Menu opened={opened} onChange={setOpened} position="bottom-start" width={252}>
        <Menu.Target>
          <Button
            variant="default"
            fullWidth
            loading={drafting.isPending}
            leftSection={<IconFileText size={15} />}
            rightSection={<IconChevronDown size={14} />}
          >
            Draft a summary
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {data.sources.map((source) => (
            <Menu.Item key={source.interactionId} onClick={() => draft(source.interactionId)}>
              {talkName(source)}
              <span className={styles.quiet}>
                {source.turns} turns{source.noteIds.length > 0 ? ', summarised before' : ''}
              </span>
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => draft(null)}>
            The whole case
            <span className={styles.quiet}>Its notes, its talks and what the customer was told</span>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {drafting.isPending && data.model && (
        <p className={styles.quiet} role="status">
          {data.model} is drafting{lines > 0 ? `: ${lines} ${lines === 1 ? 'line' : 'lines'} so far` : '…'}
        </p>
      )}
      {drafting.error && <InlineMessage>{sentenceOf(drafting.error)} Nothing was drafted.</InlineMessage>}
    </div>
  );
}
