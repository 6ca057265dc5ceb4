import { noteText, writeJson } from '@caseroom/shared/editor/text';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { blocksOf } from './insert.ts';

it('lines become paragraphs, and lists where they look like lists', () => {
  const blocks = blocksOf('Do this first:\n1. Pause the batch\n2) Correct it\n\n- Tell billing\nDone.');
  expect(blocks.map(({ type, content }) => [type, content?.length])).toEqual([
    ['paragraph', 1],
    ['orderedList', 2],
    ['bulletList', 1],
    ['paragraph', 1],
  ]);
  const body = new Y.Doc().getXmlFragment('body');
  writeJson(body, { type: 'doc', content: blocks });
  expect(noteText(body)).toBe('Do this first:\nPause the batch\nCorrect it\nTell billing\nDone.');
});
