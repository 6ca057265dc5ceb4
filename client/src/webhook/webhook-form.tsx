import { MAX_WEBHOOK_ABOUT_CHARS, WebhookUrl } from '@caseroom/shared/webhook';
import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { AddForm } from '../ui/add-form.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { OneTimeSecret } from '../ui/one-time-secret.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { TopicFields } from './topic-fields.tsx';
import { useWebhookActs, useWebhookPrograms } from './webhook-data.ts';

/** A new endpoint, and then the secret that signs its messages, once. */
export function WebhookForm({ onClose }: { readonly onClose: () => void }) {
  const { add } = useWebhookActs();
  const programs = useWebhookPrograms().data ?? [];
  const [programId, setProgramId] = useState<string | null>(null);
  const [url, setUrl] = useState('');
  const [about, setAbout] = useState('');
  const [what, setWhat] = useState({ kinds: ['case'] as readonly string[], includesLeads: false });
  const [asked, setAsked] = useState(false);
  if (add.data) {
    return (
      <SidePanel title="New endpoint" onClose={onClose}>
        <OneTimeSecret title="The secret of this endpoint" secret={add.data.secret}>
          Its receiver checks the signature of every message with it. It is shown only now.
        </OneTimeSecret>
        <Button variant="default" size="sm" onClick={onClose}>
          Done
        </Button>
      </SidePanel>
    );
  }
  const program = programId ?? programs[0]?.id;
  const isUrl = WebhookUrl.safeParse(url).success;
  const submit = () => {
    setAsked(true);
    if (program && isUrl && what.kinds.length > 0)
      add.mutate({ programId: program, url, about, ...what, kinds: [...what.kinds] });
  };
  return (
    <SidePanel title="New endpoint" onClose={onClose}>
      <AddForm onSubmit={submit} action="Add the endpoint" busy={add.isPending} error={add.error}>
        <TextInput
          label="Address"
          type="url"
          placeholder="https://example.com/hooks/caseroom"
          autoFocus
          value={url}
          error={asked && !isUrl ? 'That is not an address, such as https://example.com/hooks.' : undefined}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label="What it is"
          placeholder="Data warehouse"
          maxLength={MAX_WEBHOOK_ABOUT_CHARS}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
        <Select
          label="Program"
          allowDeselect={false}
          data={programs.map(({ id, name }) => ({ value: id, label: name }))}
          value={program ?? null}
          onChange={setProgramId}
        />
        <TopicFields value={what} onChange={setWhat} />
        {asked && what.kinds.length === 0 && <InlineMessage>Say what it is told of.</InlineMessage>}
      </AddForm>
    </SidePanel>
  );
}
