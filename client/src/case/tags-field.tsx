import { type CaseFacets, MAX_TAG_CHARS, MAX_TAGS } from '@caseroom/shared/case';
import { Autocomplete } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import styles from './case.module.css';
import { caseKeys } from './keys.ts';

interface TagsFieldProps {
  readonly tags: readonly string[];
  readonly canEdit: boolean;
  readonly onSave: (tags: string[]) => void;
}

/** The tags as chips; the ones others use are offered while typing. */
export function TagsField({ tags, canEdit, onSave }: TagsFieldProps) {
  const [adding, setAdding] = useState(false);
  return (
    <span className={styles.tags}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
          {canEdit && (
            <button
              type="button"
              className={styles.tagRemove}
              aria-label={`Remove the tag ${tag}`}
              onClick={() => onSave(tags.filter((other) => other !== tag))}
            >
              <IconX size={11} />
            </button>
          )}
        </span>
      ))}
      {canEdit && !adding && tags.length < MAX_TAGS && (
        <button
          type="button"
          className={`${styles.tagAdd} not-printed`}
          aria-label="Add a tag"
          onClick={() => setAdding(true)}
        >
          <IconPlus size={12} /> {tags.length === 0 && 'Tag'}
        </button>
      )}
      {adding && <TagInput tags={tags} onSave={onSave} onDone={() => setAdding(false)} />}
    </span>
  );
}

function TagInput({
  tags,
  onSave,
  onDone,
}: Pick<TagsFieldProps, 'tags' | 'onSave'> & { readonly onDone: () => void }) {
  const [text, setText] = useState('');
  const known = useKnownTags().filter((tag) => !tags.includes(tag));
  const add = (value: string) => {
    const tag = value.trim().toLowerCase().replaceAll(',', '');
    if (tag && !tags.includes(tag)) onSave([...tags, tag]);
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
      className={styles.tagInput ?? ''}
      aria-label="New tag"
      placeholder="Tag"
      autoFocus
      limit={8}
      maxLength={MAX_TAG_CHARS}
      data={known}
      value={text}
      onChange={setText}
      onOptionSubmit={add}
      onKeyDown={onKeyDown}
      onBlur={() => (text ? add(text) : onDone())}
    />
  );
}

/** Tags of the queue's menus, where they were counted already. */
export function useKnownTags(): string[] {
  const counted = useQueryClient().getQueriesData<CaseFacets>({ queryKey: caseKeys.facets });
  return [...new Set(counted.flatMap(([, facets]) => facets?.tags.map(({ tag }) => tag) ?? []))];
}
