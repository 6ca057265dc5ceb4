import { fieldNodes, isAnswered } from '@caseroom/shared/editor/fields';
import { plainLine } from '@caseroom/shared/editor/line';
import { linesUnder } from '@caseroom/shared/editor/sections';
import { blockLines } from '@caseroom/shared/editor/text';
import { MAX_PROMPT_DETAIL_CHARS } from '@caseroom/shared/guidance';
import { isSentiment, type Sentiment } from '@caseroom/shared/sentiment';
import * as Y from 'yjs';
import type { Said } from './rules.ts';

type Fields = ReadonlyMap<string, readonly Y.XmlElement[]>;

/** A thing that rules look for: the key of its field, and the heading it stands below in notes without fields. */
const watchedFields = [
  { key: 'told', heading: 'What the customer was told' },
  { key: 'cause', heading: 'Cause' },
] as const;
const PROMISED = 'Promised';

/** What a note says of the things that rules look for. */
export function saidIn(body: Y.XmlFragment): Said {
  const fields = fieldNodes(body);
  return {
    keys: watchedFields
      .filter(({ key, heading }) => isSaid(body, fields, key, heading))
      .map(({ key }) => key),
    sentiment: sentimentIn(fields),
    loosePromise: loosePromiseIn(body, fields),
  };
}

function isSaid(body: Y.XmlFragment, fields: Fields, key: string, heading: string): boolean {
  const nodes = fields.get(key);
  if (nodes) return nodes.some(isAnswered);
  // An escalation that is filled from the record lists it within its background.
  return (
    linesUnder(body, heading).length > 0 ||
    linesUnder(body, 'Background').some((line) => line.startsWith(`${heading}:`))
  );
}

function sentimentIn(fields: Fields): Sentiment | null {
  const value: unknown = fields.get('sentiment')?.at(-1)?.getAttribute('value');
  return isSentiment(value) ? value : null;
}

/** A promise has a time when its field says one, or when any task of the note does. */
function loosePromiseIn(body: Y.XmlFragment, fields: Fields): string | null {
  const promise = fields.get('promise');
  const lines = promise ? promise.filter(isAnswered).flatMap(linesOf) : linesUnder(body, PROMISED);
  if (lines.length === 0) return null;
  const isTimed = (fields.get('promised-for') ?? []).some(isAnswered) || holdsDue(body);
  return isTimed ? null : plainLine(lines.join(' '), MAX_PROMPT_DETAIL_CHARS);
}

/** What a field says, without its label. */
function linesOf(field: Y.XmlElement): string[] {
  const label = `${String(field.getAttribute('label') ?? '')}: `;
  return blockLines(field).map((line) => (line.startsWith(label) ? line.slice(label.length) : line));
}

const holdsDue = (parent: Y.XmlFragment): boolean =>
  parent
    .toArray()
    .some((child) => child instanceof Y.XmlElement && (child.nodeName === 'due' || holdsDue(child)));
