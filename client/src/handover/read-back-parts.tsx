import type { HandoverItem, HandoverLine, HandoverPart } from '@caseroom/shared/handover';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useShortcut } from '../platform/shortcuts.ts';
import { LineWords } from './line-words.tsx';
import { letters } from './note-parts.tsx';
import frame from './packet.module.css';
import { isCaption, keysReadWith } from './packet.ts';
import styles from './read-back.module.css';
import type { ReadBackView } from './use-read-back.ts';

interface PartsProps {
  readonly item: HandoverItem;
  readonly readBack: ReadBackView;
  /** Asks the giver about a line. */
  readonly onAsk: (key: string) => void;
  readonly onAdd: () => void;
}

/** I-PASS, part by part: each line is ticked, put in one's own words, or asked about. */
export function ReadBackParts({ item, readBack, onAsk, onAdd }: PartsProps) {
  const canTake = item.rights.take;
  const root = useRef<HTMLDivElement>(null);
  useLineKeys(root, canTake, readBack, onAsk);
  return (
    <div ref={root} className={styles.cards}>
      {item.parts.map((part) => (
        <section key={part.section} className={frame.card} aria-label={part.section}>
          <header className={styles.cardHead}>
            <span className={frame.letter} aria-hidden>
              {letters[part.section]}
            </span>
            <h3 className={frame.cardTitle}>{part.section}</h3>
            {part.filled && <span className={styles.source}>from the record</span>}
          </header>
          <Lines part={part} canTake={canTake} readBack={readBack} onAsk={onAsk} />
          {canTake && part === item.parts.at(-1) && (
            <button type="button" className={styles.add} onClick={onAdd}>
              <span className={styles.addBox} aria-hidden />
              Add something
            </button>
          )}
        </section>
      ))}
    </div>
  );
}

type LinesProps = Pick<PartsProps, 'readBack' | 'onAsk'> & {
  readonly part: HandoverPart;
  readonly canTake: boolean;
};

function Lines({ part, ...rest }: LinesProps) {
  if (part.lines.length === 0) return <p className={frame.minor}>Nothing is said here.</p>;
  return (
    <ul className={styles.lines}>
      {part.lines.map((line, at) =>
        isCaption(part.lines, at) ? (
          <li key={line.key} className={styles.caption}>
            {line.text}
          </li>
        ) : (
          <Line key={line.key} line={line} together={keysReadWith(part.lines, at)} {...rest} />
        ),
      )}
    </ul>
  );
}

type LineProps = Omit<LinesProps, 'part'> & {
  readonly line: HandoverLine;
  /** Keys that are read back with it. */
  readonly together: readonly string[];
};

function Line({ line, together, canTake, readBack, onAsk }: LineProps) {
  const isRead = line.readBack !== null;
  const writing = readBack.draft.words[line.key];
  const toggle = () => readBack.mark(together, { read: !isRead });
  return (
    <li className={styles.line} data-read={isRead || undefined}>
      {canTake ? (
        // biome-ignore lint/a11y/useSemanticElements: an input would keep J, K and Enter to itself.
        <button
          type="button"
          role="checkbox"
          aria-checked={isRead}
          aria-label={`Read back: ${line.text}`}
          className={styles.tick}
          data-line={line.key}
          onClick={toggle}
        >
          {isRead && <IconCheck size={13} stroke={3} aria-hidden />}
        </button>
      ) : (
        <span className={styles.tick} data-checked={isRead || undefined}>
          {isRead && <IconCheck size={13} stroke={3} aria-label="Read back" />}
        </span>
      )}
      <div className={styles.lineText}>
        <p>{line.text}</p>
        {writing === undefined && line.readBack?.comment && (
          <p className={styles.own}>“{line.readBack.comment}”</p>
        )}
        {canTake && writing !== undefined && (
          <LineWords
            label={`In your words: ${line.text}`}
            value={writing}
            onChange={(words) => readBack.write(line.key, words)}
            onDone={(words) => {
              readBack.mark(together, { read: true });
              if (words !== '') readBack.mark([line.key], { read: true, comment: words });
              readBack.write(line.key, null);
            }}
            onCancel={() => readBack.write(line.key, null)}
          />
        )}
      </div>
      {canTake && writing === undefined && (
        <span className={styles.lineTools}>
          <button
            type="button"
            className={frame.textButton}
            onClick={() => readBack.write(line.key, line.readBack?.comment ?? '')}
          >
            In your words
          </button>
          <button type="button" className={frame.textButton} onClick={() => onAsk(line.key)}>
            Ask
          </button>
        </span>
      )}
    </li>
  );
}

/** Space ticks and goes on to the next line; the arrows move; W says it in one's own words; Q asks. */
function useLineKeys(
  root: React.RefObject<HTMLDivElement | null>,
  canTake: boolean,
  readBack: ReadBackView,
  onAsk: PartsProps['onAsk'],
): void {
  const ticks = () => [...(root.current?.querySelectorAll<HTMLElement>('[data-line]') ?? [])];
  const firstUnread = () => ticks().find((tick) => tick.getAttribute('aria-checked') === 'false');
  const current = () => ticks().find((tick) => tick.closest('li')?.contains(document.activeElement));
  const keyOf = (tick: HTMLElement | undefined) => tick?.dataset.line;

  const move = (step: 1 | -1) => {
    const all = ticks();
    const at = all.indexOf(current() as HTMLElement);
    (at === -1 ? firstUnread() : all[at + step])?.focus();
  };
  useShortcut({ keys: 'arrowdown', label: 'Next line', group: 'Handover' }, () => move(1), canTake);
  useShortcut({ keys: 'arrowup', label: 'Previous line', group: 'Handover' }, () => move(-1), canTake);
  useShortcut(
    { keys: 'w', label: 'Read the line back in your words', group: 'Handover' },
    () => {
      const key = keyOf(current() ?? firstUnread());
      if (key) readBack.write(key, readBack.draft.words[key] ?? '');
    },
    canTake,
  );
  useShortcut(
    { keys: 'q', label: 'Ask about the line', group: 'Handover' },
    () => {
      const key = keyOf(current() ?? firstUnread());
      if (key) onAsk(key);
    },
    canTake,
  );
  useEffect(() => {
    const tickAndGoOn = (event: globalThis.KeyboardEvent) => {
      const tick =
        event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-line]') : null;
      if (!tick || event.key !== ' ' || event.repeat) return;
      event.preventDefault();
      const wasRead = tick.getAttribute('aria-checked') === 'true';
      tick.click();
      const all = ticks();
      if (!wasRead) all[all.indexOf(tick) + 1]?.focus();
    };
    const element = root.current;
    element?.addEventListener('keydown', tickAndGoOn);
    return () => element?.removeEventListener('keydown', tickAndGoOn);
  });
  // Whoever comes to a case begins with the first line that they have not read back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on coming.
  useEffect(() => {
    if (canTake && !document.activeElement?.closest('input, textarea'))
      firstUnread()?.focus({ preventScroll: true });
  }, []);
}
