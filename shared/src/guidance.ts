import { z } from 'zod';
import { NoteKind } from './note.ts';
import { Id, Time } from './primitives.ts';
import { FieldKey } from './template.ts';
import { defaultWriting, WritingSettings } from './writing.ts';

/** "What should I write now?": what the notes of a case leave out that somebody will miss. */

export const PromptRule = z.enum([
  'told-unwritten',
  'escalated-untold',
  'resolved-without-cause',
  'promise-without-time',
  'sentiment-changed',
  'contact-unwritten',
]);
export type PromptRule = z.infer<typeof PromptRule>;

export const promptRules: Record<PromptRule, { readonly name: string; readonly about: string }> = {
  'told-unwritten': {
    name: 'Told, not written',
    about: 'The customer was told something by phone or chat, and no note was written since.',
  },
  'escalated-untold': {
    name: 'Escalated, customer’s side missing',
    about: 'A case was escalated without a word on what the customer was told.',
  },
  'resolved-without-cause': {
    name: 'Resolved without a cause',
    about: 'A case was resolved and no note names the cause.',
  },
  'promise-without-time': {
    name: 'Promise without a time',
    about: 'A note holds a promise and no due time that reminds somebody of it.',
  },
  'sentiment-changed': {
    name: 'Sentiment changed',
    about: 'The customer feels otherwise than before, and nobody wrote why.',
  },
  'contact-unwritten': {
    name: 'Contact without a note',
    about: 'A call, chat or visit has ended, and no note or summary of it was begun.',
  },
};

/** Longest wait before a prompt shows, minutes. */
export const MAX_PROMPT_WAIT_MIN = 24 * 60;
const rule = { on: z.boolean(), after_min: z.number().int().min(0).max(MAX_PROMPT_WAIT_MIN) };
const RuleSettings = z.strictObject(rule);
/** `steps`: how many steps of the scale make a change. */
const SentimentSettings = z.strictObject({ ...rule, steps: z.number().int().min(1).max(4) });

export const PromptSettings = z.strictObject({
  'told-unwritten': RuleSettings,
  'escalated-untold': RuleSettings,
  'resolved-without-cause': RuleSettings,
  'promise-without-time': RuleSettings,
  'sentiment-changed': SentimentSettings,
  'contact-unwritten': RuleSettings,
});
export type PromptSettings = z.infer<typeof PromptSettings>;

export const defaultPrompts: PromptSettings = {
  'told-unwritten': { on: true, after_min: 15 },
  'escalated-untold': { on: true, after_min: 0 },
  'resolved-without-cause': { on: true, after_min: 5 },
  'promise-without-time': { on: true, after_min: 5 },
  'sentiment-changed': { on: true, after_min: 0, steps: 1 },
  'contact-unwritten': { on: true, after_min: 10 },
};

/** What a program wants its notes to be like. */
export const GuidanceSettings = z.strictObject({ writing: WritingSettings, prompts: PromptSettings });
export type GuidanceSettings = z.infer<typeof GuidanceSettings>;
export const defaultGuidance: GuidanceSettings = { writing: defaultWriting, prompts: defaultPrompts };

/** `GET /api/programs/:id/guidance`; administrators set it. */
export const ProgramGuidance = z.object({ programId: Id, settings: GuidanceSettings });
export type ProgramGuidance = z.infer<typeof ProgramGuidance>;

export const MAX_PROMPT_DETAIL_CHARS = 160;

export const Prompt = z.object({
  rule: PromptRule,
  /** What it is about; dismissed together with the rule. */
  about: z.string(),
  /** When it became so. */
  since: Time,
  /** The note to write. */
  kind: NoteKind,
  /** The note to go on with; null: a new one. */
  noteId: Id.nullable(),
  /** The contact that the new note is about. */
  interactionId: Id.optional(),
  /** The field to begin at, where the note has it. */
  field: FieldKey,
  /** The promise, or how the customer feels now; empty where there is nothing more to say. */
  detail: z.string(),
});
export type Prompt = z.infer<typeof Prompt>;

/** `GET /api/cases/:id/prompts`. `nextAt`: when there may be more, if nothing else happens. */
export const CasePrompts = z.object({ items: z.array(Prompt), nextAt: Time.nullable() });
export type CasePrompts = z.infer<typeof CasePrompts>;

export const MAX_ABOUT_CHARS = 120;
/** Puts a prompt away for the person who asks, or brings it back. */
export const DismissPrompt = z.strictObject({
  rule: PromptRule,
  about: z.string().min(1).max(MAX_ABOUT_CHARS),
  dismissed: z.boolean(),
});
export type DismissPrompt = z.infer<typeof DismissPrompt>;
