import { type Case, type CaseFacets, MAX_TAG_CHARS, MAX_TAGS } from '@caseroom/shared/case';
import { isRefusal } from '@caseroom/shared/refusal';
import { settleTags, tagGroups, type VocabularyTag } from '@caseroom/shared/tag';
import { Autocomplete } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { caseKeys } from '../case/keys.ts';
import { useVocabulary } from '../case/vocabulary.ts';
import { TagChip } from '../ui/tag-chip.tsx';
import { SuggestedTags } from './suggested-tags.tsx';
import styles from './tag.module.css';
import { tagOptions } from './tag-choices.ts';

interface TagsFieldProps {
  readonly held: Case;
  readonly onSave: (tags: string[]) => void;
}

/** A case's tags as chips, and those its notes speak for, which count once somebody accepts them. */
export function TagsField({ held, onSave }: TagsFieldProps) {
  const [adding, setAdding] = useState(false);
  const { tags, program, rights } = held;
  const vocabulary = useVocabulary(program.id).data;
  return (
    <div className={styles.tags}>
      {tags.map((name) => (
        <OwnTag
          key={name}
          name={name}
          tag={vocabulary?.tags.find((tag) => tag.name === name)}
          {...(rights.write && { onRemove: () => onSave(tags.filter((other) => other !== name)) })}
        />
      ))}
      {rights.write && !adding && tags.length < MAX_TAGS && (
        <button
          type="button"
          className={`${styles.add} not-printed`}
          aria-label="Add a tag"
          onClick={() => setAdding(true)}
        >
          <IconPlus size={12} /> {tags.length === 0 && 'Tag'}
        </button>
      )}
      {adding && <TagInput held={held} onSave={onSave} onDone={() => setAdding(false)} />}
      {rights.write && <SuggestedTags caseId={held.id} />}
    </div>
  );
}

interface OwnTagProps {
  readonly name: string;
  readonly tag: VocabularyTag | undefined;
  readonly onRemove?: () => void;
}

function OwnTag({ name, tag, onRemove }: OwnTagProps) {
  const about = tag && [tagGroups[tag.group].name, tag.about].filter(Boolean).join(': ');
  return (
    <TagChip name={name} colour={tag?.colour ?? null} title={about}>
      {onRemove && (
        <button
          type="button"
          className={styles.remove}
          aria-label={`Remove the tag ${name}`}
          onClick={onRemove}
        >
          <IconX size={11} />
        </button>
      )}
    </TagChip>
  );
}

function TagInput({ held, onSave, onDone }: TagsFieldProps & { readonly onDone: () => void }) {
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const vocabulary = useVocabulary(held.program.id).data;
  const used = useKnownTags();
  const rules = vocabulary ?? { freeTags: true, tags: [] };
  const add = (value: string) => {
    const tag = value.trim().toLowerCase().replaceAll(',', '');
    if (!tag || held.tags.includes(tag)) return onDone();
    const settled = settleTags(rules, held.tags, [...held.tags, tag]);
    if (isRefusal(settled)) return setRefusal(settled.detail);
    onSave(settled);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone();
    // With a suggestion highlighted, Enter belongs to the list.
    const highlighted = event.currentTarget.getAttribute('aria-activedescendant');
    if (event.key === ',' || (event.key === 'Enter' && !highlighted)) {
      event.preventDefault();
      add(text);
    }
  };
  return (
    <Autocomplete
      size="xs"
      className={styles.input ?? ''}
      aria-label="New tag"
      placeholder={rules.freeTags ? 'Tag' : 'One of the program’s tags'}
      autoFocus
      maxLength={MAX_TAG_CHARS}
      maxDropdownHeight={280}
      comboboxProps={{ width: 230, position: 'bottom-start' }}
      data={tagOptions(rules.tags, rules.freeTags ? used : [], held.tags)}
      value={text}
      error={refusal}
      onChange={(value) => {
        setText(value);
        setRefusal(null);
      }}
      onOptionSubmit={add}
      onKeyDown={onKeyDown}
      onBlur={() => (text && !refusal ? add(text) : onDone())}
    />
  );
}

/** Tags of the queue's menus, where they were counted already. */
export function useKnownTags(): string[] {
  const counted = useQueryClient().getQueriesData<CaseFacets>({ queryKey: caseKeys.facets });
  return [...new Set(counted.flatMap(([, facets]) => facets?.tags.map(({ tag }) => tag) ?? []))];
}
