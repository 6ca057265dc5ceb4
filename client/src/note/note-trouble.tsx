import { noteText } from '@caseroom/shared/editor/text';
import { type RefusalCode, refusalCodes, refusalRule } from '@caseroom/shared/refusal';
import { Button, CopyButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { EndReason, SaveMark } from './live/connection.ts';
import type { NoteSession } from './live/note-session.ts';
import styles from './note-trouble.module.css';

interface Trouble {
  readonly title: string;
  readonly text: string;
  /** What helps: start over from the server's text, dial again with what is here, or load the page again. */
  readonly way: 'reload-note' | 'try-again' | 'reload-page';
}

const troubles: Readonly<Record<Exclude<EndReason, 'too-fast'>, Trouble>> = {
  refused: {
    title: 'The server refused an edit',
    text: 'Your text is kept here so that you can copy it. Reloading shows the note as it is saved.',
    way: 'reload-note',
  },
  'no-access': {
    title: 'You no longer have access to this note',
    text: 'Your role or program has changed.',
    way: 'try-again',
  },
  gone: {
    title: 'This note is no longer here',
    text: 'It may belong to a program you are not part of.',
    way: 'try-again',
  },
  'session-ended': {
    title: 'Your session has ended',
    text: 'Sign in again as the same person to go on where you stopped.',
    way: 'try-again',
  },
  'too-old': {
    title: 'This page is out of date',
    text: 'Caseroom has a newer editor. Reload the page to go on.',
    way: 'reload-page',
  },
};

interface NoteTroubleProps {
  readonly mark: SaveMark;
  readonly session: NoteSession;
  readonly onReload: () => void;
}

/** A link that ended: what happened, what is safe, what to do. Nothing while all is well. */
export function NoteTrouble({ mark, session, onReload }: NoteTroubleProps) {
  if (!('detail' in mark) || mark.is === 'too-fast') return null;
  const { title, text, way } = troubles[mark.is];
  return (
    <div className={styles.trouble} role="alert">
      <strong>{title}</strong>
      <p>
        {mark.is === 'refused' && reasonWords(mark.detail)}
        {text}
        {mark.edits > 0 && ` ${unsavedWords(mark.edits)}`}
      </p>
      <div className={styles.actions}>
        {mark.edits > 0 && <CopyText session={session}>Copy my text</CopyText>}
        {way === 'reload-note' && <Button onClick={onReload}>Reload note</Button>}
        {way === 'try-again' && <Button onClick={() => session.resume()}>Try again</Button>}
        {way === 'reload-page' && <Button onClick={() => window.location.reload()}>Reload page</Button>}
      </div>
    </div>
  );
}

/** The close reason is a refusal's code. A code this page does not know says nothing to a person. */
const reasonWords = (code: string): string =>
  refusalCodes.includes(code as RefusalCode) ? `${refusalRule(code as RefusalCode).title} ` : '';

const unsavedWords = (edits: number): string =>
  edits === 1 ? 'One edit of yours is not saved.' : `${edits} edits of yours are not saved.`;

/** Copies a note's whole text as it stands in this page. */
export function CopyText({
  session,
  children,
}: {
  readonly session: NoteSession;
  readonly children: ReactNode;
}) {
  return (
    <CopyButton value={noteText(session.body)}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {copied ? 'Copied' : children}
        </Button>
      )}
    </CopyButton>
  );
}
