import { MAX_SAVED_NAME_CHARS, type SearchSort } from '@caseroom/shared/search';
import { Button, Popover, Select, TextInput } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './search.module.css';
import { useSave, useSaved } from './search-data.ts';

interface SaveProps {
  readonly q: string;
  readonly sort: SearchSort;
}

/** Keeps a search under a name, for oneself or, for leads, as a view for everybody in a program. */
export function SaveButton({ q, sort }: SaveProps) {
  const [open, setOpen] = useState(false);
  const saved = useSaved().data?.find((one) => one.query === q && one.sort === sort);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={290} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconBookmark size={15} />} onClick={() => setOpen(!open)}>
          {saved ? `Saved as ${saved.name}` : 'Save'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <SaveForm q={q} sort={sort} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function SaveForm({ q, sort, onDone }: SaveProps & { readonly onDone: () => void }) {
  const led = useMe().memberships.filter(({ role }) => role === 'lead');
  const [name, setName] = useState(q.slice(0, MAX_SAVED_NAME_CHARS));
  const [programId, setProgramId] = useState('');
  const save = useSave();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim())
      save.mutate({ name, query: q, sort, programId: programId || null }, { onSuccess: onDone });
  };
  return (
    <form className={styles.saveForm} onSubmit={submit}>
      {save.error && <InlineMessage>{sentenceOf(save.error)}</InlineMessage>}
      <TextInput
        label="Name"
        data-autofocus
        maxLength={MAX_SAVED_NAME_CHARS}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {led.length > 0 && (
        <Select
          label="For"
          allowDeselect={false}
          value={programId}
          onChange={(value) => setProgramId(value ?? '')}
          data={[
            { value: '', label: 'You' },
            ...led.map(({ program }) => ({ value: program.id, label: `Everybody in ${program.name}` })),
          ]}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
        Save
      </Button>
    </form>
  );
}
