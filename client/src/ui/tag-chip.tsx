import type { TagColour } from '@caseroom/shared/tag';
import type { ReactNode } from 'react';
import styles from './tag-chip.module.css';

interface TagChipProps {
  readonly name: string;
  /** Null: of no vocabulary. */
  readonly colour: TagColour | null;
  readonly title?: string | undefined;
  readonly children?: ReactNode;
}

/** A tag by its name; the colour says its group to those who know it, and nothing that the name does not. */
export function TagChip({ name, colour, title, children }: TagChipProps) {
  return (
    <span className={styles.tag} data-colour={colour ?? undefined} title={title}>
      {colour && <TagDot colour={colour} />}
      {name}
      {children}
    </span>
  );
}

export const TagDot = ({ colour }: { readonly colour: TagColour }) => (
  <span className={styles.dot} data-colour={colour} aria-hidden />
);
