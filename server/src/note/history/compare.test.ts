import { setBlockType, splitBlock, toggleMark } from '@tiptap/pm/commands';
import { describe, expect, it } from 'vitest';
import { compareVersions } from './compare.ts';
import { insertText, schema, WritingDesk } from './testing/writing-desk.ts';

/** Blocks as "change type: +inserted -deleted kept", moved text in brackets. */
function shown(desk: WritingDesk, from: number, to: number): string[] {
  const sign = { inserted: '+', deleted: '-', kept: '' };
  return compareVersions(desk.timeline(), from, to).map((block) => {
    const runs = block.fragments.map(({ change, moved, text }) =>
      moved ? `[${sign[change]}${text}]` : `${sign[change]}${text}`,
    );
    return `${block.change} ${block.typeBefore ? `${block.typeBefore}>` : ''}${block.type}: ${runs.join('|')}`;
  });
}

function startedBy(text: string) {
  const desk = new WritingDesk();
  const maya = desk.person('maya');
  maya.run(insertText(text), { from: 0 });
  return { desk, maya, tomasz: desk.person('tomasz'), base: desk.rows.length };
}

describe('a comparison', () => {
  it('shows a line that became a heading once, as changed', () => {
    const { desk, tomasz, base } = startedBy('Router restarts');
    tomasz.run(setBlockType(schema.nodes.heading as never, { level: 2 }), { from: 1 }).type('!', 'restarts');
    expect(shown(desk, base, desk.rows.length)).toEqual(['changed paragraph>heading: Router restarts|+!']);
    expect(shown(desk, desk.rows.length, base)).toEqual(['changed heading>paragraph: Router restarts|-!']);
  });
  it('says what only moved when a line is split', () => {
    const { desk, tomasz, base } = startedBy('hello world');
    tomasz.run(splitBlock, { from: tomasz.endOf('hello') });
    expect(shown(desk, base, desk.rows.length)).toEqual([
      'changed paragraph: hello|[- world]',
      'inserted paragraph: [+ world]',
    ]);
  });
  it('names who deleted text, also when it is compared backwards without one', () => {
    const { desk, tomasz, base } = startedBy('hello world');
    tomasz.run(insertText(''), { from: tomasz.endOf('hello'), to: tomasz.endOf('world') });
    const gone = compareVersions(desk.timeline(), base, desk.rows.length)[0]?.fragments[1];
    expect(gone).toMatchObject({
      text: ' world',
      change: 'deleted',
      writer: { personId: 'maya' },
      deleter: { personId: 'tomasz' },
    });
    const back = compareVersions(desk.timeline(), desk.rows.length, base)[0]?.fragments[1];
    expect(back).toMatchObject({ text: ' world', change: 'inserted', deleter: null });
  });
  it('says how kept text was formatted before', () => {
    const { desk, tomasz, base } = startedBy('hello world');
    tomasz.run(toggleMark(schema.marks.bold as never), {
      from: tomasz.startOf('world'),
      to: tomasz.endOf('world'),
    });
    const [block] = compareVersions(desk.timeline(), base, desk.rows.length);
    expect(block).toMatchObject({ change: 'changed' });
    expect(block?.fragments[1]).toMatchObject({
      text: 'world',
      change: 'kept',
      marks: ['bold'],
      marksBefore: [],
    });
  });
});
