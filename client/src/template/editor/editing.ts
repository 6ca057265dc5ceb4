import type { TemplateContent } from '@caseroom/shared/template';
import { createContext, use } from 'react';

/** The draft that is being worked on. */
export interface Editing {
  readonly content: TemplateContent;
  /** By path, as a refusal's fields: "sections.0.fields.2.label". */
  readonly faults: ReadonlyMap<string, string>;
  /** False for those who only look. */
  readonly editable: boolean;
  readonly change: (content: TemplateContent) => void;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (!editing) throw new Error('a part of the template editor stands outside of it');
  return editing;
}
