import type { DocJson } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { NextStep, ReviewLine, StepOwner, SummarySection } from '@caseroom/shared/summary';

/** Sections in the order in which they stand where a template does not say otherwise, and what they are called. */
const titles: Readonly<Record<SummarySection, string>> = {
  summary: 'Summary',
  reason: 'Reason',
  actions: 'What was done',
  outcome: 'Outcome',
  told: 'What the customer was told',
  'next-steps': 'Next steps',
  sentiment: 'How the customer feels',
  questions: 'Open questions',
};

/** Keys of template fields that take a section's lines: the same wherever they mean the same. */
const fieldKeys: Readonly<Record<string, SummarySection>> = {
  summary: 'summary',
  reason: 'reason',
  attempts: 'actions',
  outcome: 'outcome',
  told: 'told',
  'next-steps': 'next-steps',
  'open-questions': 'questions',
};
/** Read without the rest, so it stands first; the details stand last. */
const beforeTemplate: readonly SummarySection[] = ['summary'];
const afterTemplate: readonly SummarySection[] = [
  'reason',
  'outcome',
  'next-steps',
  'actions',
  'sentiment',
  'questions',
];

export type StepOwners = Readonly<Record<StepOwner, PersonRef>>;

/**
 * A new note with a draft in it. Lines go into the template's fields that mean the same; what has no field stands
 * under a heading of its own. What the template filled from the record stays.
 */
export function draftedNote(
  template: DocJson | null,
  lines: readonly ReviewLine[],
  owners: StepOwners,
): DocJson {
  const bySection = new Map<SummarySection, ReviewLine[]>();
  for (const line of lines) bySection.set(line.section, [...(bySection.get(line.section) ?? []), line]);
  const placed = new Set<SummarySection>();
  const blocks = (template?.content ?? []).map((block) => {
    const section = sectionFor(block);
    const own = section && bySection.get(section);
    if (!section || !own) return block;
    placed.add(section);
    const { filled: _, ...attrs } = block.attrs ?? {};
    return { ...block, attrs, content: written(section, own, owners) };
  });
  const rest = (sections: readonly SummarySection[]) =>
    sections
      .filter((section) => bySection.has(section) && !placed.has(section))
      .flatMap((section) => [
        heading(titles[section]),
        ...written(section, bySection.get(section) ?? [], owners),
      ]);
  const content = [...rest(beforeTemplate), ...withoutTail(blocks), ...rest(afterTemplate)];
  return { type: 'doc', content: [...content, { type: 'paragraph' }] };
}

const sectionFor = ({ type, attrs }: DocJson): SummarySection | undefined =>
  type === 'field' ? fieldKeys[String(attrs?.key ?? '')] : undefined;

/** A template ends with an empty line to write in; it belongs at the end of everything. */
const withoutTail = (blocks: readonly DocJson[]): readonly DocJson[] =>
  blocks.at(-1)?.type === 'paragraph' && !blocks.at(-1)?.content ? blocks.slice(0, -1) : blocks;

const heading = (text: string): DocJson => ({
  type: 'heading',
  attrs: { level: 3 },
  content: [{ type: 'text', text }],
});

function written(section: SummarySection, lines: readonly ReviewLine[], owners: StepOwners): DocJson[] {
  if (section === 'actions')
    return [{ type: 'orderedList', content: lines.map((line) => item('listItem', {}, [paragraph(line)])) }];
  if (section !== 'next-steps') return lines.map((line) => paragraph(line));
  const tasks = lines.filter(({ step }) => step);
  const words = lines.filter(({ step }) => !step).map((line) => paragraph(line));
  if (tasks.length === 0) return words;
  const items = tasks.map((line) =>
    item('taskItem', { checked: false, draft: true, followUp: crypto.randomUUID() }, [task(line, owners)]),
  );
  return [...words, { type: 'taskList', content: items }];
}

const item = (type: string, attrs: Record<string, unknown>, content: DocJson[]): DocJson => ({
  type,
  attrs,
  content,
});

const paragraph = ({ id, text }: ReviewLine, more: DocJson[] = []): DocJson => ({
  type: 'paragraph',
  attrs: { source: id },
  content: [{ type: 'text', text }, ...more],
});

/** "Call the customer back. @Maya ⏲ tomorrow": the words, whose it is, and by when. */
function task(line: ReviewLine, owners: StepOwners): DocJson {
  const { owner, dueAt, dueWords, promise } = line.step as NextStep;
  // Where nobody named a time, none was promised.
  const isPromised = promise && dueWords !== null && owner !== 'customer';
  const { id, name } = owners[owner];
  return paragraph(line, [
    { type: 'text', text: ' ' },
    { type: 'mention', attrs: { id, label: name } },
    { type: 'text', text: ' ' },
    { type: 'due', attrs: { at: dueAt, promise: isPromised } },
  ]);
}
