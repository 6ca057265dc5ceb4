import type { Interaction } from '@caseroom/shared/interaction';
import type { Turn } from '@caseroom/shared/transcript';
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { turnAnchor } from '../case/go-to-place.ts';
import { Failure } from '../ui/message.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { findIn, marked } from './find-in.ts';
import styles from './interaction.module.css';
import { useTranscript } from './interaction-data.ts';
import { TurnView } from './turn-view.tsx';

/** What was said, turn by turn; an address that ends in "#turn-12" leads to that turn. */
export function TranscriptReader({ item }: { readonly item: Interaction }) {
  const found = useTranscript(item);
  if (found.error && !found.data)
    return <Failure compact error={found.error} what="the transcript" retry={() => found.refetch()} />;
  return found.data ? <Turns turns={found.data} /> : <SkeletonLine width="90%" />;
}

function Turns({ turns }: { readonly turns: readonly Turn[] }) {
  const list = useRef<HTMLOListElement>(null);
  const target = useTarget(list);
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const hits = useMemo(() => findIn(turns, words), [turns, words]);
  const current = hits[at % Math.max(hits.length, 1)];
  const go = (to: number) => {
    const next = (to + hits.length) % Math.max(hits.length, 1);
    setAt(next);
    reveal(list.current, hits[next]);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(at + (event.shiftKey ? -1 : 1));
    if (event.key !== 'Escape' || words === '') return;
    event.preventDefault();
    setWords('');
  };
  const type = (next: string) => {
    setWords(next);
    setAt(0);
    reveal(list.current, findIn(turns, next)[0]);
  };
  return (
    <>
      <TextInput
        size="xs"
        aria-label="Find in transcript"
        placeholder="Find in transcript"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={
          words === '' ? null : (
            <span className={styles.hits}>
              {hits.length === 0 ? '0' : `${(at % hits.length) + 1}/${hits.length}`}
            </span>
          )
        }
        value={words}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      <p className="hidden-text" role="status">
        {words === '' ? '' : `${hits.length} ${hits.length === 1 ? 'turn' : 'turns'} found`}
      </p>
      <ol className={styles.turns} ref={list}>
        {turns.map((turn, index) => (
          <TurnView
            key={turnAnchor(index)}
            turn={turn}
            index={index}
            isTarget={index === (words === '' ? target : current)}
          >
            {words === '' ? undefined : <Marked text={turn.text} words={words} />}
          </TurnView>
        ))}
      </ol>
    </>
  );
}

function Marked({ text, words }: { readonly text: string; readonly words: string }) {
  return marked(text, words).map((part) => (part.hit ? <mark key={part.at}>{part.text}</mark> : part.text));
}

function reveal(list: HTMLElement | null, index: number | undefined): void {
  if (index === undefined) return;
  list?.querySelector(`#${turnAnchor(index)}`)?.scrollIntoView({ block: 'center' });
}

/** The turn that the address names; it is brought into sight. */
function useTarget(list: React.RefObject<HTMLElement | null>): number | undefined {
  const { hash } = useLocation();
  const named = /^#turn-(\d+)$/.exec(hash)?.[1];
  const target = named === undefined ? undefined : Number(named);
  useEffect(() => reveal(list.current, target), [list, target]);
  return target;
}
