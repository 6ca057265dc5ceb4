import type { Case } from '@caseroom/shared/case';
import { CloseButton } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import caseStyles from '../case/case.module.css';
import { Failure, Message } from '../ui/message.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './interaction.module.css';
import { useInteractions } from './interaction-data.ts';
import { InteractionDetail } from './interaction-detail.tsx';
import { LogForm } from './log-form.tsx';
import { NEW, useInteractionPanel } from './panel-address.ts';

interface PanelProps {
  readonly held: Case;
  /** Shows the notes where only one of the two has room. */
  readonly onShowNotes: () => void;
  /** The files of a contact. */
  readonly files: (interactionId: string) => ReactNode;
  /** What can be made of a transcript. */
  readonly onTranscript: (interactionId: string) => ReactNode;
}

/** Beside the notes, in the place of the details: a contact and what was said, or the form in which one is logged. */
export function InteractionPanel({ held, onShowNotes, files, onTranscript }: PanelProps) {
  const { open, show } = useInteractionPanel();
  const found = useInteractions(held.id);
  const close = () => show(null);
  if (open === NEW)
    return (
      <Frame title="Log interaction" onClose={close}>
        <LogForm held={held} onLogged={({ id }) => show(id)} />
      </Frame>
    );
  const item = found.data?.find(({ id }) => id === open);
  return (
    <Frame key={open} title="Interaction" onClose={close}>
      {found.isPending && <SkeletonLine width="70%" />}
      {found.error && !found.data && (
        <Failure compact error={found.error} what="the interaction" retry={() => found.refetch()} />
      )}
      {found.data && !item && <Message compact title="This interaction is not in this case" />}
      {item && <InteractionDetail {...{ held, item, onShowNotes, files, onTranscript }} />}
    </Frame>
  );
}

interface FrameProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Frame({ title, onClose, children }: FrameProps) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return (
    <aside
      ref={ref}
      tabIndex={-1}
      className={`${caseStyles.side} ${styles.panel}`}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <header className={styles.panelHead}>
        <h2>{title}</h2>
        <CloseButton aria-label={`Close: ${title}`} onClick={onClose} />
      </header>
      {children}
    </aside>
  );
}
