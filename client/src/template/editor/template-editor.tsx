import type { TemplateVersion } from '@caseroom/shared/template';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconHistory, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { InlineMessage } from '../../ui/message.tsx';
import { addSection, type Draft, faultsIn } from '../draft.ts';
import { useDraft } from '../drafts.ts';
import { TemplatePreview } from '../template-preview.tsx';
import { VersionList } from '../version-list.tsx';
import { AdviceFields } from './advice-fields.tsx';
import { type Editing, EditingContext } from './editing.ts';
import styles from './editor.module.css';
import { PublishBar } from './publish-bar.tsx';
import { SectionEditor } from './section-editor.tsx';

interface TemplateEditorProps {
  readonly template: TemplateVersion;
  readonly editable: boolean;
}

/** One template: its parts on the left, the note it makes on the right. On a narrow screen one at a time. */
export function TemplateEditor({ template, editable }: TemplateEditorProps) {
  const { draft, from, isChanged, isBehind, change, discard } = useDraft(template);
  const [pane, setPane] = useState<'edit' | 'preview'>(editable ? 'edit' : 'preview');
  const [history, setHistory] = useState(false);
  const faults = useMemo(() => faultsIn(draft), [draft]);
  const editing: Editing = {
    content: draft.content,
    faults,
    editable,
    change: (content) => change({ ...draft, content }),
  };
  const startFrom = (version: TemplateVersion) => {
    change({ name: version.name, content: version.content });
    setHistory(false);
  };
  return (
    <div className={styles.editor} data-pane={pane}>
      <header className={styles.head}>
        <h2>{draft.name || 'Untitled'}</h2>
        <span className={styles.version}>
          Version {template.version}
          {template.by ? `, by ${template.by.name}` : ', as it came'}
        </span>
        <span className={styles.grow} />
        {editable && (
          <Button
            variant="default"
            aria-expanded={history}
            leftSection={<IconHistory size={15} aria-hidden />}
            onClick={() => setHistory(!history)}
          >
            Versions
          </Button>
        )}
        <SegmentedControl
          className={styles.panes ?? ''}
          aria-label="Edit or preview"
          value={pane}
          onChange={(value) => setPane(value as 'edit' | 'preview')}
          data={[
            { value: 'edit', label: editable ? 'Edit' : 'Parts' },
            { value: 'preview', label: 'Preview' },
          ]}
        />
      </header>
      {!editable && (
        <p className={styles.aside}>Only admins edit templates. This is what your agents’ notes ask for.</p>
      )}
      {isBehind && (
        <div className={styles.notice}>
          <InlineMessage tone="warn">
            Version {template.version} was published after this draft was begun from version {from}. Publish
            is off until you discard the draft and begin from there.
          </InlineMessage>
        </div>
      )}
      <div className={styles.split}>
        <div className={styles.form}>
          {history && editable ? (
            <VersionList template={template} onStartFrom={startFrom} />
          ) : (
            <EditingContext value={editing}>
              <div className={styles.plain}>
                <DraftFields draft={draft} change={change} editing={editing} />
              </div>
            </EditingContext>
          )}
        </div>
        <TemplatePreview draft={draft} />
      </div>
      {editable && isChanged && (
        <PublishBar
          template={template}
          draft={draft}
          faults={faults}
          isBehind={isBehind}
          onDone={discard}
          onDiscard={discard}
        />
      )}
    </div>
  );
}

interface DraftFieldsProps {
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
  readonly editing: Editing;
}

function DraftFields({ draft, change, editing }: DraftFieldsProps) {
  const { content, faults, editable, change: changeContent } = editing;
  const sections = content.sections.map((section, index) => (
    <SectionEditor key={section.key} section={section} index={index} count={content.sections.length} />
  ));
  if (!editable) return sections;
  return (
    <>
      <TextInput
        label="Name"
        value={draft.name}
        error={faults.get('name')}
        onChange={(event) => change({ ...draft, name: event.currentTarget.value })}
      />
      {sections}
      {faults.get('sections') && <InlineMessage>{faults.get('sections')}</InlineMessage>}
      <Button
        variant="default"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => changeContent(addSection(content))}
      >
        Add a section
      </Button>
      <AdviceFields />
    </>
  );
}
