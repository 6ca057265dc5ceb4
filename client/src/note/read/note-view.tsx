import { personColour } from '@caseroom/shared/colour';
import { isAllowedHref } from '@caseroom/shared/editor/vocabulary';
import { type CSSProperties, createElement, Fragment, memo, type PointerEvent, type ReactNode } from 'react';
import { useNow } from '../../platform/time.ts';
import type { Pointed } from '../authorship/author-card.tsx';
import { lineAt } from '../authorship/beside-card.tsx';
import { chipOf } from '../due-words.ts';
import '../editor/prose.css';
import { attributesOf, PASSAGE_ATTRIBUTE, type Piece } from '../passages/passage.ts';
import '../passages/passage.css';
import '../fields/fields.css';
import type { Block, Inline, TextRun } from './note-tree.ts';

interface NoteViewProps {
  readonly blocks: readonly Block[];
  readonly label: string;
  /** Colour every run by its author; a comparison colours what changed in any case. */
  readonly coloured: boolean;
}

/** A note to read: the same look as the editor, without an editor. */
export const NoteView = memo(function NoteView({ blocks, label, coloured }: NoteViewProps) {
  return (
    <div className="note-prose" role="document" aria-label={label}>
      {drawBlocks(blocks, coloured)}
    </div>
  );
});

const drawBlocks = (blocks: readonly Block[], coloured: boolean): ReactNode[] =>
  // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity across versions; their place is all there is.
  blocks.map((block, i) => <BlockView key={i} block={block} coloured={coloured} />);

function BlockView({ block, coloured }: { readonly block: Block; readonly coloured: boolean }): ReactNode {
  const { name, attrs } = block;
  const change = block.change === 'kept' ? undefined : block.change;
  const inner = block.blocks.length > 0 ? drawBlocks(block.blocks, coloured) : drawLine(block.line, coloured);
  switch (name) {
    case 'heading':
      return createElement(`h${headingLevel(attrs.level)}`, { 'data-change': change }, inner);
    case 'codeBlock':
      return (
        <pre data-change={change}>
          <code>{inner}</code>
        </pre>
      );
    case 'blockquote':
      return <blockquote>{inner}</blockquote>;
    case 'bulletList':
      return <ul>{inner}</ul>;
    case 'orderedList':
      return <ol start={typeof attrs.start === 'number' ? attrs.start : undefined}>{inner}</ol>;
    case 'listItem':
      return <li>{inner}</li>;
    case 'taskList':
      return <ul data-type="taskList">{inner}</ul>;
    case 'taskItem':
      return (
        <TaskView done={attrs.checked === true} followUp={attrs.followUp}>
          {inner}
        </TaskView>
      );
    case 'field':
      return <FieldView attrs={attrs}>{says(block) ? inner : null}</FieldView>;
    case 'fieldValue':
    case 'fieldChoices':
      return (
        <FieldView attrs={attrs}>
          {block.line.length > 0 ? <p data-change={change}>{inner}</p> : null}
        </FieldView>
      );
    case 'horizontalRule':
      return <hr />;
    case 'table':
      return (
        <div className="tableWrapper">
          <table>
            <tbody>{inner}</tbody>
          </table>
        </div>
      );
    case 'tableRow':
      return <tr>{inner}</tr>;
    case 'tableHeader':
      return <th {...spans(attrs)}>{inner}</th>;
    case 'tableCell':
      return <td {...spans(attrs)}>{inner}</td>;
    default:
      return <p data-change={change}>{block.line.length > 0 || block.blocks.length > 0 ? inner : <br />}</p>;
  }
}

const says = (block: Block): boolean =>
  block.line.some((inline) => inline.is === 'node' || (inline.is === 'text' && inline.text.trim() !== '')) ||
  block.blocks.some(says);

/** A field as it reads: its label, and what it says if anything. */
function FieldView({ attrs, children }: { readonly attrs: Block['attrs']; readonly children: ReactNode }) {
  return (
    <div className="note-field is-read" data-type={String(attrs.type ?? '')}>
      <div className="note-field-label">{String(attrs.label ?? '')}</div>
      <div className="note-field-main">{children ?? <p className="note-field-empty">Not filled in</p>}</div>
    </div>
  );
}

const headingLevel = (level: unknown): number => (level === 1 || level === 2 ? level : 3);
const spans = ({ colspan, rowspan }: Block['attrs']) => ({
  colSpan: typeof colspan === 'number' ? colspan : 1,
  rowSpan: typeof rowspan === 'number' ? rowspan : 1,
});

interface TaskProps {
  readonly done: boolean;
  readonly followUp: unknown;
  readonly children: ReactNode;
}

function TaskView({ done, followUp, children }: TaskProps) {
  return (
    <li data-checked={done} data-follow-up={typeof followUp === 'string' ? followUp : undefined}>
      <label>
        <input type="checkbox" checked={done} disabled readOnly aria-label={done ? 'Done' : 'Not done'} />
      </label>
      <div>{children}</div>
    </li>
  );
}

const drawLine = (line: readonly Inline[], coloured: boolean): ReactNode[] =>
  line.map((inline, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: nor have runs.
    <Fragment key={i}>{drawInline(inline, coloured)}</Fragment>
  ));

function drawInline(inline: Inline, coloured: boolean): ReactNode {
  if (inline.is === 'node') return drawNode(inline);
  if (inline.is === 'text') return drawRun(inline, coloured);
  const { id, by, words } = inline;
  return (
    <ins
      className="passage-words"
      role="note"
      aria-label={`${by} suggests “${words}”`}
      {...{ [PASSAGE_ATTRIBUTE]: id }}
    >
      {words}
    </ins>
  );
}

function drawNode({ name, attrs }: Inline & { is: 'node' }): ReactNode {
  if (name === 'hardBreak') return <br />;
  if (name === 'due') return <DueView attrs={attrs} />;
  return name === 'mention' ? <span className="mention">@{String(attrs.label ?? '')}</span> : null;
}

function DueView({ attrs }: { readonly attrs: Block['attrs'] }) {
  const chip = chipOf(attrs, useNow());
  if (!chip) return <span className="due">due</span>;
  return (
    <time className="due" dateTime={chip.at.toISOString()} data-tone={chip.tone} data-promise={chip.promise}>
      {chip.words}
    </time>
  );
}

function drawRun(run: TextRun, coloured: boolean): ReactNode {
  const text = inPiece(withMarks(run), run.piece);
  if (run.change) return changedRun(run, text);
  return coloured && run.credit ? <AuthoredRun run={run}>{text}</AuthoredRun> : text;
}

function inPiece(text: ReactNode, piece: Piece | undefined): ReactNode {
  if (!piece) return text;
  const { class: className, ...data } = attributesOf(piece);
  return (
    <span className={className} {...data}>
      {text}
    </span>
  );
}

function changedRun(run: TextRun, text: ReactNode): ReactNode {
  // Deleted text shows whose hand deleted it; whose text it was is on its card.
  const person = run.change === 'deleted' ? (run.deletedBy ?? run.credit?.author) : run.credit?.author;
  const props = { style: person && colourStyle(person.colour), ...runData(run) };
  return run.change === 'inserted' ? (
    <ins {...props} className="run-inserted">
      {text}
    </ins>
  ) : (
    <del {...props} className="run-deleted">
      {text}
    </del>
  );
}

function AuthoredRun({ run, children }: { readonly run: TextRun; readonly children: ReactNode }) {
  const { credit } = run;
  return (
    <span
      className={credit?.movedBy ? 'by-author moved' : 'by-author'}
      style={credit ? colourStyle(credit.author.colour) : undefined}
      {...runData(run)}
    >
      {children}
    </span>
  );
}

/** Pointing finds the run of an element again through this, without a handler on each. */
const runs = new WeakMap<Element, TextRun>();
const runData = (run: TextRun) => ({
  ref: (element: HTMLElement | null) => {
    if (element) runs.set(element, run);
  },
});
function runUnder(target: EventTarget): { run: TextRun; element: Element } | null {
  const element =
    target instanceof Element ? target.closest('.by-author, .run-inserted, .run-deleted') : null;
  const run = element && runs.get(element);
  return element && run ? { run, element } : null;
}

/** The credited run under the pointer, and where it is. */
export function pointedRun(event: PointerEvent): Pointed | null {
  const found = runUnder(event.target);
  if (!found?.run.credit) return null;
  const { credit, deletedBy } = found.run;
  return { credit, deletedBy, rect: lineAt(found.element, event) };
}

function colourStyle(colour: number): CSSProperties {
  const { wash, washDark, ink, inkDark } = personColour(colour);
  return {
    '--wash': wash,
    '--wash-dark': washDark,
    '--author-ink': ink,
    '--author-ink-dark': inkDark,
  } as CSSProperties;
}

function withMarks({ text, marks }: TextRun): ReactNode {
  let node: ReactNode = text;
  if (marks.code) node = <code>{node}</code>;
  if (marks.bold) node = <strong>{node}</strong>;
  if (marks.italic) node = <em>{node}</em>;
  if (marks.strike) node = <s>{node}</s>;
  if (marks.underline) node = <u>{node}</u>;
  const href = marks.link?.href;
  if (!isAllowedHref(href)) return node;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {node}
    </a>
  );
}
