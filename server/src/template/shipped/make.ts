import { NoteKind } from '@caseroom/shared/note';
import type { FillFact, PlainField, TemplateContentInput, TemplateField } from '@caseroom/shared/template';
import type { z } from 'zod';

/** A handover writes its own notes; every other kind starts with a template. */
export type ShippedKind = Exclude<NoteKind, 'handover'>;
export const shippedKinds = NoteKind.options.filter((kind): kind is ShippedKind => kind !== 'handover');

export type Field = z.input<typeof TemplateField>;
export type Plain = z.input<typeof PlainField>;
export type Section = TemplateContentInput['sections'][number];

interface More {
  readonly help?: string;
  readonly required?: true;
  readonly fill?: FillFact;
}

/** How shipped templates are written down: a field is its key, its label, and what else there is to say of it. */
const plain =
  <T extends 'text' | 'rich' | 'date-time' | 'person'>(type: T) =>
  (key: string, label: string, more: More = {}) => ({ type, key, label, ...more });
export const text = plain('text');
export const rich = plain('rich');
export const when = plain('date-time');
export const person = plain('person');
export const choice = (key: string, label: string, options: readonly string[], more: More = {}) => ({
  type: 'choice' as const,
  key,
  label,
  options: [...options],
  ...more,
});
export const choices = (key: string, label: string, options: readonly string[], more: More = {}) => ({
  type: 'choices' as const,
  key,
  label,
  options: [...options],
  ...more,
});
export const amount = (key: string, label: string, more: More = {}) => ({
  type: 'amount' as const,
  key,
  label,
  currency: 'EUR',
  ...more,
});
export const checklist = (key: string, label: string, items: readonly string[], more: More = {}) => ({
  type: 'checklist' as const,
  key,
  label,
  items: [...items],
  ...more,
});
export const yesNo = (key: string, label: string, ifYes: readonly Plain[] = [], more: More = {}) => ({
  type: 'yes-no' as const,
  key,
  label,
  ifYes: [...ifYes],
  ...more,
});
export const section = (key: string, title: string, ...fields: readonly Field[]): Section => ({
  key,
  title,
  fields: [...fields],
});

/** One kind's template as a trade writes it; what every trade does with the kind is added to it. */
export interface TradeTemplate {
  readonly name: string;
  readonly sections: readonly Section[];
  readonly dos?: readonly string[];
  readonly donts?: readonly string[];
  readonly recheckEvery_days?: number;
}

export interface Trade {
  /** What is true of every note in this trade. */
  readonly dos: readonly string[];
  readonly donts: readonly string[];
  readonly kinds: Readonly<Record<ShippedKind, TradeTemplate>>;
}
