import { ReactNodeViewRenderer } from '@tiptap/react';
import { ChoicesField } from './choices-field.tsx';
import { Field, FieldChoices, FieldValue } from './field-nodes.ts';
import { ValueField } from './value-field.tsx';
import { WrittenField } from './written-field.tsx';
import './fields.css';

/** The fields as the live editor shows them, in the place of the bare nodes of the schema. */
export const fieldViews = [
  Field.extend({ addNodeView: () => ReactNodeViewRenderer(WrittenField) }),
  FieldValue.extend({ addNodeView: () => ReactNodeViewRenderer(ValueField) }),
  FieldChoices.extend({ addNodeView: () => ReactNodeViewRenderer(ChoicesField) }),
];
