import { MAX_INTAKE_NAME_CHARS } from '@caseroom/shared/intake';
import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { OpenerField } from '../case/opener-field.tsx';
import { AddForm } from '../ui/add-form.tsx';
import list from '../ui/list-page.module.css';
import { OneTimeSecret } from '../ui/one-time-secret.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useIncomingActs, useIncomingPrograms } from './incoming-data.ts';
import { SendingExample } from './sending-example.tsx';

const TITLE = 'New address';

/** A new address, and then the secret that its sender signs with, once. */
export function IncomingForm({ onClose }: { readonly onClose: () => void }) {
  const { add } = useIncomingActs();
  if (add.data)
    return (
      <SidePanel title={TITLE} onClose={onClose}>
        <OneTimeSecret title="The secret of this address" secret={add.data.secret}>
          The sender signs every message with it. It is shown only now.
        </OneTimeSecret>
        <SendingExample path={add.data.endpoint.path} />
        <div className={list.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            Done
          </Button>
        </div>
      </SidePanel>
    );
  return (
    <SidePanel title={TITLE} onClose={onClose}>
      <Fields add={add} />
    </SidePanel>
  );
}

function Fields({ add }: Pick<ReturnType<typeof useIncomingActs>, 'add'>) {
  const programs = useIncomingPrograms().data ?? [];
  const [name, setName] = useState('');
  const [programId, setProgramId] = useState<string | null>(null);
  const [personId, setPersonId] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const program = programId ?? programs[0]?.id;
  const submit = () => {
    setAsked(true);
    if (program && personId && name.trim() !== '')
      add.mutate({ programId: program, name: name.trim(), personId });
  };
  return (
    <AddForm onSubmit={submit} action="Add the address" busy={add.isPending} error={add.error}>
      <TextInput
        label="What sends to it"
        placeholder="Web form"
        maxLength={MAX_INTAKE_NAME_CHARS}
        autoFocus
        value={name}
        error={asked && name.trim() === '' ? 'Give it a name.' : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label="Program"
        allowDeselect={false}
        data={programs.map(({ id, name: label }) => ({ value: id, label }))}
        value={program ?? null}
        onChange={(id) => {
          setProgramId(id);
          setPersonId(null);
        }}
      />
      <OpenerField
        label="Who acts"
        description="Opens and owns the cases that come, with their rights and no more"
        programId={program}
        value={personId}
        onChange={setPersonId}
        isMissing={asked && personId === null}
      />
    </AddForm>
  );
}
