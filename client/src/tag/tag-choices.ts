import { type TagGroup, tagGroups, type VocabularyTag } from '@caseroom/shared/tag';

export interface GroupedTags {
  readonly group: TagGroup;
  readonly name: string;
  readonly tags: readonly VocabularyTag[];
}

/** The groups that have any of these tags, in their order. */
export const byGroup = (tags: readonly VocabularyTag[]): GroupedTags[] =>
  (Object.keys(tagGroups) as TagGroup[])
    .map((group) => ({
      group,
      name: tagGroups[group].name,
      tags: tags.filter((tag) => tag.group === group),
    }))
    .filter((one) => one.tags.length > 0);

/** What can be given to a case that has some, as a field's groups of options; names that are only used come last. */
export function tagOptions(
  tags: readonly VocabularyTag[],
  used: readonly string[],
  held: readonly string[],
): { group: string; items: string[] }[] {
  const free = used.filter((name) => !tags.some((tag) => tag.name === name || tag.oldNames.includes(name)));
  const groups = byGroup(tags.filter(({ retired }) => !retired)).map(({ name, tags: those }) => ({
    group: name,
    items: those.map((tag) => tag.name).filter((tag) => !held.includes(tag)),
  }));
  return [...groups, { group: 'Typed before', items: free.filter((name) => !held.includes(name)) }].filter(
    ({ items }) => items.length > 0,
  );
}

/** Whether a tag answers to what was typed: its names, what it is about and what it is recognised by. */
export const answersTo = ({ name, oldNames, about, keywords }: VocabularyTag, typed: string): boolean => {
  const text = [name, ...oldNames, about, ...keywords].join('\n').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
};
