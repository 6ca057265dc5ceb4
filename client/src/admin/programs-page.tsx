import { type AdminProgram, MAX_PROGRAM_NAME_CHARS } from '@caseroom/shared/people';
import { type SearchLanguage, searchLanguages } from '@caseroom/shared/search-language';
import { Industry, industryNames } from '@caseroom/shared/template';
import { Button, Select, TextInput } from '@mantine/core';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
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
    <div className={styles.split} data-aside={open ? true : undefined}>
      <section className={styles.listPane} aria-label="Programs">
        <div className={styles.bar}>
          <p className={styles.barText}>People see the cases of their programs, and no others.</p>
          <Button size="sm" leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
            New program
          </Button>
        </div>
        {programs.error && !programs.data && (
          <Failure error={programs.error} what="the programs" retry={() => programs.refetch()} />
        )}
        {programs.data?.length === 0 && (
          <Message icon={<IconBuilding size={20} />} title="No program yet">
            Every case belongs to one. Add the first, then put people into it.
          </Message>
        )}
        <ul className={styles.rows}>
          {programs.data?.map((program) => (
            <li key={program.id}>
              <button
                type="button"
                className={styles.row}
                aria-current={(open !== null && open !== 'new' && open.id === program.id) || undefined}
                onClick={() => setOpen(program)}
              >
                <span className={styles.who}>
                  <span className={styles.name}>{program.name}</span>
                  <span className={styles.minor}>
                    {program.client} · {industryNames[program.industry].toLowerCase()}
                  </span>
                </span>
                <span className={`${styles.roles} numbers`}>
                  {program.people} {program.people === 1 ? 'person' : 'people'} · {program.unresolvedCases}{' '}
                  unresolved
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {open && (
        <ProgramForm
          key={open === 'new' ? 'new' : open.id}
          program={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
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
      <form className={styles.form} onSubmit={submit}>
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
        <div className={styles.formActions}>
          <Button type="submit" size="sm" loading={save.isPending} disabled={!name.trim() || !client.trim()}>
            {program ? 'Save' : 'Add the program'}
          </Button>
        </div>
      </form>
    </SidePanel>
  );
}
