import { fieldsAway, missingFields, templateDoc } from '@caseroom/shared/editor/fields';
import { writeJson } from '@caseroom/shared/editor/text';
import { fieldsOf, type TemplateContent } from '@caseroom/shared/template';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useMemo, useState } from 'react';
import * as Y from 'yjs';
import { schemaExtensions } from '../editor/schema.ts';
import { sharedText } from '../editor/shared-text.ts';
import '../editor/prose.css';
import { FieldKeys } from './field-keys.ts';
import { fieldNames } from './field-nodes.ts';
import { fieldViews } from './field-views.ts';
import { type Fields, FieldsContext, noFields } from './fields-context.ts';

interface TrialNoteProps {
  readonly content: TemplateContent;
  /** What stands in a field that is filled from the record, by key. */
  readonly filled: ReadonlyMap<string, string>;
  readonly label: string;
}

/** A note of a template to try out, made of the real fields. It is nobody's: what is written in it goes nowhere. */
export function TrialNote({ content, filled, label }: TrialNoteProps) {
  const body = useMemo(() => {
    const fragment = new Y.Doc().getXmlFragment('body');
    writeJson(fragment, templateDoc(content, filled));
    return fragment;
  }, [content, filled]);
  const fields = useTrialFields(content, body);
  const editor = useEditor(
    {
      extensions: [
        ...schemaExtensions.filter(({ name }) => !fieldNames.has(name)),
        ...fieldViews,
        FieldKeys,
        sharedText(body),
      ],
      editorProps: {
        attributes: { class: 'note-prose', 'aria-label': label, 'aria-multiline': 'true', role: 'textbox' },
      },
    },
    [body],
  );
  return (
    <FieldsContext value={fields}>
      <EditorContent editor={editor} />
    </FieldsContext>
  );
}

/** What the fields of the trial know, as those of a live note do: what is missing, and what nobody is asked for. */
function useTrialFields(content: TemplateContent, body: Y.XmlFragment): Fields {
  const [edits, setEdits] = useState(0);
  useEffect(() => {
    const count = () => setEdits((before) => before + 1);
    body.observeDeep(count);
    return () => body.unobserveDeep(count);
  }, [body]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every edit may answer a field, or ask for one.
  return useMemo(() => {
    const byKey = new Map(fieldsOf(content).map((field) => [field.key, field]));
    return {
      ...noFields,
      fieldOf: (key) => byKey.get(key),
      missing: new Set(missingFields(content, body).map(({ key }) => key)),
      away: new Set(fieldsAway(content, body)),
    };
  }, [content, body, edits]);
}
