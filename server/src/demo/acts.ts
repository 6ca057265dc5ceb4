import { visibleString } from '@caseroom/shared/editor/text';
import * as Y from 'yjs';
import { releaseTasks } from '../summary/ending.ts';
import {
  around,
  elementsOf,
  type Found,
  find,
  indexOf,
  linesOf,
  parentOf,
  section,
  wholeOf,
} from './find.ts';
import { blocksOf, type Inline, inlinesOf } from './markup.ts';
import type { Act } from './script.ts';
import {
  element,
  enterPause,
  type Hand,
  isWaiting,
  pin,
  placeOf,
  type Slot,
  tickItem,
  typeBlocks,
  typeLine,
  typeText,
  type Work,
} from './typing.ts';

type Kind = Act['act'];
type Doing = { [K in Kind]: (hand: Hand, act: Act & { act: K }) => Work };

/** Does one thing a script asks for, the way the editor would. */
export const perform = <A extends Act>(hand: Hand, act: A): Work =>
  (doing[act.act] as (hand: Hand, act: A) => Work)(hand, act);

const doing = {
  *write(hand, { section: title, markup }) {
    yield* typeBlocks(hand, slotFor(hand, title), blocksOf(markup));
  },
  *after(hand, { phrase, text }) {
    const { block, text: inside, index } = find(hand.body, phrase);
    const end = index + phrase.length;
    const isEnd = end === inside.length && block.get(block.length - 1) === inside;
    if (isEnd) yield* typeLine(hand, block, inlinesOf(text));
    else yield* insertRuns(hand, inside, end, inlinesOf(text));
  },
  *before(hand, { phrase, text }) {
    const { text: inside, index } = find(hand.body, phrase);
    yield* insertRuns(hand, inside, index, inlinesOf(text));
  },
  *replace(hand, { phrase, text }) {
    const { text: inside, index } = yield* take(hand, phrase);
    yield* insertRuns(hand, inside, index, inlinesOf(text));
  },
  *drop(hand, { phrase }) {
    yield* take(hand, phrase);
  },
  *dropSection(hand, { phrase }) {
    const blocks = section(hand.body, phrase);
    yield enterPause(hand.random);
    hand.doc.transact(() => hand.body.delete(indexOf(blocks[0]), blocks.length));
  },
  *tick(hand, { phrase }) {
    yield* tickItem(hand, around(find(hand.body, phrase, 'taskItem').block, 'taskItem') as Y.XmlElement);
  },
  *mark(hand, { phrase, mark }) {
    yield enterPause(hand.random);
    const { text, index } = find(hand.body, phrase);
    hand.doc.transact(() => text.format(index, phrase.length, { [mark]: {} }));
  },
  // The editor binding has no way to say "this block changed its type" or "this text is now in another block":
  // it takes the old away and writes it again. The next three do the same, so history meets what it will meet.
  *heading(hand, { phrase }) {
    const { block } = find(hand.body, phrase);
    yield enterPause(hand.random);
    hand.doc.transact(() => {
      const parent = parentOf(block);
      const index = indexOf(block);
      const made = element('heading', { level: 3 }, childrenOf(block));
      parent.delete(index, 1);
      parent.insert(index, [made]);
    });
  },
  *split(hand, { phrase }) {
    yield enterPause(hand.random);
    const { block, text, index } = find(hand.body, phrase);
    const end = index + phrase.length;
    hand.doc.transact(() => {
      const tail = visibleString(text).slice(end);
      text.delete(end, tail.length);
      const moved = new Y.XmlText();
      moved.insert(0, tail.trimStart());
      parentOf(block).insert(indexOf(block) + 1, [element('paragraph', {}, [moved])]);
    });
  },
  *move(hand, { phrase, below }) {
    const moved = wholeOf(find(hand.body, phrase).block);
    const target = wholeOf(find(hand.body, below).block);
    yield enterPause(hand.random);
    hand.doc.transact(() => {
      const copy = moved.clone();
      parentOf(moved).delete(indexOf(moved), 1);
      parentOf(target).insert(indexOf(target) + 1, [copy]);
    });
  },
  *accept(hand) {
    yield enterPause(hand.random);
    const drafted = [...linesOf(hand.body)].filter((line) => line.getAttribute('source') !== undefined);
    hand.doc.transact(() => {
      // Its type says text; the editor keeps what is true as it is.
      for (const line of drafted) line.setAttribute('reviewed', true as never);
      releaseTasks(hand.body);
    });
  },
  *pause(_hand, { seconds }) {
    yield seconds * 1000;
  },
  // Names and threads are taken down by whoever plays the script: they are the note's, not this person's copy's.
  *name() {},
  *comment() {},
} satisfies Doing;

/** Copies of a line's texts and mentions, with their marks. */
const childrenOf = (line: Y.XmlElement): (Y.XmlElement | Y.XmlText)[] =>
  line.toArray().map((child) => (child as Y.XmlElement | Y.XmlText).clone());

function* take(hand: Hand, phrase: string): Generator<number, Found> {
  yield enterPause(hand.random);
  const found = find(hand.body, phrase);
  hand.doc.transact(() => found.text.delete(found.index, phrase.length));
  return found;
}

/** Runs typed in the middle of a text; a mention would cut the text in two, which scripts do without. */
function* insertRuns(hand: Hand, text: Y.XmlText, index: number, runs: readonly Inline[]): Work {
  let cursor = pin(text, index);
  for (const run of runs) {
    if (!('text' in run)) throw new Error('a mention or a due time in the middle of a text');
    const from = cursor;
    cursor = yield* typeText(hand, () => placeOf(hand.doc, from), run.text, run.marks);
  }
}

function slotFor({ body }: Hand, title: string | null): Slot {
  if (title === null) {
    const last = elementsOf(body).at(-1) ?? null;
    return last && isWaiting(last)
      ? { parent: body, after: last, empty: last }
      : { parent: body, after: last, empty: null };
  }
  const last = section(body, title).at(-1) as Y.XmlElement;
  return { parent: body, after: last, empty: isWaiting(last) ? last : null };
}
