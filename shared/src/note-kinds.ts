import type { Audience, DocJson, NoteKind } from './note.ts';

/** What each kind of note is for, how it is called, and the outline a new one starts with. */
export interface NoteKindFacts {
  readonly name: string;
  readonly about: string;
  readonly audience: Audience;
  /** Headings of the outline; a heading ending in "[]" is followed by an empty task list. */
  readonly outline: readonly string[];
}

export const noteKinds: Record<NoteKind, NoteKindFacts> = {
  case: {
    name: 'Case note',
    about: 'What is going on, what was tried, what the customer was told.',
    audience: 'team',
    outline: ['Situation', 'What was tried', 'What the customer was told', 'Next steps[]'],
  },
  interaction: {
    name: 'Interaction note',
    about: 'One contact with the customer, as it happened.',
    audience: 'team',
    outline: ['Reason for contact', 'What was said', 'Agreed[]'],
  },
  escalation: {
    name: 'Escalation note',
    about: 'For the next tier: situation, background, assessment, recommendation.',
    audience: 'team',
    outline: ['Situation', 'Background', 'Assessment', 'Recommendation'],
  },
  'follow-up': {
    name: 'Follow-up note',
    about: 'What was promised, by whom and by when.',
    audience: 'team',
    outline: ['Promised', 'To do[]'],
  },
  resolution: {
    name: 'Resolution note',
    about: 'Cause, fix, and what keeps it from coming back.',
    audience: 'team',
    outline: ['Cause', 'Fix', 'Confirmed with the customer', 'Prevention'],
  },
  supervisor: {
    name: 'Supervisor note',
    about: 'For leads only. Agents never receive it.',
    audience: 'leads',
    outline: [],
  },
  technical: {
    name: 'Technical note',
    about: 'Environment, steps to reproduce, evidence, findings.',
    audience: 'team',
    outline: ['Environment', 'Steps to reproduce', 'Evidence', 'Findings'],
  },
  sentiment: {
    name: 'Sentiment & feedback',
    about: 'How the customer feels and what they said about the product.',
    audience: 'team',
    outline: ['How the customer feels', 'In their words', 'Risk'],
  },
  'call-summary': {
    name: 'Call summary',
    about: 'A call in a few sentences, with outcome and next steps.',
    audience: 'team',
    outline: ['Reason', 'Outcome', 'Next steps[]'],
  },
  'interaction-summary': {
    name: 'Interaction summary',
    about: 'Several contacts in a few sentences.',
    audience: 'team',
    outline: ['Summary', 'Outcome', 'Open questions'],
  },
  interim: {
    name: 'Interim update',
    about: 'A message to the customer, written together before it is released.',
    audience: 'team',
    outline: ['What we did', 'What happens next', 'When you hear from us again'],
  },
  handover: {
    name: 'Handover note',
    about: 'For the next shift: how bad, what about, what to do, what to know.',
    audience: 'team',
    outline: ['Severity', 'Summary', 'Actions', 'What to know'],
  },
};

const heading = (text: string): DocJson => ({
  type: 'heading',
  attrs: { level: 3 },
  content: [{ type: 'text', text }],
});
const emptyTasks = (): DocJson => ({
  type: 'taskList',
  content: [{ type: 'taskItem', attrs: { checked: false }, content: [{ type: 'paragraph' }] }],
});

/** The document a new note of a kind starts with; null when it starts blank. */
export function outlineOf(kind: NoteKind): DocJson | null {
  const { outline } = noteKinds[kind];
  if (outline.length === 0) return null;
  const content = outline.flatMap((entry) =>
    entry.endsWith('[]')
      ? [heading(entry.slice(0, -2)), emptyTasks()]
      : [heading(entry), { type: 'paragraph' }],
  );
  return { type: 'doc', content };
}
