import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import styles from './editor.module.css';

interface MoveButtonsProps {
  /** What is moved, for screen readers: "the field Channel". */
  readonly what: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (step: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** Up, down, away. The focus goes along with what is moved. */
export function MoveButtons({ what, isFirst, isLast, onMove, onRemove }: MoveButtonsProps) {
  const buttons = useRef<HTMLSpanElement>(null);
  const move = (step: 1 | -1) => {
    onMove(step);
    // At the end of the list its own button is off: the other one keeps the place.
    requestAnimationFrame(() => {
      const [up, down] = buttons.current?.querySelectorAll('button') ?? [];
      const wanted = step < 0 ? up : down;
      (wanted?.disabled ? (step < 0 ? down : up) : wanted)?.focus();
    });
  };
  return (
    <span ref={buttons} className={styles.moves}>
      <Tooltip label="Move up">
        <ActionIcon size={26} aria-label={`Move ${what} up`} disabled={isFirst} onClick={() => move(-1)}>
          <IconArrowUp size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Move down">
        <ActionIcon size={26} aria-label={`Move ${what} down`} disabled={isLast} onClick={() => move(1)}>
          <IconArrowDown size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Remove">
        <ActionIcon size={26} aria-label={`Remove ${what}`} onClick={onRemove}>
          <IconTrash size={15} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
