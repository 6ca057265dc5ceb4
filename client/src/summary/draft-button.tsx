import type { Case } from '@caseroom/shared/case';
import { channelNames } from '@caseroom/shared/interaction';
import type { CaseSummaries } from '@caseroom/shared/summary';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import { rightNow } from '../platform/clock.ts';
import { useCommand } from '../platform/commands.ts';
import { sentenceOf } from '../platform/http.ts';
import { useLiveEvent } from '../platform/live.ts';
import { clockText, dateText } from '../platform/time.ts';
import { InlineMessage } from '../ui/message.tsx';
import { reviewing } from './review-state.ts';
import styles from './summary.module.css';
import { useDraft, useSummaries } from './summary-data.ts';

export const talkName = ({ channel, startedAt }: CaseSummaries['sources'][number]): string =>
  `${channelNames[channel]} of ${dateText(new Date(startedAt), rightNow())}, ${clockText(new Date(startedAt))}`;

/** Drafting, with what it takes long enough to tell: the new note is brought into view, beside what was said. */
function useDrafting(caseId: string) {
  const drafting = useDraft(caseId);
  const [lines, setLines] = useState(0);
  useLiveEvent('summary:progress', (message) => {
    if (message.key === drafting.variables?.key) setLines(message.lines);
  });
  const draft = (interactionId: string | null) => {
    setLines(0);
    drafting.mutate({ interactionId, key: crypto.randomUUID() }, { onSuccess: ({ id }) => show(id) });
  };
  return { draft, lines, isPending: drafting.isPending, error: drafting.error };
}

function show(noteId: string): void {
  reviewing.set(noteId);
  requestAnimationFrame(() => document.getElementById(`note-${noteId}`)?.scrollIntoView({ block: 'start' }));
}

interface ButtonProps {
  readonly held: Case;
  readonly data: CaseSummaries;
}

/** Drafts from one of the case's talks, or from all of it. */
export function DraftButton({ held, data }: ButtonProps) {
  const [opened, setOpened] = useState(false);
  const { draft, ...drafting } = useDrafting(held.id);
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
      <Progress {...drafting} model={data.model} />
    </div>
  );
}

interface TalkProps {
  readonly held: Case;
  readonly interactionId: string;
}

/** Beside a transcript: the draft that was made of it, or the way to one. */
export function DraftTalkButton({ held, interactionId }: TalkProps) {
  const { data } = useSummaries(held.id);
  const { draft, ...drafting } = useDrafting(held.id);
  if (!data) return null;
  const waiting = data.drafts.find((made) => made.interactionId === interactionId && !made.finalised);
  if (waiting)
    return (
      <Button variant="default" fullWidth className={styles.talk ?? ''} onClick={() => show(waiting.noteId)}>
        Review the summary
      </Button>
    );
  if (!held.rights.write) return null;
  return (
    <div className={styles.talk}>
      <Button
        variant="default"
        fullWidth
        loading={drafting.isPending}
        leftSection={<IconFileText size={15} />}
        onClick={() => draft(interactionId)}
      >
        Draft a summary
      </Button>
      <Progress {...drafting} model={data.model} />
    </div>
  );
}

interface ProgressProps {
  readonly isPending: boolean;
  readonly lines: number;
  readonly error: Error | null;
  readonly model: string | null;
}

/** Rules are done at once; a language model takes its time. */
function Progress({ isPending, lines, error, model }: ProgressProps) {
  if (error) return <InlineMessage>{sentenceOf(error)} Nothing was drafted.</InlineMessage>;
  if (!isPending || !model) return null;
  return (
    <p className={styles.quiet} role="status">
      {model} is drafting{lines > 0 ? `: ${lines} ${lines === 1 ? 'line' : 'lines'} so far` : '…'}
    </p>
  );
}
