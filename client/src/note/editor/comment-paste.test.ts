import { getSchema } from '@tiptap/core';
import { Slice } from '@tiptap/pm/model';
import { expect, it } from 'vitest';
import { onlyOf } from './comment-paste.ts';
import { schemaExtensions } from './schema.ts';

const schema = getSchema(schemaExtensions);

it('brings a copy in without its threads, and what was cut with its own', () => {
  const marks = (...threads: string[]) => threads.map((thread) => schema.mark('comment', { thread }));
  const text = (...threads: string[]) => schema.text('today', [schema.mark('bold'), ...marks(...threads)]);
  const item = (...threads: string[]) =>
    schema.node('bulletList', null, [
      schema.node('listItem', null, [schema.node('paragraph', null, [text(...threads)])]),
    ]);
  const slice = (node: ReturnType<typeof item>) => new Slice(schema.node('doc', null, [node]).content, 1, 1);
  const pasted = slice(item('cut', 'copied'));
  expect(onlyOf(pasted, new Set()).eq(slice(item()))).toBe(true);
  expect(onlyOf(pasted, new Set(['cut'])).eq(slice(item('cut')))).toBe(true);
});
