import { MAX_TAG_CHARS } from '@caseroom/shared/case';
import {
  groupColours,
  MAX_KEYWORD_CHARS,
  MAX_KEYWORDS,
  MAX_TAG_ABOUT_CHARS,
  TagColour,
  type TagGroup,
  tagGroups,
  type VocabularyTag,
} from '@caseroom/shared/tag';
import { Button, Select, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import { TagDot } from '../ui/tag-chip.tsx';
import styles from './tag.module.css';
import { useTagActs } from './tag-data.ts';

interface TagFormProps {
  readonly programId: string;
  /** Null: a new one. */
  readonly tag: VocabularyTag | null;
  readonly name: string;
  readonly onSaved: (tag: VocabularyTag) => void;
}

const groups = (Object.keys(tagGroups) as TagGroup[]).map((value) => ({
  value,
  label: tagGroups[value].name,
}));

export function TagForm({ programId, tag, name: firstName, onSaved }: TagFormProps) {
  const { add, edit } = useTagActs(programId);
  const [draft, setDraft] = useState({
    name: firstName,
    group: tag?.group ?? ('reason' as TagGroup),
    colour: tag?.colour ?? groupColours.reason,
    about: tag?.about ?? '',
    keywords: tag?.keywords ?? [],
  });
  const change = (fields: Partial<typeof draft>) => setDraft({ ...draft, ...fields });
  const save = tag ? edit : add;
  const messageFor = (path: string) =>
    isRequestError(save.error) ? save.error.fieldMessage(path) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (tag) edit.mutate({ id: tag.id, body: changesOf(tag, draft) }, { onSuccess: onSaved });
    else add.mutate(draft, { onSuccess: onSaved });
  };
  const isSame = tag !== null && Object.keys(changesOf(tag, draft)).length === 0;
  const renames = tag !== null && draft.name.trim().toLowerCase() !== tag.name;
  return (
    <form className={list.form} onSubmit={submit}>
      <TextInput
        label="Name"
        description={renames ? 'Every case gets the new name; the old one keeps finding.' : undefined}
        autoFocus={tag === null}
        maxLength={MAX_TAG_CHARS}
        value={draft.name}
        error={messageFor('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Select
        label="Says something about"
        description={tagGroups[draft.group].about}
        allowDeselect={false}
        data={groups}
        value={draft.group}
        onChange={(group) => group && change(withGroup(draft, group as TagGroup))}
      />
      <Colours value={draft.colour} onChange={(colour) => change({ colour })} />
      <TextInput
        label="When to use it"
        maxLength={MAX_TAG_ABOUT_CHARS}
        value={draft.about}
        error={messageFor('about')}
        onChange={(event) => change({ about: event.currentTarget.value })}
      />
      <TagsInput
        label="Keywords"
        description="A note that says one of these, in any language, gets the tag suggested. “refund*” means every word that begins so."
        maxTags={MAX_KEYWORDS}
        maxLength={MAX_KEYWORD_CHARS}
        value={draft.keywords}
        error={messageFor('keywords')}
        onChange={(keywords) => change({ keywords: keywords.map((word) => word.toLowerCase()) })}
      />
      {save.error && !(isRequestError(save.error) && save.error.problem.fields) && (
        <InlineMessage>{sentenceOf(save.error)}</InlineMessage>
      )}
      <div className={list.actions}>
        <Button type="submit" loading={save.isPending} disabled={draft.name.trim() === '' || isSame}>
          {tag ? 'Save' : 'Add the tag'}
        </Button>
      </div>
    </form>
  );
}

type Draft = Pick<VocabularyTag, 'name' | 'group' | 'colour' | 'about' | 'keywords'>;

/** A colour that nobody chose follows the group. */
const withGroup = ({ colour, group: before }: Draft, group: TagGroup): Partial<Draft> => ({
  group,
  colour: colour === groupColours[before] ? groupColours[group] : colour,
});

const changesOf = (tag: VocabularyTag, draft: Draft): Partial<Draft> =>
  Object.fromEntries(
    Object.entries(draft).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(tag[field as keyof Draft]),
    ),
  );

function Colours({
  value,
  onChange,
}: {
  readonly value: TagColour;
  readonly onChange: (colour: TagColour) => void;
}) {
  return (
    <fieldset className={styles.swatches}>
      <legend>Colour</legend>
      {TagColour.options.map((colour) => (
        <label key={colour} className={styles.swatch}>
          <input
            type="radio"
            name="colour"
            value={colour}
            checked={colour === value}
            onChange={() => onChange(colour)}
          />
          <TagDot colour={colour} />
          {colour}
        </label>
      ))}
    </fieldset>
  );
}
