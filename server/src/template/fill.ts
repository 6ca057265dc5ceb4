import { valueText } from '@caseroom/shared/editor/answers';
import type { FillFact, TemplateContent, TemplateField } from '@caseroom/shared/template';
import { fieldsOf } from '@caseroom/shared/template';

/** What the record knows: words as lines, times as ISO strings, people as the value of a person field. */
export type RecordFacts = Partial<Record<FillFact, string>>;

/** What the fields of a new note are filled with, by key; nothing for what the record does not know. */
export function fill(content: TemplateContent, facts: RecordFacts): Map<string, string> {
  const filled = new Map<string, string>();
  for (const field of fieldsOf(content)) {
    const fact = field.fill === undefined ? undefined : facts[field.fill];
    if (fact) filled.set(field.key, asWords(field, fact));
  }
  return filled;
}

/** Where a time or a person fills a field of text, it is said in words. */
function asWords({ type, fill: fact }: TemplateField, value: string): string {
  if (type !== 'text' && type !== 'rich') return value;
  if (fact === 'owner' || fact === 'author') return valueText('person', value) || value;
  return times.has(fact) ? valueText('date-time', value).replace(/Z$/, ' UTC') : value;
}

const times: ReadonlySet<FillFact | undefined> = new Set<FillFact>([
  'openedAt',
  'now',
  'contact.startedAt',
  'contact.endedAt',
  'lastUpdateToldAt',
  'nextUpdateDue',
  'resolutionDue',
]);
