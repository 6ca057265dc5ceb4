import { createHash } from 'node:crypto';
import { blockText, plainLine } from '@caseroom/shared/editor/line';
import { nodeRule } from '@caseroom/shared/editor/vocabulary';
import { MAX_FOLLOW_UP_CHARS } from '@caseroom/shared/follow-up';
import { Id } from '@caseroom/shared/primitives';
import * as Y from 'yjs';
import type { AuthorOf } from '../note/replica.ts';

/** A task with a due time, read from a note. */
export interface Task {
  /** The item's own id; null when its client gave it none. */
  readonly followUp: string | null;
  /** An id that follows from the item's place in the document, for those without one of their own. */
  readonly placeId: string;
  readonly client: number;
  readonly clock: number;
  readonly text: string;
  readonly ownerId: string | null;
  readonly dueAt: string;
  readonly promise: boolean;
  readonly done: boolean;
  readonly dueBy: string | null;
  readonly ownerBy: string | null;
  readonly doneBy: string | null;
}

/** The tasks of a note that have a due time, in reading order. */
export function tasksIn(body: Y.XmlFragment, authorOf: AuthorOf): Task[] {
  return [...itemsIn(body)].flatMap((item) => taskOf(item, authorOf) ?? []);
}

/** The task item with this id, as `tasksIn` reads ids. */
export function findTask(body: Y.XmlFragment, id: string): Y.XmlElement | null {
  for (const item of itemsIn(body))
    if (ownIdOf(item) === id || (item._item && placeIdOf(item._item) === id)) return item;
  return null;
}

function* itemsIn(parent: Y.XmlFragment): Generator<Y.XmlElement> {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (child.nodeName === 'taskItem') yield child;
    yield* itemsIn(child);
  }
}

function taskOf(item: Y.XmlElement, authorOf: AuthorOf): Task | null {
  // Drafted, and under review: it may still be thrown away.
  if ((item.getAttribute('draft') as unknown) === true) return null;
  const lines = linesOf(item);
  const inline = lines.flatMap((line) => line.toArray().filter((node) => node instanceof Y.XmlElement));
  const due = inline.find((node) => node.nodeName === 'due' && timeOf(node) !== null);
  if (!due?._item || !item._item) return null;
  const owner = inline.find((node) => node.nodeName === 'mention' && ownerIdOf(node) !== null);
  const text = lines
    .map((line) => blockText(line, (node) => node.nodeName === 'due' || node === owner))
    .join(' ');
  const by = (client: number | undefined) => (client === undefined ? null : (authorOf(client) ?? null));
  return {
    followUp: ownIdOf(item),
    placeId: placeIdOf(item._item),
    client: due._item.id.client,
    clock: due._item.id.clock,
    text: plainLine(text, MAX_FOLLOW_UP_CHARS),
    ownerId: owner ? ownerIdOf(owner) : null,
    dueAt: timeOf(due) as string,
    promise: (due.getAttribute('promise') as unknown) === true,
    done: (item.getAttribute('checked') as unknown) === true,
    dueBy: by(writerOf(due, 'at')),
    ownerBy: by(owner?._item?.id.client),
    doneBy: by(writerOf(item, 'checked')),
  };
}

/** The item's own textblocks; those of a list within it are other tasks'. */
function linesOf(parent: Y.XmlElement): Y.XmlElement[] {
  return parent.toArray().flatMap((child) => {
    if (!(child instanceof Y.XmlElement) || child.nodeName === 'taskList') return [];
    return nodeRule(child.nodeName)?.textblock ? [child] : linesOf(child);
  });
}

function ownIdOf(item: Y.XmlElement): string | null {
  const id = Id.safeParse(item.getAttribute('followUp'));
  return id.success ? id.data.toLowerCase() : null;
}

/** A uuid (version 8, RFC 9562) of the item's place: the same in every process. */
function placeIdOf({ id: { client, clock } }: Y.Item): string {
  const hash = createHash('sha256').update(`follow-up ${client} ${clock}`).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

/** Only a person owns: naming a role or a team leaves it to be taken. */
function ownerIdOf(mention: Y.XmlElement): string | null {
  const id = Id.safeParse(mention.getAttribute('id'));
  return id.success ? id.data.toLowerCase() : null;
}

function timeOf(due: Y.XmlElement): string | null {
  const at: unknown = due.getAttribute('at');
  const time = typeof at === 'string' ? new Date(at) : null;
  return time && !Number.isNaN(time.getTime()) && isSensible(time) ? time.toISOString() : null;
}

/** What Postgres and calendars can hold. */
const isSensible = (time: Date): boolean => time.getUTCFullYear() >= 1970 && time.getUTCFullYear() < 3000;

/** Whose client set an attribute as it is now. */
const writerOf = (element: Y.XmlElement, name: string): number | undefined =>
  (element._map.get(name) ?? element._item)?.id.client;
