import { MAX_EDIT_REASON_CHARS, type TemplateVersion } from '@caseroom/shared/template';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../platform/http.ts';
import { InlineMessage } from '../../ui/message.tsx';
import { type Draft, settled } from '../draft.ts';
import { usePublish } from '../template-data.ts';
import styles from './editor.module.css';

interface PublishBarProps {
  readonly template: TemplateVersion;
  readonly draft: Draft;
  readonly faults: ReadonlyMap<string, string>;
  readonly isBehind: boolean;
  readonly onDone: () => void;
  readonly onDiscard: () => void;
}

/** A draft becomes the next version for new notes, with a reason. Notes that exist keep theirs. */
export function PublishBar({ template, draft, faults, isBehind, onDone, onDiscard }: PublishBarProps) {
  const publish = usePublish(template.programId, template.kind);
  const [reason, setReason] = useState('');
  const { version } = template;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faults.size > 0 || isBehind || !reason.trim()) return;
    publish.mutate(
      { name: draft.name, content: settled(draft.content), after: version, reason: reason.trim() },
      { onSuccess: onDone },
    );
  };
  const wrong = faults.size === 1 ? 'One thing needs attention' : `${faults.size} things need attention`;
  return (
    <form className={styles.publish} onSubmit={submit} aria-label="Publish the draft">
      {publish.error && <InlineMessage>{sentenceOf(publish.error)}</InlineMessage>}
      {faults.size > 0 && <InlineMessage tone="warn">{wrong}, marked above.</InlineMessage>}
      <div className={styles.publishLine}>
        <TextInput
          className={styles.reason ?? ''}
          aria-label="Why it changes"
          placeholder="Why it changes, for those who look later"
          maxLength={MAX_EDIT_REASON_CHARS}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button variant="default" size="sm" onClick={onDiscard} disabled={publish.isPending}>
          Discard
        </Button>
        <Button
          type="submit"
          size="sm"
          loading={publish.isPending}
          disabled={faults.size > 0 || isBehind || !reason.trim()}
        >
          Publish version {version + 1}
        </Button>
      </div>
    </form>
  );
}
