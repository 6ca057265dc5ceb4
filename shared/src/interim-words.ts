import { valueText } from './editor/answers.ts';
import type { InterimBlock } from './interim.ts';
import type { DocJson } from './note.ts';

/** How a note becomes the words a customer reads. Pure: times are said for the customer's clock and in their language. */

/** Whose clock and language times are said in. */
export interface Reader {
  /** BCP 47. */
  readonly language: string;
  /** IANA. */
  readonly timeZone: string;
}

/** "Sunday, 22 November at 17:00 WET", to the minute. */
export function timeWords(at: Date, { language, timeZone }: Reader): string {
  // English of no country is written as most of the world reads it: days first, 24 hours.
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(at);
}

/**
 * The blocks of a message: headings, paragraphs and items in reading order. What says nothing is left out, a heading
 * without anything below it too; of a template's fields only the answers are the customer's.
 */
export function interimBlocks(doc: DocJson, reader: Reader): InterimBlock[] {
  const blocks = (doc.content ?? []).flatMap((node) => blocksOf(node, reader));
  return blocks.filter(({ is }, i) => is !== 'heading' || (blocks[i + 1] && blocks[i + 1]?.is !== 'heading'));
}

function blocksOf(node: DocJson, reader: Reader): InterimBlock[] {
  const inside = () => (node.content ?? []).flatMap((child) => blocksOf(child, reader));
  switch (node.type) {
    case 'heading':
      return said('heading', inlineWords(node, reader));
    case 'paragraph':
    case 'codeBlock':
      return said('paragraph', inlineWords(node, reader));
    case 'bulletList':
    case 'taskList':
      return (node.content ?? []).flatMap((item) => itemsOf(item, '•', reader));
    case 'orderedList':
      return (node.content ?? []).flatMap((item, i) => itemsOf(item, `${startOf(node) + i}.`, reader));
    case 'tableRow':
      return said(
        'paragraph',
        inside()
          .map(({ text }) => text)
          .join(' · '),
      );
    case 'fieldValue':
      return said('paragraph', answerWords(node, reader));
    case 'fieldChoices':
      return said('paragraph', chosenWords(node));
    default:
      return inside();
  }
}

const said = (is: InterimBlock['is'], text: string): InterimBlock[] =>
  text.trim() === '' ? [] : [{ is, text: text.trim() }];

const startOf = ({ attrs }: DocJson): number => (typeof attrs?.start === 'number' ? attrs.start : 1);

/** The first line of an item bears its mark. */
function itemsOf(item: DocJson, lead: string, reader: Reader): InterimBlock[] {
  const [first, ...rest] = (item.content ?? []).flatMap((child) => blocksOf(child, reader));
  return first ? [{ is: 'item', text: first.text, lead }, ...rest] : [];
}

/** A mention stays visible as one, so that the check finds it. */
function inlineWords(node: DocJson, reader: Reader): string {
  return (node.content ?? [])
    .map(({ type, text, attrs, marks }) => {
      if (type === 'hardBreak') return '\n';
      if (type === 'mention') return `@${String(attrs?.label ?? '')}`;
      if (type === 'due') return dueWords(attrs?.at, reader);
      const href = marks?.find((mark) => mark.type === 'link')?.attrs?.href;
      return typeof href === 'string' && href !== text ? `${text ?? ''} (${href})` : (text ?? '');
    })
    .join('');
}

/** Attributes are whatever somebody's editor wrote: what is no time says nothing. */
const dueWords = (at: unknown, reader: Reader): string =>
  typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? timeWords(new Date(at), reader) : '';

function answerWords({ attrs }: DocJson, reader: Reader): string {
  if (attrs?.type === 'date-time' && typeof attrs.value === 'string' && valueText('date-time', attrs.value))
    return timeWords(new Date(attrs.value), reader);
  const value = valueText(attrs?.type, attrs?.value);
  return value === '' ? '' : `${String(attrs?.label ?? '')}: ${value}`;
}

function chosenWords({ attrs, content }: DocJson): string {
  const chosen = (content ?? []).filter((option) => option.attrs?.chosen === true);
  return chosen.length === 0
    ? ''
    : `${String(attrs?.label ?? '')}: ${chosen.map((option) => String(option.attrs?.label ?? '')).join(', ')}`;
}

/** The time that a template's field promises to be heard from again; null when it says none. */
export function promisedIn(doc: DocJson): string | null {
  const field = doc.content?.find(({ type, attrs }) => type === 'fieldValue' && attrs?.key === 'hear-again');
  const value = field?.attrs?.value;
  return typeof value === 'string' && valueText('date-time', value) !== ''
    ? new Date(value).toISOString()
    : null;
}

/** Plain text: an empty line between blocks, none between the items of a list or below a heading. */
export function plainWords(blocks: readonly InterimBlock[]): string {
  let text = '';
  blocks.forEach(({ is, text: words, lead }, i) => {
    const before = blocks[i - 1];
    if (before) text += before.is === 'heading' || (is === 'item' && before.is === 'item') ? '\n' : '\n\n';
    text += lead ? `${lead} ${words}` : words;
  });
  return text;
}

// Variables

/** Words as they were written, for a line about them: what each case fills in stands as "…". */
export const titleWords = (words: string): string => words.replaceAll(/\{\{[^{}]*\}\}/g, '…');

/** What {{…}} may stand for, and what it is called beside a template. */
export const interimVariables = {
  'customer.name': 'Customer’s name',
  'customer.first_name': 'Customer’s first name',
  'customer.company': 'Customer’s company',
  'customer.account': 'Customer’s account',
  'case.number': 'Case number',
  'case.subject': 'Case subject',
  program: 'Program',
  client: 'Client company',
  'agent.name': 'Your name',
  'agent.first_name': 'Your first name',
  next_update: 'Time of the next update',
  eta: 'Expected to be solved by',
  'portal.link': 'Link to the customer’s page',
} as const;
export type InterimVariable = keyof typeof interimVariables;
export type VariableValues = Readonly<Partial<Record<InterimVariable, string | null>>>;

const VARIABLE = /\{\{([^{}]*)\}\}/g;

/** The text with the values it asks for. What has no value, or is unknown, stays as it was written and is `missing`. */
export function fillVariables(
  text: string,
  values: VariableValues,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const filled = text.replaceAll(VARIABLE, (written, inside: string) => {
    const name = inside.trim();
    const value = Object.hasOwn(interimVariables, name) ? values[name as InterimVariable] : undefined;
    if (value) return value;
    missing.add(name);
    return written;
  });
  return { text: filled, missing: [...missing] };
}

/** The document a message from a template starts with: "# " is a heading, "- " an item, other lines paragraphs. */
export function docFromLines(body: string): DocJson {
  const content: DocJson[] = [];
  for (const line of body.split('\n').map((raw) => raw.trim())) {
    if (line === '') continue;
    const text = (words: string): DocJson[] => (words === '' ? [] : [{ type: 'text', text: words }]);
    if (line.startsWith('# '))
      content.push({ type: 'heading', attrs: { level: 3 }, content: text(line.slice(2)) });
    else if (line.startsWith('- ')) {
      const item = { type: 'listItem', content: [{ type: 'paragraph', content: text(line.slice(2)) }] };
      const last = content.at(-1);
      if (last?.type === 'bulletList') last.content?.push(item);
      else content.push({ type: 'bulletList', content: [item] });
    } else content.push({ type: 'paragraph', content: text(line) });
  }
  return { type: 'doc', content };
}

// SMS

/** The basic characters of GSM 03.38 §6.2.1, and those that take two places. */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_TWO = '^{}\\[~]|€';
const GSM_ALONE = 160;
const GSM_PART = 153;
const WIDE_ALONE = 70;
const WIDE_PART = 67;

/** How many messages an SMS is paid as: longer ones are cut into parts, and one character outside GSM 03.38 widens all. */
export function smsSegments(text: string): number {
  const characters = [...text];
  if (characters.every((one) => GSM.includes(one) || GSM_TWO.includes(one))) {
    const places = characters.reduce((sum, one) => sum + (GSM_TWO.includes(one) ? 2 : 1), 0);
    return places <= GSM_ALONE ? 1 : Math.ceil(places / GSM_PART);
  }
  return text.length <= WIDE_ALONE ? 1 : Math.ceil(text.length / WIDE_PART);
}
