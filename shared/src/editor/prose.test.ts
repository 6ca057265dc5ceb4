import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { proseOf } from './prose.ts';
import { writeJson } from './text.ts';

const text = (words: string) => [{ type: 'text', text: words }];
const paragraph = (words: string) => ({ type: 'paragraph', content: text(words) });

test('prose is paragraphs, list items and what stands in fields, and nothing else', () => {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('body');
  writeJson(body, {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 3 }, content: text('Reason') },
      paragraph('She was charged twice.'),
      { type: 'paragraph' },
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('Ledger checked')] }] },
      {
        type: 'field',
        attrs: { key: 'told', type: 'rich', label: 'Told' },
        content: [paragraph('By five.')],
      },
      { type: 'fieldValue', attrs: { key: 'channel', type: 'choice', label: 'Channel', value: 'Phone' } },
      { type: 'taskList', content: [{ type: 'taskItem', content: [paragraph('Call her')] }] },
      { type: 'codeBlock', content: text('charge 39.90') },
    ],
  });
  expect(proseOf(body)).toEqual(['She was charged twice.', 'Ledger checked', 'By five.']);
});
