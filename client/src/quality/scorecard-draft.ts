import type { ScorecardBody, ScorecardItem } from '@caseroom/shared/scorecard';

/** Changes to a scorecard that is being edited, each answering another one. Sections and items go by their index. */

const newItem = (id: string): ScorecardItem => ({
  id,
  text: '',
  help: '',
  weight: 10,
  scale: { kind: 'yes-no' },
  critical: false,
});

const inSection = (
  body: ScorecardBody,
  section: number,
  change: (items: readonly ScorecardItem[]) => ScorecardItem[],
): ScorecardBody => ({
  ...body,
  sections: body.sections
    .map((held, i) => (i === section ? { ...held, items: change(held.items) } : held))
    .filter(({ items }) => items.length > 0),
});

export const renameSection = (body: ScorecardBody, section: number, title: string): ScorecardBody => ({
  ...body,
  sections: body.sections.map((held, i) => (i === section ? { ...held, title } : held)),
});

export const addSection = (body: ScorecardBody, id: string): ScorecardBody => ({
  ...body,
  sections: [...body.sections, { title: '', items: [newItem(id)] }],
});

export const addItem = (body: ScorecardBody, section: number, id: string): ScorecardBody =>
  inSection(body, section, (items) => [...items, newItem(id)]);

export const changeItem = (
  body: ScorecardBody,
  section: number,
  index: number,
  patch: Partial<ScorecardItem>,
): ScorecardBody =>
  inSection(body, section, (items) => items.map((item, i) => (i === index ? { ...item, ...patch } : item)));

/** A section goes with its last item. */
export const removeItem = (body: ScorecardBody, section: number, index: number): ScorecardBody =>
  inSection(body, section, (items) => items.filter((_, i) => i !== index));

/** An item a place up or down; beyond its section's end it goes into the next one. */
export function moveItem(body: ScorecardBody, section: number, index: number, step: -1 | 1): ScorecardBody {
  const item = body.sections[section]?.items[index];
  const to = index + step;
  if (!item) return body;
  if (to >= 0 && to < (body.sections[section]?.items.length ?? 0))
    return inSection(body, section, (items) => {
      const others = items.filter((_, i) => i !== index);
      return [...others.slice(0, to), item, ...others.slice(to)];
    });
  const next = section + step;
  if (!body.sections[next]) return body;
  const added = inSection(body, next, (items) => (step === 1 ? [item, ...items] : [...items, item]));
  return inSection(added, section, (items) => items.filter((_, i) => i !== index));
}

/** What an item's weight comes to, in per cent of all. */
export function shareOf({ sections }: ScorecardBody, { weight }: ScorecardItem): number {
  const all = sections.flatMap(({ items }) => items).reduce((sum, item) => sum + item.weight, 0);
  return all === 0 ? 0 : Math.round((weight / all) * 100);
}
