import { visibleString } from '@caseroom/shared/editor/text';
import * as Y from 'yjs';
import type { Random } from './random.ts';

const words = ['refund', 'charge ', 'Łódź', '👩‍💻', ' at 17:00', 'ok', '\u0000', 'ﬁ', '訂單', 'é', 'x'];
const marks = ['bold', 'italic', 'code', 'strike'];

/** Does something that an editor could do, anywhere in the note, in one transaction. */
export function typeSomething(body: Y.XmlFragment, random: Random): void {
  const texts = textsIn(body);
  const action = random.weighted({
    insert: 8,
    delete: 4,
    block: 3,
    split: 2,
    format: 2,
    retype: 1,
    drop: 1,
    list: 1,
  });
  body.doc?.transact(() => {
    if (texts.length === 0 || action === 'block') return addBlock(body, random);
    const text = random.pick(texts);
    const at = onCharacter(text, random.below(text.length + 1));
    const length = onCharacter(text, at + random.below(Math.min(8, text.length - at) + 1)) - at;
    if (action === 'insert') text.insert(at, random.pick(words));
    else if (action === 'delete' && length > 0) text.delete(at, length);
    else if (action === 'format' && length > 0)
      text.format(at, length, { [random.pick(marks)]: random.chance(0.3) ? null : {} });
    else if (action === 'split') split(body, text, at);
    else if (action === 'retype') retype(body, text, random);
    else if (action === 'drop') body.delete(random.below(body.length), 1);
    else if (action === 'list') addList(body, random);
  });
}

/** No editor puts a caret inside a surrogate pair, and Yjs does not support it. */
function onCharacter(text: Y.XmlText, at: number): number {
  const after = visibleString(text).charCodeAt(at);
  return after >= 0xdc00 && after <= 0xdfff ? at - 1 : at;
}

function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? textsIn(child) : [];
  });
}

function paragraph(words: string, name = 'paragraph'): Y.XmlElement {
  const element = new Y.XmlElement(name);
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

function addBlock(body: Y.XmlFragment, random: Random): void {
  body.insert(random.below(body.length + 1), [paragraph(random.pick(words))]);
}

function addList(body: Y.XmlFragment, random: Random): void {
  const list = new Y.XmlElement('taskList');
  const item = new Y.XmlElement('taskItem');
  item.setAttribute('checked', random.chance(0.5) as unknown as string);
  item.insert(0, [paragraph(random.pick(words))]);
  list.insert(0, [item]);
  body.insert(random.below(body.length + 1), [list]);
}

/** Enter, as y-prosemirror writes it: the tail is deleted here and inserted there. */
function split(body: Y.XmlFragment, text: Y.XmlText, at: number): void {
  const block = text.parent as Y.XmlElement;
  const index = body.toArray().indexOf(block);
  const tail = text
    .toString()
    .replace(/<[^>]*>/g, '')
    .slice(at);
  if (index === -1 || tail === '') return;
  text.delete(at, text.length - at);
  body.insert(index + 1, [paragraph(tail)]);
}

/** A paragraph becomes a heading, as y-prosemirror writes it: deleted and inserted again. */
function retype(body: Y.XmlFragment, text: Y.XmlText, random: Random): void {
  const index = body.toArray().indexOf(text.parent as Y.XmlElement);
  if (index === -1) return;
  const words = visibleString(text);
  body.delete(index, 1);
  const heading = paragraph(words, 'heading');
  heading.setAttribute('level', (1 + random.below(3)) as unknown as string);
  body.insert(index, [heading]);
}
