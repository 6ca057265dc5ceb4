import { type Customer, type Priority, priorityNames } from '@caseroom/shared/case';
import type { SbarSection } from '@caseroom/shared/escalation';
import type { DocJson } from '@caseroom/shared/note';

/** What the record knows about a case when it is escalated. Lines are as they stand in its notes. */
export interface CaseRecord {
  readonly subject: string;
  readonly priority: Priority;
  readonly customer: Customer;
  readonly situation: readonly string[];
  readonly tried: readonly string[];
  readonly told: readonly string[];
  readonly findings: readonly string[];
  readonly followUps: readonly {
    readonly text: string;
    readonly owner: string | null;
    readonly promise: boolean;
  }[];
  /** Deadlines that run, such as "Resolution due 22 Nov 17:00 UTC". */
  readonly deadlines: readonly string[];
}

/**
 * What an escalation note starts with. Recommendation stays empty: what should happen is for the sender to say,
 * and so is the assessment where no technical note has findings.
 */
export function prefill(record: CaseRecord): DocJson {
  const sections: [SbarSection, DocJson[]][] = [
    ['Situation', [line(summaryOf(record)), ...record.situation.map(line)]],
    ['Background', backgroundOf(record)],
    ['Assessment', record.findings.map(line)],
    ['Recommendation', []],
  ];
  const content = sections.flatMap(([title, blocks]) => [
    { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: title }] },
    ...(blocks.length > 0 ? blocks : [{ type: 'paragraph' }]),
  ]);
  return { type: 'doc', content };
}

/**
 * The same for a note from a template, by the keys that its fields have in every trade. What was tried and told the
 * template fills itself; here stands what it finds nothing for.
 */
export function prefillFields(record: CaseRecord): Map<string, string> {
  const { situation, tried, told, findings, followUps, deadlines } = record;
  const open = [
    ...(followUps.length > 0 ? [`Still open: ${followUps.map(followUpWords).join('; ')}`] : []),
    ...(deadlines.length > 0 ? [`Deadlines: ${deadlines.join('; ')}`] : []),
  ];
  const filled = {
    situation: [summaryOf(record), ...situation, ...open],
    attempts: tried,
    told,
    assessment: findings,
  };
  return new Map(
    Object.entries(filled).flatMap(([key, lines]) => (lines.length > 0 ? [[key, lines.join('\n')]] : [])),
  );
}

const summaryOf = ({ subject, priority, customer }: CaseRecord): string => {
  const who = [customer.name, customer.company, customer.account && `account ${customer.account}`];
  return `${subject}. ${who.filter(Boolean).join(', ')}. ${priority} ${priorityNames[priority].toLowerCase()}.`;
};

function backgroundOf({ tried, told, followUps, deadlines }: CaseRecord): DocJson[] {
  return [
    ...listed('What was tried:', tried),
    ...listed('What the customer was told:', told),
    ...listed('Still open:', followUps.map(followUpWords)),
    ...listed('Deadlines:', deadlines),
  ];
}

const followUpWords = ({ text, owner, promise }: CaseRecord['followUps'][number]): string =>
  [text, owner && `(${owner})`, promise && 'promised to the customer'].filter(Boolean).join(' ');

const listed = (title: string, items: readonly string[]): DocJson[] =>
  items.length === 0
    ? []
    : [
        line(title),
        { type: 'bulletList', content: items.map((item) => ({ type: 'listItem', content: [line(item)] })) },
      ];

const line = (text: string): DocJson => ({ type: 'paragraph', content: [{ type: 'text', text }] });
