import { z } from 'zod';
import { MAX_TAGS, Tag } from './case.ts';
import { Id, line, PersonRef, Time, text } from './primitives.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';

/** What a tag says something about. */
export const TagGroup = z.enum([
  'reason',
  'product',
  'severity',
  'sentiment',
  'risk',
  'compliance',
  'waiting-on',
  'outcome',
]);
export type TagGroup = z.infer<typeof TagGroup>;

export const tagGroups: Record<TagGroup, { readonly name: string; readonly about: string }> = {
  reason: { name: 'Reason', about: 'Why the customer came' },
  product: { name: 'Product', about: 'What it is about' },
  severity: { name: 'Severity', about: 'How much is broken, for how many; one a case' },
  sentiment: { name: 'Sentiment', about: 'How the customer feels; one a case' },
  risk: { name: 'Risk', about: 'What could go wrong from here' },
  compliance: { name: 'Compliance', about: 'What law or contract asks for' },
  'waiting-on': { name: 'Waiting on', about: 'Whose move it is' },
  outcome: { name: 'Outcome', about: 'How it ended' },
};

/** A case has at most one tag of each of these groups: a second one takes the place of the first. */
export const singleGroups: readonly TagGroup[] = ['severity', 'sentiment'];

/** Named, not given in hex: each is drawn as its theme needs it, and always beside the tag's name. */
export const TagColour = z.enum([
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
]);
export type TagColour = z.infer<typeof TagColour>;

export const groupColours: Record<TagGroup, TagColour> = {
  reason: 'blue',
  product: 'teal',
  severity: 'red',
  sentiment: 'pink',
  risk: 'orange',
  compliance: 'violet',
  'waiting-on': 'yellow',
  outcome: 'green',
};

export const MAX_VOCABULARY = 300;
export const MAX_TAG_ABOUT_CHARS = 200;
export const MAX_KEYWORDS = 30;
export const MAX_KEYWORD_CHARS = 60;
/** Suggestions shown on a case at once. */
export const MAX_SUGGESTIONS = 5;

/** Words that speak for a tag when a note says them, in any language; a word that ends in "*" stands for all that begin so. */
export const Keyword = line(MAX_KEYWORD_CHARS)
  .toLowerCase()
  .regex(/[\p{L}\p{N}]/u, 'A keyword needs a letter or a digit.');

export const NewTag = z.strictObject({
  name: Tag,
  group: TagGroup,
  /** Omitted: the group's. */
  colour: TagColour.optional(),
  about: text(MAX_TAG_ABOUT_CHARS).default(''),
  keywords: z.array(Keyword).max(MAX_KEYWORDS).default([]),
});
export type NewTag = z.input<typeof NewTag>;

/** A new name is written into every case that has the old one; the old one keeps finding. */
export const EditTag = z
  .strictObject({
    name: Tag.optional(),
    group: TagGroup.optional(),
    colour: TagColour.optional(),
    about: text(MAX_TAG_ABOUT_CHARS).optional(),
    keywords: z.array(Keyword).max(MAX_KEYWORDS).optional(),
    /** A retired tag stays where it is and is given to no other case. */
    retired: z.boolean().optional(),
  })
  .refine((edit) => Object.keys(edit).length > 0, 'Say what to edit.')
  .meta({ example: { about: 'Charged more than agreed.' } });
export type EditTag = z.infer<typeof EditTag>;

/** The tag that goes, by name, because it may be one that was typed freely. */
export const MergeTag = z.strictObject({ from: Tag });
export type MergeTag = z.infer<typeof MergeTag>;

export const TagSettings = z.strictObject({ freeTags: z.boolean() });
export type TagSettings = z.infer<typeof TagSettings>;

/** A tag of a program's vocabulary. */
export const VocabularyTag = z.object({
  id: Id,
  name: z.string(),
  group: TagGroup,
  colour: TagColour,
  about: z.string(),
  keywords: z.array(z.string()),
  /** Names it had, and names of tags merged into it: they still find its cases. */
  oldNames: z.array(z.string()),
  retired: z.boolean(),
});
export type VocabularyTag = z.infer<typeof VocabularyTag>;

export const Vocabulary = z.object({
  programId: Id,
  /** Whether people may also type tags that are not of the vocabulary. */
  freeTags: z.boolean(),
  /** By group and name, retired ones included. */
  tags: z.array(VocabularyTag),
  /** Whether the asker may edit it. */
  configure: z.boolean(),
});
export type Vocabulary = z.infer<typeof Vocabulary>;

/** How many cases have each tag, typed ones as well. */
export const TagUse = z.object({ name: z.string(), cases: z.number().int() });
export type TagUse = z.infer<typeof TagUse>;

export const TagChangeKind = z.enum(['added', 'edited', 'renamed', 'merged', 'retired', 'restored']);
export type TagChangeKind = z.infer<typeof TagChangeKind>;

/** An entry in a tag's history. */
export const TagChange = z.object({
  kind: TagChangeKind,
  by: PersonRef.nullable(),
  at: Time,
  /** Of a rename or a merge: the name that went; null otherwise. */
  from: z.string().nullable(),
  to: z.string(),
  /** Cases that were retagged. */
  cases: z.number().int(),
});
export type TagChange = z.infer<typeof TagChange>;

/** A tag that a note's words speak for; it counts only once a person has accepted it. */
export const TagSuggestion = z.object({
  tagId: Id,
  name: z.string(),
  group: TagGroup,
  colour: TagColour,
  /** The keyword that was found. */
  term: z.string(),
  noteId: Id,
  noteTitle: z.string(),
});
export type TagSuggestion = z.infer<typeof TagSuggestion>;

/** `restore` takes an acceptance or a dismissal back. */
export const DecideSuggestion = z.strictObject({ do: z.enum(['accept', 'dismiss', 'restore']) });
export type DecideSuggestion = z.infer<typeof DecideSuggestion>;

/** What decides which tags a case may have. */
export interface TagRules {
  readonly freeTags: boolean;
  readonly tags: readonly Pick<VocabularyTag, 'name' | 'group' | 'retired' | 'oldNames'>[];
}

/** The tag people mean by a name, old names included. */
export const tagNamed = <T extends TagRules['tags'][number]>(
  tags: readonly T[],
  name: string,
): T | undefined => tags.find((tag) => tag.name === name) ?? tags.find((tag) => tag.oldNames.includes(name));

/**
 * The tags a case gets when somebody asks for `asked` while it has `before`. Old names become present ones. What
 * the case has already may stay, whatever the vocabulary says by now; what is new must be of it, or typed where the
 * program allows that. A new tag of a group that has one value takes the place of the one before. Refuses `invalid`.
 */
export function settleTags(
  { freeTags, tags }: TagRules,
  before: readonly string[],
  asked: readonly string[],
): string[] | Refusal {
  const named = [...new Set(asked.map((name) => (before.includes(name) ? name : presentName(tags, name))))];
  const added = named.filter((name) => !before.includes(name));
  for (const name of added) {
    const refusal = refuseTag({ freeTags, tags }, name);
    if (refusal) return refusal;
  }
  const kept = named.filter((name) => before.includes(name));
  const replaced = singleGroups.map((group) => oneOf(tags, group, kept, added));
  const refusal = replaced.find(isRefusal);
  if (refusal) return refusal;
  const gone = (replaced as string[][]).flat();
  const settled = named.filter((name) => !gone.includes(name));
  return settled.length > MAX_TAGS ? badTag(`A case has at most ${MAX_TAGS} tags.`) : settled;
}

const presentName = (tags: TagRules['tags'], name: string): string => tagNamed(tags, name)?.name ?? name;

function refuseTag({ freeTags, tags }: TagRules, name: string): Refusal | null {
  const tag = tags.find((one) => one.name === name);
  if (tag?.retired) return badTag(`“${name}” is retired; choose another tag.`);
  if (tag || freeTags) return null;
  return badTag(`“${name}” is not one of this program’s tags.`);
}

/** What a single-valued group's new tag takes the place of. */
function oneOf(
  tags: TagRules['tags'],
  group: TagGroup,
  kept: readonly string[],
  added: readonly string[],
): string[] | Refusal {
  const ofGroup = (names: readonly string[]) =>
    names.filter((name) => tags.some((tag) => tag.name === name && tag.group === group));
  const [first, second] = ofGroup(added);
  if (second) return badTag(`${tagGroups[group].name}: choose one of “${first}” and “${second}”.`);
  return first ? ofGroup(kept) : [];
}

const badTag = (message: string): Refusal =>
  refuse('invalid', message, { fields: [{ path: 'tags', message }] });
