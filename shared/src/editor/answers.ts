import * as Y from 'yjs';

/** How the answers of fields stand in their attributes (`fieldValue`, `fieldChoices` of vocabulary.ts). */

const AMOUNT = /^-?\d{1,12}(\.\d{1,4})? [A-Z]{3}$/;
const PERSON = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} \S/;

/** Whether a `value` attribute is an answer to a field of this type. */
export function isValue(type: string, value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (type === 'choice') return value.trim() !== '';
  if (type === 'yes-no') return value === 'yes' || value === 'no';
  if (type === 'date-time') return !Number.isNaN(new Date(value).getTime());
  if (type === 'amount') return AMOUNT.test(value);
  return type === 'person' && PERSON.test(value);
}

/** How an answer reads in plain text: "2026-11-22 17:00Z", "49.90 EUR", "Ana Reis", "Yes". Empty for none. */
export function valueText(type: unknown, value: unknown): string {
  if (typeof type !== 'string' || !isValue(type, value)) return '';
  if (type === 'yes-no') return value === 'yes' ? 'Yes' : 'No';
  if (type === 'date-time') return `${new Date(value).toISOString().slice(0, 16).replace('T', ' ')}Z`;
  return type === 'person' ? value.slice(value.indexOf(' ') + 1) : value;
}

/** A person as the value of a field. */
export const personValue = ({ id, name }: { readonly id: string; readonly name: string }): string =>
  `${id} ${name}`;

/** The options that are chosen, in the order they are offered. */
export const chosenOf = (node: Y.XmlElement): string[] =>
  node
    .toArray()
    .filter((child): child is Y.XmlElement => child instanceof Y.XmlElement)
    .filter((child) => (child.getAttribute('chosen') as unknown) === true)
    .map((child) => String(child.getAttribute('label') ?? ''));
