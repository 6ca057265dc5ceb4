import type { Program } from '@caseroom/shared/people';
import { type Industry, industries, industryNames } from '@caseroom/shared/scorecard-defaults';
import type { Vocabulary } from '@caseroom/shared/tag';
import { Button, Checkbox, Menu, TextInput } from '@mantine/core';
import { IconSearch, IconTags } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useVocabulary } from '../case/vocabulary.ts';
import { send, sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import list from '../ui/list-page.module.css';
import { AddButton, ListPage } from '../ui/list-page.tsx';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProgramSelect } from '../ui/program-select.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './tag.module.css';
import { useTagActs, useTagUses } from './tag-data.ts';
import { TagForm } from './tag-form.tsx';
import { TagList } from './tag-list.tsx';
import { TagPanel } from './tag-panel.tsx';

/** What the tags of a program are, and what they mean. The list on one side, one tag on the other. */
export function TagsPage() {
  usePageTitle('Tags');
  const programs = useTaggedPrograms();
  const [params, setParams] = useSearchParams();
  const chosen = params.get('program');
  const program = programs.data?.find(({ id }) => id === chosen) ?? programs.data?.[0];
  if (programs.error && !programs.data)
    return <Failure error={programs.error} what="the programs" retry={() => programs.refetch()} />;
  if (programs.data && !program)
    return (
      <Message icon={<IconTags size={20} />} title="No program yet">
        Tags belong to a program, which an admin adds.
      </Message>
    );
  const select = programs.data && programs.data.length > 1 && program && (
    <ProgramSelect
      size="sm"
      programs={programs.data}
      value={program.id}
      onChange={(id) => setParams({ program: id }, { replace: true })}
    />
  );
  return program ? <ProgramTags key={program.id} programId={program.id} select={select} /> : <Waiting />;
}

/** The programs whose tags this person keeps: all of them for an administrator. */
function useTaggedPrograms() {
  const me = useMe();
  const leads = (id: string) =>
    me.memberships.some(({ program, role }) => program.id === id && role === 'lead');
  return useQuery({
    queryKey: ['programs'],
    queryFn: async ({ signal }) =>
      (await send<{ items: readonly Program[] }>('GET', '/api/programs', { signal })).items,
    select: (items) => items.filter(({ id }) => me.admin || leads(id)),
  });
}

interface ProgramTagsProps {
  readonly programId: string;
  readonly select: React.ReactNode;
}

function ProgramTags({ programId, select }: ProgramTagsProps) {
  const { data, error, refetch } = useVocabulary(programId);
  const uses = useTagUses(programId).data ?? [];
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState('');
  const keep = params.get('program');
  const show = (next: Record<string, string>) =>
    setParams({ ...(keep && { program: keep }), ...next }, { replace: true });
  const fresh = params.get('new');
  const chosen = data?.tags.find(({ id }) => id === params.get('tag'));
  if (error && !data) return <Failure error={error} what="the tags" retry={() => refetch()} />;
  if (!data) return <Waiting />;
  const aside = chosen ? (
    <TagPanel key={chosen.id} tag={chosen} vocabulary={data} uses={uses} onClose={() => show({})} />
  ) : (
    fresh !== null && (
      <SidePanel title="New tag" onClose={() => show({})}>
        <TagForm
          key={fresh}
          programId={programId}
          tag={null}
          name={fresh}
          onSaved={({ id }) => show({ tag: id })}
        />
      </SidePanel>
    )
  );
  return (
    <ListPage label="Tags" aside={aside}>
      <div className={list.tools}>
        {select}
        <TextInput
          className={list.search ?? ''}
          type="search"
          aria-label="Search tags"
          placeholder="Name, old name, keyword"
          leftSection={<IconSearch size={15} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <AddButton onClick={() => show({ new: '' })}>Add a tag</AddButton>
      </div>
      <Beginning vocabulary={data} />
      <TagList
        vocabulary={data}
        uses={uses}
        typed={typed}
        chosen={chosen?.id ?? null}
        onChoose={(id) => show({ tag: id })}
        onAdopt={(name) => show({ new: name })}
      />
    </ListPage>
  );
}

/** What the program allows, and something to begin with while there is nothing. */
function Beginning({ vocabulary }: { readonly vocabulary: Vocabulary }) {
  const { set, ship } = useTagActs(vocabulary.programId);
  const error = set.error ?? ship.error;
  const begin = (
    <Menu width={230}>
      <Menu.Target>
        <Button loading={ship.isPending}>Begin with a vocabulary</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {industries.map((industry: Industry) => (
          <Menu.Item key={industry} onClick={() => ship.mutate(industry)}>
            {industryNames[industry]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <>
      <div className={styles.about}>
        <Checkbox
          label="People may also type tags of their own"
          description="Otherwise a case gets only what is listed here; what it has already stays."
          checked={set.variables?.freeTags ?? vocabulary.freeTags}
          disabled={!vocabulary.configure}
          onChange={(event) => set.mutate({ freeTags: event.currentTarget.checked })}
        />
      </div>
      {error && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
      {vocabulary.tags.length === 0 && (
        <Message icon={<IconTags size={20} />} title="No tags yet" actions={begin}>
          Tags say what a case is about in words everybody uses alike. Begin with those of your line of work
          and make them your own.
        </Message>
      )}
    </>
  );
}

function Waiting() {
  return (
    <div className={styles.group} role="status" aria-label="Loading the tags">
      <SkeletonLine width="40%" />
      <SkeletonLine width="70%" />
      <SkeletonLine width="64%" />
    </div>
  );
}
