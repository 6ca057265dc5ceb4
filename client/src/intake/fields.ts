/** What a column of a file can hold. A case is told apart by its reference, so that one comes first. */
export const caseFields = {
  reference: 'Reference',
  subject: 'Subject',
  priority: 'Priority',
  status: 'Status',
  tags: 'Tags',
  name: 'Customer name',
  email: 'E-mail',
  phone: 'Phone',
  company: 'Company',
  account: 'Account',
  timeZone: 'Time zone',
} as const;
export type CaseField = keyof typeof caseFields;
export const fieldKeys = Object.keys(caseFields) as readonly CaseField[];

/** Which column holds a field, from 0; a field that is not there is in none. */
export type Columns = Readonly<Partial<Record<CaseField, number>>>;

/** How other systems head their columns, most telling first. */
const headings: Readonly<Record<CaseField, readonly string[]>> = {
  reference: [
    'reference',
    'ref',
    'external id',
    'external reference',
    'case number',
    'case id',
    'ticket number',
    'ticket id',
    'ticket',
    'key',
    'number',
    'id',
  ],
  subject: ['subject', 'title', 'summary', 'issue', 'headline', 'topic'],
  priority: ['priority', 'urgency', 'severity'],
  status: ['status', 'state'],
  tags: ['tags', 'tag', 'labels', 'label', 'categories', 'category'],
  name: ['customer name', 'customer', 'name', 'full name', 'requester', 'contact', 'caller', 'from'],
  email: ['email', 'e mail', 'email address', 'e mail address', 'mail'],
  phone: ['phone', 'phone number', 'telephone', 'mobile', 'tel'],
  company: ['company', 'company name', 'organisation', 'organization', 'business'],
  account: [
    'account',
    'account number',
    'account id',
    'customer id',
    'customer number',
    'customer reference',
  ],
  timeZone: ['time zone', 'timezone', 'tz'],
};

const CUSTOMER_WORD = /^(?:customer|contact|requester|client|caller) /;
const CASE_WORD = /^(?:case|ticket|request|issue) /;
const ofCase: ReadonlySet<CaseField> = new Set(['reference', 'subject', 'priority', 'status', 'tags']);

/**
 * The columns whose headings say what they hold; each column is used once. Headings that match as they are go before
 * those that match without "Customer" or "Ticket" in front.
 */
export function guessColumns(header: readonly string[]): Columns {
  const plain = header.map(plainHeading);
  const found: Partial<Record<CaseField, number>> = {};
  const taken = new Set<number>();
  for (const isBare of [false, true])
    for (const field of fieldKeys) {
      if (found[field] !== undefined) continue;
      const names = isBare
        ? plain.map((name) => name.replace(ofCase.has(field) ? CASE_WORD : CUSTOMER_WORD, ''))
        : plain;
      const column = firstColumn(names, headings[field], taken);
      if (column === undefined) continue;
      found[field] = column;
      taken.add(column);
    }
  return found;
}

const firstColumn = (
  names: readonly string[],
  wanted: readonly string[],
  taken: ReadonlySet<number>,
): number | undefined =>
  wanted
    .map((heading) => names.findIndex((name, column) => name === heading && !taken.has(column)))
    .find((column) => column >= 0);

/** "Customer_E-Mail" as "customer e mail". */
const plainHeading = (heading: string): string =>
  heading
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
