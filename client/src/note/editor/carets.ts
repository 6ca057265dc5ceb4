import { personColour } from '@caseroom/shared/colour';
import type { AwarenessUser } from '@caseroom/shared/wire';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import type { NoteSession } from '../live/note-session.ts';

/** Other people's carets and selections. A name shows when its caret moves, and fades. */
export const namedCarets = (session: NoteSession) =>
  CollaborationCaret.configure({
    provider: session.provider,
    user: session.awareness.getLocalState()?.user ?? {},
    render: (user) => caretOf(user as AwarenessUser),
    selectionRender: (user) => ({ class: 'peer-selection', style: colourStyle(user as AwarenessUser) }),
  });

function caretOf(user: AwarenessUser): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'peer-caret';
  caret.dataset.person = user.id;
  caret.setAttribute('style', colourStyle(user));
  const label = document.createElement('span');
  label.className = 'peer-label';
  label.textContent = user.name?.split(' ')[0] ?? '';
  caret.append('\u2060', label, '\u2060');
  return caret;
}

function colourStyle({ colour }: AwarenessUser): string {
  const { solid, ink, inkDark } = personColour(colour ?? 0);
  return `--person: ${solid}; --person-ink: ${ink}; --person-ink-dark: ${inkDark}`;
}

/**
 * Shows the names of carets that moved. ProseMirror keeps a caret's element while it moves within a block, so its
 * animation does not start again by itself. Answers how to stop.
 */
export function watchCarets(session: NoteSession, dom: () => HTMLElement | undefined): () => void {
  const onChange = ({ updated }: { updated: number[] }) => {
    for (const client of updated) {
      const person = (session.awareness.getStates().get(client)?.user as AwarenessUser | undefined)?.id;
      if (!person || client === session.doc.clientID) continue;
      for (const caret of dom()?.querySelectorAll<HTMLElement>('.peer-caret') ?? []) {
        if (caret.dataset.person === person) restart(caret.querySelector('.peer-label'));
      }
    }
  };
  session.awareness.on('change', onChange);
  return () => session.awareness.off('change', onChange);
}

function restart(label: Element | null): void {
  for (const animation of label?.getAnimations() ?? []) {
    animation.cancel();
    animation.play();
  }
}
