import type { ScorecardBody, ScorecardItem, ScorecardSection } from './scorecard.ts';

/** The lines of work a scorecard is shipped for. */
export const industries = [
  'customer-support',
  'technical-support',
  'sales',
  'healthcare',
  'financial-services',
  'legal-compliance',
] as const;
export type Industry = (typeof industries)[number];

export const industryNames: Record<Industry, string> = {
  'customer-support': 'Customer support',
  'technical-support': 'Technical support',
  sales: 'Sales',
  healthcare: 'Healthcare',
  'financial-services': 'Financial services',
  'legal-compliance': 'Legal and compliance',
};

const POINTS = 4;

const yesNo = (id: string, weight: number, text: string, help: string): ScorecardItem => ({
  id,
  text,
  help,
  weight,
  scale: { kind: 'yes-no' },
  critical: false,
});
const points = (id: string, weight: number, text: string, help: string): ScorecardItem => ({
  ...yesNo(id, weight, text, help),
  scale: { kind: 'points', max: POINTS },
});
const critical = (id: string, weight: number, text: string, help: string): ScorecardItem => ({
  ...yesNo(id, weight, text, help),
  critical: true,
});

/** What makes any case note useful to the next person. */
const writing: ScorecardSection = {
  title: 'The note',
  items: [
    points('situation', 12, 'The situation is clear from the note alone', 'Who, what, since when, impact.'),
    points('order', 6, 'Facts come in the order they happened', 'With times where times matter.'),
    points('brief', 6, 'Brief and free of jargon', 'A colleague of another team could act on it.'),
    yesNo('facts', 8, 'Facts are kept apart from assumptions', 'Quotes are quotes; guesses say so.'),
  ],
};
const customer: ScorecardSection = {
  title: 'The customer',
  items: [
    yesNo('told', 12, 'What the customer was told is written down', 'In words that can be repeated to them.'),
    yesNo('promise', 10, 'Every promise has an owner and a time', 'As a follow-up in the note.'),
    points('tone', 8, 'Respectful of the customer', 'No judgement of the person; feelings noted as said.'),
  ],
};
const privacy = critical(
  'no-secrets',
  20,
  'Nothing is noted that must not be kept',
  'Card numbers, security codes, passwords, more personal data than the case needs.',
);

const card = (name: string, passPercent: number, ...sections: ScorecardSection[]): ScorecardBody => ({
  name,
  passPercent,
  sections,
});

/** A sensible scorecard to begin with, by industry; programs make it their own. */
export const defaultScorecards: Record<Industry, ScorecardBody> = {
  'customer-support': card('Customer support', 80, writing, customer, {
    title: 'The work',
    items: [
      yesNo('verified', 10, 'The customer was verified before details were given', 'How is noted.'),
      points('resolution', 12, 'The answer fits the problem', 'Cause found or the next step to it named.'),
      yesNo('next', 8, 'The next step is clear', 'Who does what by when.'),
      privacy,
    ],
  }),
  'technical-support': card('Technical support', 80, writing, customer, {
    title: 'The diagnosis',
    items: [
      points('environment', 8, 'Environment and versions are noted', 'Device, firmware, account, region.'),
      points('steps', 12, 'The fault can be reproduced from the note', 'Steps, expected, seen.'),
      yesNo('tried', 10, 'What was tried is listed with its result', 'Also what did not help.'),
      points('cause', 12, 'The cause is supported by evidence', 'Logs, tests, comparison with a sound case.'),
      privacy,
    ],
  }),
  sales: card('Sales', 75, writing, customer, {
    title: 'The offer',
    items: [
      points('needs', 12, 'Needs and buying reasons are noted', 'In the customer’s words.'),
      yesNo('offer', 10, 'What was offered and at what price is exact', 'Term, price, conditions, validity.'),
      critical(
        'consent',
        20,
        'Consent and required disclosures are recorded',
        'Cooling-off, renewal and cost disclosures as the law of the market asks.',
      ),
      points('objections', 8, 'Objections and answers are noted', 'So that nobody begins anew.'),
      privacy,
    ],
  }),
  healthcare: card('Healthcare', 85, writing, customer, {
    title: 'Safety and privacy',
    items: [
      critical('identity', 20, 'Two identifiers were checked', 'Before any health information was given.'),
      critical(
        'red-flags',
        20,
        'Red flags were asked for and acted on',
        'Escalated at once where one was met.',
      ),
      points(
        'clinical',
        12,
        'Symptoms, onset and medication are noted',
        'As reported; no diagnosis of one’s own.',
      ),
      yesNo('minimum', 10, 'Only the health data that is needed', 'The minimum necessary.'),
    ],
  }),
  'financial-services': card('Financial services', 85, writing, customer, {
    title: 'Duty of care',
    items: [
      critical(
        'identity',
        20,
        'Identity was verified as the policy asks',
        'Before account details were given.',
      ),
      critical(
        'no-card-data',
        20,
        'No card number or security code in the text',
        'PCI DSS: the code must not be kept after authorisation.',
      ),
      yesNo(
        'complaint',
        10,
        'A complaint is recorded as one',
        'Any expression of dissatisfaction, with its date.',
      ),
      yesNo('vulnerable', 10, 'Signs of vulnerability were noticed', 'And the support that was offered.'),
      points('amounts', 10, 'Amounts, dates and merchants are exact', 'They can be disputed from the note.'),
    ],
  }),
  'legal-compliance': card('Legal and compliance', 90, writing, {
    title: 'The record',
    items: [
      critical('deadline', 20, 'The legal deadline is recorded', 'With the day the request arrived.'),
      yesNo('basis', 10, 'The rule or clause relied on is named', 'Source and version.'),
      points('evidence', 12, 'Evidence is listed and can be found', 'Where it is kept, by whom, since when.'),
      critical('privilege', 20, 'Advice is kept apart from facts', 'Privileged text is marked as such.'),
      yesNo('approval', 10, 'Who approved what is noted', 'Before anything left the house.'),
      privacy,
    ],
  }),
};
