import type { CommentMention } from '@caseroom/shared/comment';
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import { findPeople, type Mentionable } from '../note/editor/mention-people.tsx';
import type { Draft } from './drafts.ts';

export type People = () => Promise<readonly Mentionable[]>;

/** What stands behind the last "@" before the caret; null when nobody is being mentioned. */
export function mentionQuery(beforeCaret: string): string | null {
  return /(?:^|[\s(])@(?!\s)([^@\n]{0,40})$/u.exec(beforeCaret)?.[1] ?? null;
}

/** The text with the one begun before the caret mentioned whole, and where the caret goes. */
export function mentioned(
  { body, mentions }: Draft,
  caret: number,
  { id, label }: Mentionable,
): { draft: Draft; caret: number } {
  const query = mentionQuery(body.slice(0, caret)) ?? '';
  const start = caret - query.length;
  const words = `${label} `;
  const others = mentions.filter(({ target }) => target !== id);
  const mention: CommentMention = { target: id, label };
  const text = body.slice(0, start) + words + body.slice(caret).replace(/^ /, '');
  return { draft: { body: text, mentions: [...others, mention] }, caret: start + words.length };
}

/** Those whom a text still names. */
export const stillMentioned = ({ body, mentions }: Draft): CommentMention[] =>
  mentions.filter(({ label }) => body.includes(`@${label}`));

/** Offers people while somebody types "@…" in a text field: arrows move, Enter or Tab takes, Escape closes. */
export function useMentionField(
  field: RefObject<HTMLTextAreaElement | null>,
  draft: Draft,
  setDraft: (next: Draft) => void,
  people: People | null,
) {
  const [caret, setCaret] = useState(0);
  const [picked, setPicked] = useState(0);
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const [known, setKnown] = useState<readonly Mentionable[]>([]);
  const listId = useId();
  const query = people ? mentionQuery(draft.body.slice(0, caret)) : null;
  const isAsking = query !== null;
  useEffect(() => {
    if (isAsking) void people?.().then(setKnown);
  }, [isAsking, people]);
  const offered = query === null || closedAt === query ? [] : findPeople(known, query);
  const at = Math.min(picked, Math.max(0, offered.length - 1));

  const take = (person: Mentionable) => {
    const next = mentioned(draft, caret, person);
    setDraft(next.draft);
    setCaret(next.caret);
    setPicked(0);
    requestAnimationFrame(() => field.current?.setSelectionRange(next.caret, next.caret));
  };
  /** True when the key was for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const person = offered[at];
    if (!person || event.ctrlKey || event.metaKey) return false;
    if (event.key === 'ArrowDown') setPicked((at + 1) % offered.length);
    else if (event.key === 'ArrowUp') setPicked((at - 1 + offered.length) % offered.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(person);
    else if (event.key === 'Escape') setClosedAt(query);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const follow = () => setCaret(field.current?.selectionStart ?? 0);
  return { listId, offered, at, setPicked, take, onKeyDown, follow };
}
export type MentionField = ReturnType<typeof useMentionField>;
