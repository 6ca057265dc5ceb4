import { COMMENT_MARK } from '@caseroom/shared/editor/anchor';
import { markRules, type NodeRule, nodeRules } from '@caseroom/shared/editor/vocabulary';
import { type Node, type NodeSpec, type ResolvedPos, Schema } from '@tiptap/pm/model';
import { type Command, EditorState, TextSelection } from '@tiptap/pm/state';
import { initProseMirrorDoc, updateYFragment, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { bodyOf, createNoteDoc } from '../../doc.ts';
import type { JournalRow } from '../../journal.ts';
import { Timeline } from '../timeline.ts';

/** The editor schema as ProseMirror knows it, built from the vocabulary. */
export const schema = new Schema({
  nodes: {
    ...Object.fromEntries(
      Object.entries(nodeRules as Record<string, NodeRule>).map(([name, rule]) => [
        name,
        nodeSpec(name, rule),
      ]),
    ),
    text: {},
  },
  marks: Object.fromEntries(
    Object.entries(markRules).map(([name, attrs]) => [
      name,
      {
        attrs: Object.fromEntries(attrs.map((attr) => [attr, { default: null }])),
        ...(name === COMMENT_MARK ? { excludes: '', inclusive: false } : {}),
      },
    ]),
  ),
  topNode: 'doc',
});

function nodeSpec(name: string, rule: NodeRule): NodeSpec {
  const children = rule.children.join(' | ');
  return {
    content: children === '' ? '' : rule.textblock ? `(${children})*` : `(${children})+`,
    attrs: Object.fromEntries(rule.attrs.map((attr) => [attr, { default: null }])),
    ...(rule.inline ? { inline: true, group: 'inline' } : {}),
    ...(name === 'codeBlock' ? { code: true } : {}),
  };
}

/** A note as the server keeps it, with people around it who edit as the real editor does. No clock, no network. */
export class WritingDesk {
  readonly rows: JournalRow[] = [];
  readonly restores = new Map<number, number>();
  readonly #doc = createNoteDoc();
  readonly #people = new Map<string, Writer>();
  #lastClient = 1_000;

  person(name: string): Writer {
    const existing = this.#people.get(name);
    if (existing) return existing;
    const writer = new Writer(name, this);
    this.#people.set(name, writer);
    return writer;
  }

  /** A client id that depends on nothing but the order of asking; Yjs would roll dice. */
  newClient(): number {
    this.#lastClient += 1;
    return this.#lastClient;
  }

  /** Stores what is new in an update, as the server does, and nothing when nothing is. */
  store(authorId: string, update: Uint8Array): number {
    const keep = (payload: Uint8Array) => {
      const seq = this.rows.length + 1;
      this.rows.push({ seq, authorId, at: new Date(Date.UTC(2026, 0, 1) + seq * 1_000), payload });
    };
    this.#doc.on('update', keep);
    Y.applyUpdate(this.#doc, update);
    this.#doc.off('update', keep);
    return this.rows.length;
  }

  /** The document as of a seq, rebuilt from nothing but the rows. */
  version(seq: number): Y.Doc {
    const doc = createNoteDoc();
    for (const row of this.rows.slice(0, seq)) Y.applyUpdate(doc, row.payload);
    return doc;
  }

  timeline(): Timeline {
    const timeline = new Timeline();
    for (const row of this.rows) timeline.apply(row, this.restores.get(row.seq));
    return timeline;
  }
}

/** One person's browser: a document of their own, the editor binding and its undo. */
export class Writer {
  readonly name: string;
  readonly doc = new Y.Doc();
  readonly #desk: WritingDesk;
  readonly #undo: Y.UndoManager;
  #unsent: Uint8Array[] = [];
  #seen = 0;
  #online = true;

  constructor(name: string, desk: WritingDesk) {
    this.name = name;
    this.#desk = desk;
    this.doc.clientID = desk.newClient();
    this.#undo = new Y.UndoManager(bodyOf(this.doc), {
      trackedOrigins: new Set([ySyncPluginKey]),
      captureTimeout: 0,
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.#unsent.push(update);
    });
    this.receive();
  }

  /** Applies what others stored. */
  receive(): this {
    for (const row of this.#desk.rows.slice(this.#seen)) Y.applyUpdate(this.doc, row.payload, 'server');
    this.#seen = this.#desk.rows.length;
    return this;
  }

  send(): this {
    if (this.#online) for (const update of this.#unsent.splice(0)) this.#desk.store(this.name, update);
    return this;
  }

  goOffline(): this {
    this.#online = false;
    return this;
  }

  /** Comes back as y-websocket does: everything the server lacks, as one edit. */
  comeBack(): this {
    this.#online = true;
    this.#unsent = [];
    const server = this.#desk.version(this.#desk.rows.length);
    this.#desk.store(this.name, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(server)));
    return this.receive();
  }

  /** Runs an editor command with this selection, and writes what it did as the editor binding does. */
  run(command: Command, select: { from: number; to?: number }): this {
    if (!this.attempt(command, select)) throw new Error('the command does not apply here');
    return this;
  }

  /** As `run`; false when the command does not apply to that selection. */
  attempt(command: Command, select: { from: number; to?: number }): boolean {
    const { doc, meta } = initProseMirrorDoc(bodyOf(this.doc), schema);
    const base = EditorState.create({ doc, schema });
    const [from, to] = [select.from, select.to ?? select.from].map((at) => wholeCharacter(doc, at));
    const selection = TextSelection.between(from as ResolvedPos, to as ResolvedPos);
    const state = base.apply(base.tr.setSelection(selection));
    let next: EditorState | null = null;
    command(state, (transaction) => {
      next = state.apply(transaction);
    });
    const written = next as EditorState | null;
    if (!written) return false;
    this.doc.transact(() => updateYFragment(this.doc, bodyOf(this.doc), written.doc, meta), ySyncPluginKey);
    this.send();
    return true;
  }

  /** Positions in the document, first to last. */
  size(): number {
    return initProseMirrorDoc(bodyOf(this.doc), schema).doc.content.size;
  }

  /** Types behind the first occurrence of `after`, or at the start, a character an edit. */
  type(text: string, after = ''): this {
    let place = after === '' ? 1 : this.endOf(after);
    for (const character of text) {
      this.run(insertText(character), { from: place });
      place += character.length;
    }
    return this;
  }

  /** Position just behind the first occurrence of a piece of text. */
  endOf(text: string): number {
    return this.startOf(text) + text.length;
  }

  startOf(text: string): number {
    const { doc } = initProseMirrorDoc(bodyOf(this.doc), schema);
    let found = -1;
    doc.descendants((node, position) => {
      if (!node.isTextblock) return found === -1;
      const at = node.textBetween(0, node.content.size, undefined, '\ufffc').indexOf(text);
      if (at !== -1 && found === -1) found = position + 1 + at;
      return false;
    });
    if (found === -1) throw new Error(`nowhere does it say ${text}`);
    return found;
  }

  undo(): this {
    this.#undo.undo();
    return this.send();
  }

  redo(): this {
    this.#undo.redo();
    return this.send();
  }
}

/** Browsers never put a caret between the halves of a surrogate pair; Yjs replaces both when something does. */
function wholeCharacter(doc: Node, at: number): ResolvedPos {
  const place = doc.resolve(Math.min(at, doc.content.size));
  const before = place.nodeBefore?.text?.at(-1) ?? '';
  return /[\ud800-\udbff]$/.test(before) ? doc.resolve(place.pos + 1) : place;
}

export const insertText =
  (text: string): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.insertText(text));
    return true;
  };
