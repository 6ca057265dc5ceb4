import { setBlockType, splitBlock } from '@tiptap/pm/commands';
import { describe, expect, it } from 'vitest';
import { type ChangeOfText, changesBetween } from './changes.ts';
import { insertText, schema, WritingDesk } from './testing/writing-desk.ts';

const TEXT = 'Customer was charged twice. We will refund today.';

/** Maya has read what she wrote and left; then the others write. */
function leftBy() {
  const desk = new WritingDesk();
  desk.person('maya').run(insertText(TEXT), { from: 0 });
  const seen = desk.rows.length;
  const since = (): ChangeOfText[] => changesBetween(desk.timeline(), seen, desk.rows.length, 'maya');
  return { desk, seen, since, tomasz: desk.person('tomasz'), ines: desk.person('ines') };
}

/** "tomasz: +inserted -deleted" */
const shown = (changes: readonly ChangeOfText[]): string[] =>
  changes.map(
    ({ by, parts }) =>
      `${by.personId}: ${parts.map(({ change, text }) => `${change === 'inserted' ? '+' : '-'}${text}`).join(' ')}`,
  );

describe('what changed since somebody left', () => {
  it('is nothing while nobody else has written, whatever they write themselves', () => {
    const { desk, since } = leftBy();
    desk.person('maya').type(' She is upset.', 'refund today.');
    expect(since()).toEqual([]);
  });

  it('joins what one person typed in one place, and says when they last did', () => {
    const { desk, seen, since, tomasz } = leftBy();
    tomasz.type(' On 18 Nov', 'charged twice');
    const [change, ...others] = since();
    expect(others).toEqual([]);
    expect(change?.by).toMatchObject({ personId: 'tomasz', seq: desk.rows.length });
    expect(change?.parts).toEqual([
      { change: 'inserted', text: ' On 18 Nov', client: tomasz.doc.clientID, clock: 0, length: 10 },
    ]);
    expect(seen).toBe(1);
  });

  it('takes a replacement for one change, and another place for another', () => {
    const { since, tomasz } = leftBy();
    tomasz
      .run(insertText('confirm'), { from: tomasz.startOf('refund today'), to: tomasz.endOf('refund today') })
      .type('!', 'twice');
    expect(shown(since())).toEqual(['tomasz: +!', 'tomasz: -refund today +confirm']);
  });

  it('keeps people apart where their texts touch', () => {
    const { since, tomasz, ines } = leftBy();
    tomasz.type(' Batch job.', 'today.');
    ines.receive().type(' Good catch.', 'Batch job.');
    expect(shown(since())).toEqual(['tomasz: + Batch job.', 'ines: + Good catch.']);
  });

  it('leaves out what came and went again in between', () => {
    const { since, tomasz } = leftBy();
    tomasz.type(' oops', 'today.');
    tomasz.run(insertText(''), { from: tomasz.startOf(' oops'), to: tomasz.endOf(' oops') });
    expect(since()).toEqual([]);
  });

  it('is not fooled by Enter and by a heading, which delete and insert the same text', () => {
    const { since, tomasz } = leftBy();
    tomasz.run(splitBlock, { from: tomasz.endOf('twice.') });
    tomasz.run(setBlockType(schema.nodes.heading as never, { level: 2 }), { from: 1 });
    expect(since()).toEqual([]);
    tomasz.type(' Really.', 'charged twice.');
    expect(shown(since())).toEqual(['tomasz: + Really.']);
  });

  it('credits text that came back to whoever brought it back', () => {
    const { desk, seen, tomasz } = leftBy();
    tomasz.run(insertText(''), { from: tomasz.startOf(' We will'), to: tomasz.endOf('today.') });
    const gone = desk.rows.length;
    tomasz.undo();
    expect(changesBetween(desk.timeline(), seen, desk.rows.length, 'maya')).toEqual([]);
    expect(shown(changesBetween(desk.timeline(), gone, desk.rows.length, 'maya'))).toEqual([
      'tomasz: + We will refund today.',
    ]);
  });

  it('places a deleted line at the block that went with it', () => {
    const { desk, seen, tomasz } = leftBy();
    tomasz.run(splitBlock, { from: tomasz.endOf('twice.') });
    const split = desk.rows.length;
    tomasz.run(
      (state, dispatch) => {
        dispatch?.(state.tr.delete(state.doc.child(0).nodeSize, state.doc.content.size));
        return true;
      },
      { from: 1 },
    );
    const [change] = changesBetween(desk.timeline(), split, desk.rows.length, 'maya');
    expect(change?.parts).toMatchObject([{ change: 'deleted', text: ' We will refund today.', length: 1 }]);
    expect(shown(changesBetween(desk.timeline(), seen, desk.rows.length, 'maya'))).toEqual([
      'tomasz: - We will refund today.',
    ]);
  });
});
