import type { TagChange, TagUse, Vocabulary, VocabularyTag } from '@caseroom/shared/tag';
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { Ago } from '../ui/ago.tsx';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './tag.module.css';
import { useTagActs, useTagChanges } from './tag-data.ts';
import { TagForm } from './tag-form.tsx';
import { casesText } from './tag-list.tsx';

interface TagPanelProps {
  readonly tag: VocabularyTag;
  readonly vocabulary: Vocabulary;
  readonly uses: readonly TagUse[];
  readonly onClose: () => void;
}

/** One tag: what it means, what else is called so, and who did what to it. */
export function TagPanel({ tag, vocabulary, uses, onClose }: TagPanelProps) {
  const { programId } = vocabulary;
  return (
    <SidePanel title={tag.name} onClose={onClose}>
      <TagForm key={JSON.stringify(tag)} programId={programId} tag={tag} name={tag.name} onSaved={() => {}} />
      {!tag.retired && <Merge tag={tag} vocabulary={vocabulary} uses={uses} />}
      <Retire tag={tag} programId={programId} />
      <History programId={programId} tagId={tag.id} />
    </SidePanel>
  );
}

function Merge({ tag, vocabulary, uses }: Omit<TagPanelProps, 'onClose'>) {
  const { merge } = useTagActs(vocabulary.programId);
  const [from, setFrom] = useState<string | null>(null);
  const names = new Set([...vocabulary.tags, ...uses].map(({ name }) => name));
  names.delete(tag.name);
  const cases = uses.find(({ name }) => name === from)?.cases ?? 0;
  return (
    <section className={`${list.part} ${styles.part}`} aria-label="Merge">
      <h3>Merge another tag into this one</h3>
      <Select
        aria-label="Tag to merge into this one"
        description={
          tag.oldNames.length > 0
            ? `Also found as ${tag.oldNames.join(', ')}.`
            : 'Its cases get this one, and its name keeps finding them.'
        }
        placeholder="A tag, or one that was typed"
        searchable
        clearable
        data={[...names].sort()}
        value={from}
        onChange={setFrom}
      />
      {merge.error && <InlineMessage>{sentenceOf(merge.error)}</InlineMessage>}
      {from && (
        <Button
          variant="default"
          loading={merge.isPending}
          onClick={() => merge.mutate({ id: tag.id, from }, { onSuccess: () => setFrom(null) })}
        >
          Merge “{from}” ({casesText(cases)})
        </Button>
      )}
    </section>
  );
}

function Retire({ tag, programId }: { readonly tag: VocabularyTag; readonly programId: string }) {
  const { edit } = useTagActs(programId);
  return (
    <section className={`${list.part} ${styles.part}`} aria-label="Retire">
      <p className={list.minor}>
        {tag.retired
          ? 'Retired: it stays on the cases that have it and is given to no other.'
          : 'A retired tag stays on the cases that have it and is given to no other.'}
      </p>
      {edit.error && <InlineMessage>{sentenceOf(edit.error)}</InlineMessage>}
      <Button
        variant="default"
        loading={edit.isPending}
        onClick={() => edit.mutate({ id: tag.id, body: { retired: !tag.retired } })}
      >
        {tag.retired ? 'Use it again' : 'Retire'}
      </Button>
    </section>
  );
}

function History({ programId, tagId }: { readonly programId: string; readonly tagId: string }) {
  const { data, error } = useTagChanges(programId, tagId);
  return (
    <section className={`${list.part} ${styles.part}`} aria-label="History">
      <h3>History</h3>
      {error && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
      {!data && !error && <SkeletonLine width="60%" />}
      <ol className={styles.changes}>
        {data?.map((change) => (
          <li key={`${change.at} ${change.kind} ${change.from}`}>
            <strong>{change.by?.name ?? 'Caseroom'}</strong> {sentenceFor(change)}{' '}
            <Ago at={change.at} className={list.minor ?? ''} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function sentenceFor({ kind, from, to, cases }: TagChange): string {
  if (kind === 'renamed') return `renamed ${from} to ${to}, ${casesText(cases)}`;
  if (kind === 'merged') return `merged ${from} into ${to}, ${casesText(cases)}`;
  if (kind === 'restored') return 'brought it back';
  if (kind === 'edited') return 'edited it';
  return `${kind} it`;
}
