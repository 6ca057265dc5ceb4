import { type AdminProgram, MAX_PROGRAM_NAME_CHARS } from '@caseroom/shared/people';
import { type SearchLanguage, searchLanguages } from '@caseroom/shared/search-language';
import { Industry, industryNames } from '@caseroom/shared/template';
import { Button, Select, TextInput } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { AddButton, ListAbout, Listed, ListPage, ListRow } from '../ui/list-page.tsx';
import { InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SidePanel } from '../ui/side-panel.tsx';
import styles from './admin.module.css';
import { useAdminPrograms, useSaveProgram } from './admin-data.ts';

/** A program is one client company's engagement: the wall between what people may see. */
export function ProgramsPage() {
  usePageTitle('Programs');
  const programs = useAdminPrograms();
  const [open, setOpen] = useState<AdminProgram | 'new' | null>(null);
  return (
    <ListPage
      label="Programs"
      aside={
        open && (
          <ProgramForm
            key={open === 'new' ? 'new' : open.id}
            program={open === 'new' ? null : open}
            onClose={() => setOpen(null)}
          />
        )
      }
    >
      <ListAbout beside={<AddButton onClick={() => setOpen('new')}>New program</AddButton>}>
        People see the cases of their programs, and no others.
      </ListAbout>
      <Listed
        query={programs}
        what="the programs"
        none={
          <Message icon={<IconBuilding size={20} />} title="No program yet">
            Every case belongs to one. Add the first, then put people into it.
          </Message>
        }
      >
        {(items) => (
          <ul className={list.rows}>
            {items.map((program) => (
              <ListRow
                key={program.id}
                isOpen={open !== null && open !== 'new' && open.id === program.id}
                onOpen={() => setOpen(program)}
                className={styles.row}
              >
                <span className={styles.who}>
                  <span className={list.name}>{program.name}</span>
                  <span className={list.minor}>
                    {program.client} · {industryNames[program.industry].toLowerCase()}
                  </span>
                </span>
                <span className={`${styles.roles} numbers`}>
                  {program.people} {program.people === 1 ? 'person' : 'people'} · {program.unresolvedCases}{' '}
                  unresolved
                </span>
              </ListRow>
            ))}
          </ul>
        )}
      </Listed>
    </ListPage>
  );
}

function ProgramForm({
  program,
  onClose,
}: {
  readonly program: AdminProgram | null;
  readonly onClose: () => void;
}) {
  const save = useSaveProgram();
  const [name, setName] = useState(program?.name ?? '');
  const [client, setClient] = useState(program?.client ?? '');
  const [searchLanguage, setSearchLanguage] = useState<SearchLanguage>(program?.searchLanguage ?? 'english');
  const [industry, setIndustry] = useState<Industry>('customer-support');
  const refused = isRequestError(save.error) ? save.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && client.trim())
      save.mutate(
        { id: program?.id ?? null, body: { name, client, searchLanguage, ...(program ? {} : { industry }) } },
        { onSuccess: onClose },
      );
  };
  return (
    <SidePanel title={program ? `Change ${program.name}` : 'New program'} onClose={onClose}>
      <form className={list.form} onSubmit={submit}>
        {save.error && !refused?.problem.fields && <InlineMessage>{sentenceOf(save.error)}</InlineMessage>}
        <TextInput
          label="Name"
          description="As the floor calls it: “Northwind care”."
          autoFocus
          maxLength={MAX_PROGRAM_NAME_CHARS}
          value={name}
          error={refused?.fieldMessage('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Client company"
          maxLength={MAX_PROGRAM_NAME_CHARS}
          value={client}
          error={refused?.fieldMessage('client')}
          onChange={(event) => setClient(event.currentTarget.value)}
        />
        <Select
          label="Language of its notes"
          description="How the search treats forms of a word. What is written already follows within a minute."
          allowDeselect={false}
          searchable
          value={searchLanguage}
          data={Object.entries(searchLanguages).map(([value, label]) => ({ value, label }))}
          onChange={(value) => setSearchLanguage((value ?? 'english') as SearchLanguage)}
        />
        {!program && (
          <Select
            label="What it does"
            description="Decides which note templates it starts with."
            allowDeselect={false}
            data={Industry.options.map((value) => ({ value, label: industryNames[value] }))}
            value={industry}
            onChange={(value) => value && setIndustry(value as Industry)}
          />
        )}
        <div className={list.actions}>
          <Button type="submit" size="sm" loading={save.isPending} disabled={!name.trim() || !client.trim()}>
            {program ? 'Save' : 'Add the program'}
          </Button>
        </div>
      </form>
    </SidePanel>
  );
}
