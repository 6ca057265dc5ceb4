import type { SearchHit } from '@caseroom/shared/search';
import { IconArrowRight, IconClock } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Ago } from '../ui/ago.tsx';
import { Keys } from '../ui/keys.tsx';
import { StatusPill } from '../ui/pill.tsx';
import { HitTitle } from './hit-title.tsx';
import { KindIcon } from './kind-icon.tsx';
import { Marked } from './marked.tsx';
import type { Option } from './options.ts';
import styles from './search.module.css';

interface OptionLineProps {
  readonly id: string;
  readonly option: Option;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

/** One line of the palette. The keyboard stays in the box, which says which line is meant. */
export function OptionLine({ id, option, selected, onPoint, onChoose }: OptionLineProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected) line.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the keys.
    <div
      ref={line}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={styles.option}
      onMouseMove={selected ? undefined : onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {contentOf(option)}
    </div>
  );
}

function contentOf(option: Option): ReactNode {
  switch (option.is) {
    case 'hit':
      return <HitLine hit={option.hit} />;
    case 'case':
      return (
        <>
          <span className={styles.number}>{option.held.number}</span>
          <span className={`${styles.name} ${styles.grow}`}>{option.held.subject}</span>
          <span className={styles.minor}>{option.held.customerName}</span>
          <StatusPill status={option.held.status} />
        </>
      );
    case 'recent':
      return (
        <>
          <span className={styles.icon}>
            <IconClock size={16} />
          </span>
          <span className={styles.name}>{option.q}</span>
        </>
      );
    case 'command':
      return (
        <>
          <span className={styles.icon}>
            <option.command.icon size={16} />
          </span>
          <span className={`${styles.name} ${styles.grow}`}>{option.command.name}</span>
          {option.command.keys && <Keys keys={option.command.keys} />}
        </>
      );
    case 'all':
      return (
        <>
          <span className={styles.icon}>
            <IconArrowRight size={16} />
          </span>
          <span className={`${styles.name} ${styles.grow}`}>All results for “{option.q}”</span>
          <Keys keys="mod+enter" />
        </>
      );
  }
}

function HitLine({ hit }: { readonly hit: SearchHit }) {
  const { kind, case: held, note, excerpt, at } = hit;
  if (!note && kind !== 'contact')
    return (
      <>
        <span className={styles.number}>{held.number}</span>
        <span className={styles.words}>
          <span className={styles.name}>
            <HitTitle hit={hit} />
          </span>
          {excerpt.ranges.length > 0 && (
            <span className={styles.excerpt}>
              <Marked {...excerpt} />
            </span>
          )}
        </span>
        {excerpt.ranges.length === 0 && <span className={styles.minor}>{held.customerName}</span>}
        <StatusPill status={held.status} />
      </>
    );
  return (
    <>
      <KindIcon hit={hit} />
      <span className={styles.words}>
        <span className={styles.line}>
          <span className={styles.name}>
            <HitTitle hit={hit} />
          </span>
          <span className={styles.minor}>
            {held.number} {held.subject}
          </span>
        </span>
        <span className={styles.excerpt}>
          <Marked {...excerpt} />
        </span>
      </span>
      <Ago at={at} className={styles.ago ?? ''} />
    </>
  );
}
