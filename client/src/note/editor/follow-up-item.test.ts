import { getSchema } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import { hasDue, missingIds } from './follow-up-item.ts';
import { schemaExtensions } from './schema.ts';

const schema = getSchema(schemaExtensions);
const due = { type: 'due', attrs: { at: '2026-11-22T17:00:00.000Z' } };
const line = (...content: object[]) => ({ type: 'paragraph', content });
const task = (followUp: string | null, ...content: object[]) => ({
  type: 'taskItem',
  attrs: { followUp },
  content,
});
const list = (...content: object[]) => ({ type: 'taskList', content });
const docOf = (...content: object[]) => schema.nodeFromJSON({ type: 'doc', content });

function idsAfter(doc: ReturnType<typeof docOf>): unknown[] {
  let count = 0;
  const missing = new Map(missingIds(doc, () => `new ${++count}`).map(({ at, id }) => [at, id]));
  const ids: unknown[] = [];
  doc.descendants((node, at) => {
    if (node.type.name === 'taskItem') ids.push(missing.get(at) ?? node.attrs.followUp);
  });
  return ids;
}

describe('the ids of follow-ups', () => {
  it('are given to tasks with a due time alone', () => {
    expect(idsAfter(docOf(list(task(null, line(due)), task(null, line()))))).toEqual(['new 1', null]);
  });

  it('stay with the first and change for a copy, with or without a due time', () => {
    const doc = docOf(list(task('a', line(due)), task('a', line(due)), task('a', line())));
    expect(idsAfter(doc)).toEqual(['a', 'new 1', 'new 2']);
  });

  it('tell a task from the tasks within it', () => {
    const outer = task(null, line(), list(task(null, line(due))));
    expect(idsAfter(docOf(list(outer)))).toEqual([null, 'new 1']);
    const item = docOf(list(outer)).firstChild?.firstChild;
    expect(item && hasDue(item)).toBe(false);
  });
});
