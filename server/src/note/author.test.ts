import { isRefusal } from '@caseroom/shared/refusal';
import { bodyName } from '@caseroom/shared/wire';
import * as encoding from 'lib0/encoding';
import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { judgeEdit } from './author.ts';
import { createNoteDoc } from './doc.ts';
import { MAX_EDIT_CLOCKS } from './limits.ts';
import { editOf, TEXT, textOf, v1, v1Lists, writeGc, writeItem, writeText } from './testing/edit-bytes.ts';

const maya = 'maya';
const mallory = 'mallory';

/** A note in which Maya wrote "refund today" under client id 1. */
function scene() {
  const author = new Y.Doc({ gc: false });
  author.clientID = 1;
  const paragraph = new Y.XmlElement('paragraph');
  const text = new Y.XmlText('refund today');
  author.transact(() => {
    paragraph.insert(0, [text]);
    author.getXmlFragment(bodyName).insert(0, [paragraph]);
  });
  const doc = createNoteDoc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(author));
  const bindings = new Map([[1, maya]]);
  const judge = (bytes: Uint8Array, personId = mallory) =>
    judgeEdit(bytes, personId, { doc, ownerOf: (client) => bindings.get(client) });
  return { author, doc, text, paragraph, bindings, judge };
}

/** Counts how often the note is asked for a client's clock. */
function countClocks(doc: Y.Doc): () => number {
  const asked = vi.spyOn(doc.store.clients, 'get');
  return () => asked.mock.calls.length;
}

function codeOf(verdict: ReturnType<typeof judgeEdit>): string {
  return isRefusal(verdict) ? verdict.refused : 'accepted';
}

describe('what honest clients send', () => {
  test('[N4] typing under a fresh client id is accepted and binds it', () => {
    const { doc, judge } = scene();
    const bytes = editOf(doc, 7, (body) => textOf(body).insert(6, ' it'));
    expect(judge(bytes)).toEqual({ isNew: true, onlyTidies: false, newClients: [7] });
  });

  test('[N4] typing on under one’s own id binds nothing anew', () => {
    const { author, text, judge } = scene();
    const before = Y.encodeStateVector(author);
    text.insert(0, 'we ');
    expect(judge(Y.encodeStateAsUpdate(author, before), maya)).toMatchObject({ isNew: true, newClients: [] });
  });

  test('[N9] the whole state, sent again by anybody, is nothing new', () => {
    const { author, judge } = scene();
    expect(judge(Y.encodeStateAsUpdate(author))).toEqual({ isNew: false, onlyTidies: false, newClients: [] });
  });

  test('[N6] anybody may delete anybody’s text', () => {
    const { doc, judge } = scene();
    expect(judge(editOf(doc, 7, (body) => textOf(body).delete(0, 6)))).toMatchObject({
      isNew: true,
      newClients: [],
    });
  });

  test('[N5] what was typed, deleted and collected before it was sent is accepted', () => {
    const { doc, judge } = scene();
    const bytes = editOf(doc, 7, (body) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText('never mind')]);
      body.insert(1, [paragraph]);
      body.delete(1, 1);
    });
    expect(judge(bytes)).toMatchObject({ isNew: true, newClients: [7] });
  });

  test.each([
    ['a table', ['table', 'tableRow', 'tableCell', 'paragraph']],
    ['a task list', ['taskList', 'taskItem', 'paragraph']],
    ['a quoted list', ['blockquote', 'bulletList', 'listItem', 'paragraph']],
    ['a mention', ['paragraph', 'mention']],
  ])('[N8] %s is accepted', (_, names) => {
    const { doc, judge } = scene();
    const bytes = editOf(doc, 7, (body) => {
      let parent: Y.XmlFragment = body;
      for (const name of names) {
        const element = new Y.XmlElement(name);
        parent.insert(parent.length, [element]);
        parent = element;
      }
    });
    expect(codeOf(judge(bytes))).toBe('accepted');
  });

  test('[N22] tidying redundant formats is told apart from editing', () => {
    const { doc, judge } = scene();
    const bold = editOf(doc, 7, (body) => textOf(body).format(0, 6, { bold: {} }));
    Y.applyUpdate(doc, bold);
    const formats = [...(doc.store.clients.get(7) ?? [])].map((struct) => struct.id);
    const bytes = encoding.encode((e) => {
      encoding.writeVarUint(e, 0);
      encoding.writeVarUint(e, 1);
      encoding.writeVarUint(e, 7);
      encoding.writeVarUint(e, 1);
      encoding.writeVarUint(e, formats[0]?.clock ?? -1);
      encoding.writeVarUint(e, formats.length);
    });
    expect(judge(bytes)).toMatchObject({ isNew: true, onlyTidies: true });
  });
});

describe('attacks', () => {
  test('[N4] text under the victim’s client id', () => {
    const { author, doc, judge } = scene();
    const forged = editOf(doc, 1, (body) => textOf(body).insert(0, 'I approve. '));
    expect(codeOf(judge(forged))).toBe('edit-foreign-author');
    expect(textOf(author.getXmlFragment(bodyName)).toString()).toBe('refund today');
  });

  test('[N4] an id the victim has claimed by presence but not typed under yet', () => {
    const { doc } = scene();
    const forged = editOf(doc, 99, (body) => textOf(body).insert(0, 'x'));
    const verdict = judgeEdit(forged, mallory, {
      doc,
      ownerOf: (client) => (client === 99 ? maya : undefined),
    });
    expect(codeOf(verdict)).toBe('edit-foreign-author');
  });

  test('[N4] a collected struct on the victim’s id, which would silence them', () => {
    const { author, judge } = scene();
    expect(codeOf(judge(v1(1, Y.getState(author.store, 1), 1, writeGc(1))))).toBe('edit-foreign-author');
  });

  test('[N5] structs behind a gap, to be completed later under another origin', () => {
    const { judge } = scene();
    expect(codeOf(judge(v1(7, 5, 1, writeGc(1))))).toBe('edit-gap');
  });

  test('[N5] a gap written out as a skip', () => {
    const { judge } = scene();
    const bytes = v1(7, 0, 2, (e) => {
      encoding.writeUint8(e, 10);
      encoding.writeVarUint(e, 3);
      writeGc(1)(e);
    });
    expect(codeOf(judge(bytes))).toBe('edit-gap');
  });

  test('[N6] a deletion of what the victim has not typed yet', () => {
    const { judge } = scene();
    const bytes = encoding.encode((e) => {
      for (const n of [0, 1, 1, 1, 0, 1_000]) encoding.writeVarUint(e, n);
    });
    expect(codeOf(judge(bytes))).toBe('edit-unknown-deletion');
  });

  test.each([
    ['a left neighbour', 0x84],
    ['a right neighbour', 0x44],
  ])('[N6] %s that does not exist', (_, info) => {
    const { judge } = scene();
    const bytes = v1(7, 0, 1, (e) => {
      encoding.writeUint8(e, info);
      encoding.writeVarUint(e, 1);
      encoding.writeVarUint(e, 500);
      encoding.writeVarString(e, 'x');
    });
    expect(codeOf(judge(bytes))).toBe('edit-unknown-dependency');
  });

  test('[N6] structs of two own ids that wait for each other', () => {
    const { judge } = scene();
    const waitingFor = (client: number) => (e: encoding.Encoder) => {
      encoding.writeUint8(e, 0x84);
      encoding.writeVarUint(e, client);
      encoding.writeVarUint(e, 0);
      encoding.writeVarString(e, 'x');
    };
    const bytes = encoding.encode((e) => {
      encoding.writeVarUint(e, 2);
      for (const [client, other] of [
        [8, 7],
        [7, 8],
      ] as const) {
        encoding.writeVarUint(e, 1);
        encoding.writeVarUint(e, client);
        encoding.writeVarUint(e, 0);
        waitingFor(other)(e);
      }
      encoding.writeVarUint(e, 0);
    });
    expect(codeOf(judge(bytes))).toBe('edit-unknown-dependency');
  });

  test.each([
    ['2^50 clocks in 14 bytes', 2 ** 50],
    ['one clock more than the limit', MAX_EDIT_CLOCKS + 1],
  ])('[N7] %s', (_, length) => {
    const { judge } = scene();
    expect(codeOf(judge(v1(7, 0, 1, writeGc(length))))).toBe('edit-too-large');
  });

  test('[N7] an empty struct', () => {
    const { judge } = scene();
    expect(codeOf(judge(v1(7, 0, 1, writeGc(0))))).toBe('edit-malformed');
  });

  test('[N7] bytes cut off anywhere', () => {
    const { doc, judge } = scene();
    const whole = editOf(doc, 7, (body) => {
      textOf(body).insert(3, 'Δ and more');
      textOf(body).delete(0, 2);
    });
    for (let end = 0; end < whole.length; end++)
      expect(codeOf(judge(whole.slice(0, end)))).toBe('edit-malformed');
  });

  test('[N7] bytes with something behind them', () => {
    const { doc, judge } = scene();
    const whole = editOf(doc, 7, (body) => textOf(body).insert(0, 'x'));
    expect(codeOf(judge(Uint8Array.from([...whole, 0])))).toBe('edit-malformed');
  });

  test('[N7] V2 bytes', () => {
    const { author, judge } = scene();
    expect(codeOf(judge(Y.encodeStateAsUpdateV2(author)))).toBe('edit-malformed');
    // The 27 bytes of yjs #687, which hang mergeUpdatesV2.
    expect(
      isRefusal(
        judge(
          Uint8Array.from([
            0, 0, 2, 165, 162, 205, 231, 14, 2, 2, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          ]),
        ),
      ),
    ).toBe(true);
  });

  test('[N7] 5,000 nested blocks', () => {
    const { doc, judge } = scene();
    const bytes = editOf(doc, 7, (body) => {
      let parent: Y.XmlFragment = body;
      for (let i = 0; i < 5_000; i++) {
        const quote = new Y.XmlElement('blockquote');
        parent.insert(0, [quote]);
        parent = quote;
      }
    });
    expect(codeOf(judge(bytes))).toBe('edit-too-deep');
  });

  test('[N9] a forged copy of a struct the note already has', () => {
    const { doc, judge } = scene();
    const other = new Y.Doc();
    other.clientID = 1;
    const paragraph = new Y.XmlElement('paragraph');
    other.transact(() => {
      paragraph.insert(0, [new Y.XmlText('forged text!')]);
      other.getXmlFragment(bodyName).insert(0, [paragraph]);
    });
    expect(codeOf(judge(Y.encodeStateAsUpdate(other)))).toBe('edit-contradicts');
    expect(textOf(doc.getXmlFragment(bodyName)).toString()).toBe('refund today');
  });

  test('[N7] two lists of structs under one client id, of which Yjs applies only the last', () => {
    const { judge } = scene();
    const first = { client: 7, clock: 0, structs: [writeGc(5)] };
    const inside = (e: encoding.Encoder) => writeItem(e, { parent: bodyName }, TEXT, writeText('xx'));
    expect(codeOf(judge(v1Lists([first, { client: 7, clock: 2, structs: [inside] }])))).toBe(
      'edit-malformed',
    );
    expect(codeOf(judge(v1Lists([first, { client: 7, clock: 5, structs: [writeGc(1)] }])))).toBe(
      'edit-malformed',
    );
  });

  test('[N7] one range deleted over and over', () => {
    const { judge } = scene();
    const once: [number, number] = [0, 3];
    expect(codeOf(judge(v1Lists([], [[1, [once]]])))).toBe('accepted');
    expect(codeOf(judge(v1Lists([], [[1, [once, once]]])))).toBe('edit-malformed');
    expect(
      codeOf(
        judge(
          v1Lists(
            [],
            [
              [1, [once]],
              [1, [once]],
            ],
          ),
        ),
      ),
    ).toBe('edit-malformed');
  });

  test('[N7] structs of 10,000 ids, each waiting for the next, are judged in linear time', () => {
    const { doc, bindings, judge } = scene();
    const clients = Array.from({ length: 10_000 }, (_, i) => 100 + i);
    for (const client of clients) bindings.set(client, mallory);
    Y.applyUpdate(doc, v1Lists(clients.map((client) => ({ client, clock: 0, structs: [writeGc(1)] }))));
    const last = clients.at(-1) as number;
    const chain = clients.map((client) => {
      const origin = client === last ? new Y.ID(1, 5) : new Y.ID(client + 1, 1);
      const structs = [(e: encoding.Encoder) => writeItem(e, { origin }, TEXT, writeText('x'))];
      return { client, clock: 1, structs };
    });
    const asked = countClocks(doc);
    expect(codeOf(judge(v1Lists(chain)))).toBe('accepted');
    expect(asked()).toBeLessThan(clients.length * 30);
  });

  test.each([
    ['another parent', { parent: bodyName }],
    ['an attribute', { parent: bodyName, sub: 'onclick' }],
    ['another neighbour', { origin: new Y.ID(1, 9) }],
  ])('[N9] a struct that goes on from a known one, but at %s', (_, place) => {
    const { doc, bindings, judge } = scene();
    const typed = editOf(doc, 7, (body) => textOf(body).insert(3, 'a'));
    Y.applyUpdate(doc, typed);
    bindings.set(7, mallory);
    const goesOn = (at: Parameters<typeof writeItem>[1]) =>
      v1Lists([{ client: 7, clock: 0, structs: [(e) => writeItem(e, at, TEXT, writeText('ab'))] }]);
    expect(codeOf(judge(goesOn(place)))).toBe('edit-contradicts');
    expect(codeOf(judge(goesOn({ origin: new Y.ID(1, 4), rightOrigin: new Y.ID(1, 5) })))).toBe('accepted');
  });

  test('[N9] attributes that the note has joined since are the same said again', () => {
    const { doc, bindings, judge } = scene();
    const copy = new Y.Doc({ gc: false });
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    copy.clientID = 7;
    const heading = new Y.XmlElement('heading');
    copy.getXmlFragment(bodyName).insert(1, [heading]);
    const before = Y.encodeStateVector(copy);
    const edits: Uint8Array[] = [];
    copy.on('update', (edit: Uint8Array) => edits.push(edit));
    for (const level of [1, 2, 3]) heading.setAttribute('level', level as unknown as string);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
    bindings.set(7, mallory);
    expect(doc.store.clients.get(7)).toHaveLength(3);
    for (const edit of [...edits, Y.encodeStateAsUpdate(copy, before)])
      expect(judge(edit)).toMatchObject({ isNew: false });
  });

  describe('[N29] between the halves of a character outside the first plane', () => {
    /** Maya's text with an emoji at clocks 14 and 15, under client id 1. */
    const withEmoji = () => {
      const { author, doc, text, bindings, judge } = scene();
      text.insert(12, '\u{1f4a1}');
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(author));
      expect(textOf(doc.getXmlFragment(bodyName)).toString()).toBe('refund today\u{1f4a1}');
      return { doc, bindings, judge };
    };
    const [high, low] = [new Y.ID(1, 14), new Y.ID(1, 15)];
    const inserted = (at: Parameters<typeof writeItem>[1], client = 7) =>
      v1Lists([{ client, clock: 0, structs: [(e) => writeItem(e, at, TEXT, writeText('x'))] }]);

    test.each([
      ['an insertion behind the first', inserted({ origin: high, rightOrigin: low })],
      ['an insertion in front of the second', inserted({ rightOrigin: low })],
      ['a deletion of the first', v1Lists([], [[1, [[14, 1]]]])],
      ['a deletion of the second', v1Lists([], [[1, [[15, 1]]]])],
    ])('%s', (_, bytes) => {
      expect(codeOf(withEmoji().judge(bytes))).toBe('edit-malformed');
    });

    test('a known, collected struct that says it stands there, which Yjs passes over and cuts for', () => {
      const { doc, bindings, judge } = withEmoji();
      Y.applyUpdate(doc, v1(7, 0, 1, writeGc(1)));
      bindings.set(7, mallory);
      expect(codeOf(judge(inserted({ origin: high, rightOrigin: low })))).toBe('edit-malformed');
    });

    test('around it there is nothing to refuse', () => {
      const { judge } = withEmoji();
      expect(codeOf(judge(inserted({ origin: low })))).toBe('accepted');
      expect(codeOf(judge(inserted({ origin: new Y.ID(1, 13), rightOrigin: high })))).toBe('accepted');
      expect(codeOf(judge(v1Lists([], [[1, [[14, 2]]]])))).toBe('accepted');
    });
  });

  test('[N8] another root, named by a struct the note already has', () => {
    const { judge } = scene();
    const other = (e: encoding.Encoder) => writeItem(e, { parent: 'other' }, TEXT, writeText('x'));
    expect(codeOf(judge(v1Lists([{ client: 1, clock: 2, structs: [other] }])))).toBe('edit-vocabulary');
  });

  const vocabulary: [string, (body: Y.XmlFragment, copy: Y.Doc) => void][] = [
    ['an unknown node', (body) => body.insert(0, [new Y.XmlElement('script')])],
    ['a node named as an object’s own property', (body) => body.insert(0, [new Y.XmlElement('constructor')])],
    ['text straight in the body', (body) => body.insert(0, [new Y.XmlText('loose')])],
    [
      'a block in a paragraph',
      (body) => (body.get(0) as Y.XmlElement).insert(0, [new Y.XmlElement('table')]),
    ],
    ['an unknown mark', (body) => textOf(body).format(0, 3, { blink: {} })],
    ['an unknown attribute', (body) => (body.get(0) as Y.XmlElement).setAttribute('onclick', 'x')],
    ['a script as a link', (body) => textOf(body).format(0, 3, { link: { href: 'javascript:alert(1)' } })],
    [
      'a script with a tab in its scheme',
      (body) => textOf(body).format(0, 3, { link: { href: 'java\tscript:alert(1)' } }),
    ],
    ['a protocol-relative link', (body) => textOf(body).format(0, 3, { link: { href: '//evil.example' } })],
    [
      'a huge link',
      (body) => textOf(body).format(0, 3, { link: { href: `https://example.com/${'x'.repeat(5_000)}` } }),
    ],
    ['an embedded object', (body) => textOf(body).insertEmbed(0, { image: 'x' })],
    ['a hook', (body) => body.insert(0, [new Y.XmlHook('hook') as unknown as Y.XmlElement])],
    ['a map in the body', (body) => body.insert(0, [new Y.Map() as unknown as Y.XmlElement])],
  ];
  test.each(vocabulary)('[N8] %s', (_, change) => {
    const { doc, judge } = scene();
    expect(codeOf(judge(editOf(doc, 7, change)))).toBe('edit-vocabulary');
  });

  test('[N8] another root', () => {
    const { doc, judge } = scene();
    const bytes = editOf(doc, 7, (_, copy) =>
      copy.getXmlFragment('other').insert(0, [new Y.XmlElement('paragraph')]),
    );
    expect(codeOf(judge(bytes))).toBe('edit-vocabulary');
  });
});
