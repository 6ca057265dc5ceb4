import { nodeRule } from '@caseroom/shared/editor/vocabulary';
import type { ComparedBlock, DocJson, Run } from '@caseroom/shared/note';
import type { Credit } from '../authorship/credits.ts';
import type { Block, Inline, Marks, TextRun } from './note-tree.ts';

/**
 * Stored versions as trees to read. The document gives the shape; who wrote what comes line by line, and both
 * number the lines (textblocks, in reading order) alike.
 */

/** Text with what is known of it: a run of the authorship, or of a comparison. */
type Known = Pick<Run, 'text' | 'author' | 'at' | 'seq' | 'movedBy'> & Pick<TextRun, 'change' | 'deletedBy'>;

/** A version in its authors' colours. */
export function versionTree(doc: DocJson, runs: readonly Run[]): Block[] {
  const lines = new Map<number, Known[]>();
  for (const run of runs) {
    const line = lines.get(run.block) ?? [];
    line.push(run);
    lines.set(run.block, line);
  }
  let next = 0;
  const draw = (node: DocJson): Block => {
    if (isLine(node)) return lineBlock(node, lines.get(next++) ?? []);
    return containerBlock(node, (node.content ?? []).map(draw));
  };
  return (doc.content ?? []).map(draw);
}

/**
 * What changed between two versions, in the shape of the newer one. Lines that are gone stand where they stood,
 * wrapped in whatever of their surroundings is gone too.
 */
export function comparedTree(newer: DocJson, compared: readonly ComparedBlock[]): Block[] {
  let next = 0;
  /** Takes the lines that are gone and stood within `path`. */
  const goneWithin = (path: readonly string[]): Block[] => {
    const gone: Block[] = [];
    for (
      let block = compared[next];
      block?.change === 'deleted' && isWithin(block.within, path);
      block = compared[next]
    ) {
      gone.push(goneBlock(block, block.within.slice(path.length)));
      next += 1;
    }
    return gone;
  };
  const draw = (node: DocJson, path: readonly string[]): Block[] => {
    const gone = goneWithin(path);
    if (isLine(node)) {
      const block = compared[next];
      next += 1;
      return [
        ...gone,
        { ...lineBlock(node, block?.runs.map(knownOf) ?? []), change: block?.change ?? 'kept' },
      ];
    }
    const inner = [...path, node.type];
    return [
      ...gone,
      containerBlock(node, [
        ...(node.content ?? []).flatMap((child) => draw(child, inner)),
        ...goneWithin(inner),
      ]),
    ];
  };
  return [...(newer.content ?? []).flatMap((node) => draw(node, [])), ...goneWithin([])];
}

const isAnswer = (node: DocJson): boolean => nodeRule(node.type)?.answer === true;
const isLine = (node: DocJson): boolean => isAnswer(node) || nodeRule(node.type)?.textblock === true;
/** Of two lines within items one cannot tell whether it was the same item; nearly always it was not. */
const items: ReadonlySet<string | undefined> = new Set(['listItem', 'taskItem', 'tableCell', 'tableHeader']);

function isWithin(within: readonly string[], path: readonly string[]): boolean {
  if (items.has(path.at(-1)) && within.length === path.length) return false;
  return path.every((name, i) => within[i] === name);
}

const containerBlock = (node: DocJson, blocks: readonly Block[]): Block => ({
  name: node.type,
  attrs: node.attrs ?? {},
  blocks,
  line: [],
});

function goneBlock(block: ComparedBlock, wrappers: readonly string[]): Block {
  const line = block.runs.map(
    (run): Inline => ({ is: 'text', ...runOf(knownOf(run), run.text, marksNamed(run.marks)) }),
  );
  const gone: Block = { name: block.type, attrs: block.attrs, blocks: [], line, change: 'deleted' };
  return wrappers.reduceRight<Block>(
    (inner, name) => ({ name, attrs: { checked: block.checked ?? false }, blocks: [inner], line: [] }),
    gone,
  );
}

const knownOf = ({ change, ...run }: ComparedBlock['runs'][number]): Known => ({
  ...run,
  ...(change !== 'kept' && { change }),
});

const marksNamed = (names: readonly string[]): Marks => Object.fromEntries(names.map((name) => [name, {}]));

function runOf({ author, at, seq, movedBy, change, deletedBy }: Known, text: string, marks: Marks): TextRun {
  const credit: Credit = { author, at, seq, ...(movedBy && { movedBy }) };
  return { text, marks, credit, ...(change && { change }), ...(deletedBy && { deletedBy }) };
}

/** Lays the known runs of a line over its content: deleted text stands between, everything else in order. */
function lineBlock(node: DocJson, known: readonly Known[]): Block {
  if (isAnswer(node)) {
    const line = known.map((run): Inline => ({ is: 'text', ...runOf(run, run.text, {}) }));
    return { name: node.type, attrs: node.attrs ?? {}, blocks: [], line };
  }
  const feed = new LineFeed(known);
  const line = (node.content ?? []).flatMap((child) => feed.over(child));
  return { name: node.type, attrs: node.attrs ?? {}, blocks: [], line: [...line, ...feed.gone()] };
}

class LineFeed {
  readonly #known: readonly Known[];
  #at = 0;
  /** UTF-16 units of the current run already laid. */
  #used = 0;

  constructor(known: readonly Known[]) {
    this.#known = known;
  }

  over(child: DocJson): Inline[] {
    const gone = this.gone();
    if (child.type === 'text') return [...gone, ...this.#overText(child.text ?? '', marksOf(child))];
    // A hard break or a mention is a run of its own.
    this.#at += 1;
    this.#used = 0;
    return [...gone, { is: 'node', name: child.type, attrs: child.attrs ?? {} }];
  }

  /** Deleted text that stands here. */
  gone(): Inline[] {
    const gone: Inline[] = [];
    for (
      let run = this.#known[this.#at];
      run?.change === 'deleted' && this.#used === 0;
      run = this.#known[this.#at]
    ) {
      gone.push({ is: 'text', ...runOf(run, run.text, {}) });
      this.#at += 1;
    }
    return gone;
  }

  #overText(text: string, marks: Marks): Inline[] {
    const laid: Inline[] = [];
    for (let done = 0; done < text.length; ) {
      laid.push(...this.gone());
      const run = this.#known[this.#at];
      if (!run) return [...laid, { is: 'text', text: text.slice(done), marks, credit: null }];
      const length = Math.min(run.text.length - this.#used, text.length - done);
      laid.push({ is: 'text', ...runOf(run, text.slice(done, done + length), marks) });
      done += length;
      this.#advance(run, length);
    }
    return laid;
  }

  #advance(run: Known, length: number): void {
    this.#used += length;
    if (this.#used < run.text.length) return;
    this.#at += 1;
    this.#used = 0;
  }
}

const marksOf = (node: DocJson): Marks =>
  Object.fromEntries((node.marks ?? []).map(({ type, attrs }) => [type, attrs ?? {}]));
