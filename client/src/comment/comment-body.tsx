import type { Comment } from '@caseroom/shared/comment';
import { isAllowedHref } from '@caseroom/shared/editor/vocabulary';
import { Fragment, type ReactNode } from 'react';
import styles from './thread.module.css';

/** What a comment says: people it names stand out, addresses lead there. */
export function CommentBody({ body, mentions }: Pick<Comment, 'body' | 'mentions'>) {
  const names = mentions.map(({ label }) => `@${label}`).sort((a, b) => b.length - a.length);
  return <p className={styles.body}>{partsOf(body, names)}</p>;
}

function partsOf(body: string, names: readonly string[]): ReactNode[] {
  const known = new Set(names);
  const pattern = new RegExp(
    [...names.map(escaped), String.raw`https?://[^\s<>"”)]+[^\s<>"”).,;:!?]`].join('|'),
    'g',
  );
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { 0: found, index } of body.matchAll(pattern)) {
    parts.push(
      body.slice(at, index),
      known.has(found) ? <Named key={index}>{found}</Named> : linkTo(found, index),
    );
    at = index + found.length;
  }
  return [...parts, body.slice(at)];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const Named = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles.mention}>{children}</span>
);

function linkTo(href: string, key: number): ReactNode {
  if (!isAllowedHref(href)) return <Fragment key={key}>{href}</Fragment>;
  return (
    <a key={key} href={href} target="_blank" rel="noopener noreferrer nofollow">
      {href}
    </a>
  );
}
