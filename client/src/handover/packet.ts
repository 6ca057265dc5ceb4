import {
  HANDOVER_NEAR_MS,
  type Handover,
  type HandoverItem,
  type HandoverLine,
  handoverSections,
  waitingItemStates,
} from '@caseroom/shared/handover';
import { counted } from '../platform/words.ts';

/** What somebody is to one case of a packet. */
export type Part = 'giver' | 'receiver' | 'watcher';

export function partIn(handover: Handover, item: HandoverItem, personId: string): Part {
  if (handover.giver.id === personId) return 'giver';
  return item.receiver?.id === personId ? 'receiver' : 'watcher';
}

export const linesOf = ({ parts }: Pick<HandoverItem, 'parts'>): HandoverLine[] =>
  parts.flatMap(({ lines }) => lines);

/**
 * A line such as "What was tried:" only names what comes below it: it is read back with the next line and has no
 * tick of its own, unless it was reworded after that.
 */
export function isCaption(lines: readonly HandoverLine[], at: number): boolean {
  const line = lines[at];
  const below = lines[at + 1];
  if (!line?.text.endsWith(':') || !below) return false;
  return line.readBack !== null || below.readBack === null;
}

/** A line and the caption right above it, which are read back together. */
export function keysReadWith(lines: readonly HandoverLine[], at: number): string[] {
  const above = lines[at - 1];
  const line = lines[at];
  return [...(above && isCaption(lines, at - 1) ? [above.key] : []), ...(line ? [line.key] : [])];
}

export interface Progress {
  readonly read: number;
  readonly of: number;
}

/** Of the lines that have a tick. */
export function progressOf({ parts }: Pick<HandoverItem, 'parts'>): Progress {
  const ticks = parts.flatMap(({ lines }) => lines.filter((_, at) => !isCaption(lines, at)));
  return { read: ticks.filter(({ readBack }) => readBack !== null).length, of: ticks.length };
}

/** Every line, as the server asks for it. */
export const isReadBack = (item: Pick<HandoverItem, 'parts'>): boolean =>
  linesOf(item).every(({ readBack }) => readBack !== null);

export const openQuestions = ({ questions }: Pick<HandoverItem, 'questions'>) =>
  questions.filter(({ answer }) => answer === null);

export const isWaiting = ({ state }: Pick<HandoverItem, 'state'>): boolean =>
  waitingItemStates.includes(state);

/** Cases that can still be sent, first or again. */
const isToBeSent = ({ state }: Pick<HandoverItem, 'state'>): boolean =>
  state === 'unsent' || state === 'declined';

/** What keeps a case from being sent, in words: "no receiver", "nothing under Summary". */
export function lacks(item: HandoverItem): string[] {
  if (item.obstacle) return [item.obstacle];
  return [
    ...(item.receiver === null ? ['no receiver'] : []),
    ...(item.missing.length > 0 ? [`nothing under ${listed(item.missing)}`] : []),
  ];
}

export interface Gap {
  /** "No receiver", "What to know", or why the case cannot be handed over at all. */
  readonly what: string;
  readonly items: readonly HandoverItem[];
}

/** The same by what is missing: receivers first, then the parts of the note in their order. */
export function gapsOf(items: readonly HandoverItem[]): Gap[] {
  const free = items.filter(({ obstacle }) => obstacle === null);
  const blocked = items.filter(({ obstacle }) => obstacle !== null);
  return [
    { what: 'No receiver', items: free.filter(({ receiver }) => receiver === null) },
    ...handoverSections.map((section) => ({
      what: section,
      items: free.filter(({ missing }) => missing.includes(section)),
    })),
    { what: 'Nothing to hand over', items: blocked },
  ].filter((gap) => gap.items.length > 0);
}

export interface Readiness {
  readonly ready: readonly HandoverItem[];
  readonly waiting: readonly HandoverItem[];
}

/** Which of the cases still to be sent can be sent now. */
export function readinessOf(items: readonly HandoverItem[]): Readiness {
  const open = items.filter(isToBeSent);
  return {
    ready: open.filter((item) => lacks(item).length === 0),
    waiting: open.filter((item) => lacks(item).length > 0),
  };
}

/** Whether the giver has something to do about a case. */
export const needsGiver = (item: HandoverItem): boolean =>
  item.state === 'declined' ||
  (item.state === 'unsent' && lacks(item).length > 0) ||
  (item.state === 'offered' && (openQuestions(item).length > 0 || item.obstacle !== null));

/** What the next shift walks into, as phrases: "2 cases within 2 h of a deadline". */
export function factsOf(items: readonly HandoverItem[], now: Date): string[] {
  const live = items.filter(({ state }) => state !== 'withdrawn');
  const isNear = (at: string | null | undefined) =>
    typeof at === 'string' && Date.parse(at) - now.getTime() <= HANDOVER_NEAR_MS;
  const near = live.filter(({ record }) => isNear(record.timer?.dueAt)).length;
  const escalations = live.filter(({ record }) => record.escalation !== null).length;
  const updates = live.filter(({ record }) => isNear(record.nextUpdateAt)).length;
  const promises = live.flatMap(({ record }) => record.followUps).filter(({ promise }) => promise).length;
  return [
    near > 0 && `${counted(near, 'case')} within 2 h of a deadline`,
    escalations > 0 && `${counted(escalations, 'escalation')} waiting`,
    updates > 0 && `${counted(updates, 'customer update')} due`,
    promises > 0 && `${counted(promises, 'promise')} open`,
  ].filter((fact) => fact !== false);
}

export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export const firstName = ({ name }: { readonly name: string }): string => name.split(' ')[0] ?? name;

/** How a packet is listed for somebody: their own part, and the rest. */
export interface PacketGroup {
  readonly title: string;
  readonly items: readonly HandoverItem[];
}

/** Most urgent first within a group, as the packet has them; what leads must rescue goes before everything. */
export function groupsOf(held: Handover, personId: string): PacketGroup[] {
  if (held.giver.id === personId) return [{ title: counted(held.items.length, 'case'), items: held.items }];
  const mine = held.items.filter(({ receiver }) => receiver?.id === personId);
  const others = held.items.filter((item) => !mine.includes(item));
  const toRescue = others.filter(isToRescue);
  return [
    { title: `Your part, ${counted(mine.length, 'case')}`, items: mine },
    { title: 'Nobody has accepted', items: toRescue },
    {
      title: mine.length + toRescue.length > 0 ? 'Others' : counted(held.items.length, 'case'),
      items: others.filter((item) => !toRescue.includes(item)),
    },
  ].filter(({ items }) => items.length > 0);
}

const isToRescue = (item: HandoverItem): boolean =>
  item.rights.assign && item.leadsToldAt !== null && isWaiting(item);

/** The case to begin with: the first that waits for this person, else the first of the list. */
export function firstToSee(held: Handover, personId: string): HandoverItem | undefined {
  const items = groupsOf(held, personId).flatMap((group) => group.items);
  const waits = (item: HandoverItem) =>
    partIn(held, item, personId) === 'giver'
      ? needsGiver(item)
      : (item.rights.take && item.state === 'offered') || isToRescue(item);
  return items.find(waits) ?? items[0];
}

/** Offered cases of this person whose every line they have read back. */
export const acceptable = (held: Handover, personId: string): HandoverItem[] =>
  held.items.filter(
    (item) =>
      item.receiver?.id === personId &&
      item.state === 'offered' &&
      item.rights.take &&
      item.obstacle === null &&
      isReadBack(item),
  );

/** The case after this one, around the end, that waits for the person who looks. */
export function nextOffered({ items }: Pick<Handover, 'items'>, caseId: string): HandoverItem | undefined {
  const at = items.findIndex((item) => item.case.id === caseId);
  const rest = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))];
  return rest.find((item) => item.state === 'offered' && item.rights.take);
}
