import { canFill, type FieldType, FillFact } from '@caseroom/shared/template';

const names: Record<FillFact, string> = {
  'customer.name': 'Customer’s name',
  'customer.email': 'Customer’s e-mail',
  'customer.phone': 'Customer’s phone',
  'customer.company': 'Customer’s company',
  'customer.account': 'Customer’s account reference',
  'customer.timeZone': 'Customer’s time zone',
  program: 'Program',
  client: 'Client company',
  'case.number': 'Case number',
  'case.subject': 'Subject of the case',
  'case.priority': 'Priority',
  'case.status': 'Status',
  'case.tags': 'Tags',
  owner: 'Owner of the case',
  author: 'Whoever adds the note',
  product: 'Product, as last written',
  channel: 'Channel, as last written',
  'contact.direction': 'Who contacted whom',
  'contact.startedAt': 'When the contact began',
  'contact.endedAt': 'When the contact ended',
  'contact.reference': 'Reference of the contact',
  openedAt: 'When the case was opened',
  now: 'When the note is added',
  lastUpdateTold: 'What the customer was told last',
  lastUpdateToldAt: 'When they were told last',
  nextUpdateDue: 'When their next update is due',
  resolutionDue: 'When the resolution is due',
  attempts: 'What was tried so far',
};

/** The facts of the record that a field of this type can be filled with, for a menu. */
export const factsFor = (type: FieldType): { value: FillFact; label: string }[] =>
  FillFact.options.filter((fact) => canFill(fact, type)).map((fact) => ({ value: fact, label: names[fact] }));

export const factName = (fact: FillFact): string => names[fact];
