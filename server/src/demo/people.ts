import { personColours } from '@caseroom/shared/colour';
import { type DemoPerson, type Role, roleNames } from '@caseroom/shared/people';
import type { Industry } from '@caseroom/shared/template';

/** The one password of every demo account. Nothing here is secret: demo data is for trying the product out. */
export const DEMO_PASSWORD = 'demo-caseroom';

export const demoPrograms = {
  northwind: { name: 'Northwind Mobile', client: 'Northwind', industry: 'customer-support' },
  kestrel: { name: 'Kestrel Cards', client: 'Kestrel Bank', industry: 'financial-services' },
} as const satisfies Record<string, { name: string; client: string; industry: Industry }>;
export type ProgramKey = keyof typeof demoPrograms;

interface Seat {
  readonly program: ProgramKey;
  readonly role: Role;
  readonly team: string | null;
}

interface Account {
  readonly name: string;
  readonly seats: readonly Seat[];
  readonly admin?: true;
  readonly auditor?: true;
  readonly about: string;
}

const seat = (program: ProgramKey, role: Role, team: string | null = null): Seat => ({ program, role, team });

/** In the order they joined, which decides their colours. The key is the name before the @ of their address. */
const accounts = {
  maya: {
    name: 'Maya Okafor',
    seats: [seat('northwind', 'agent', 'Day')],
    about:
      'Owns “Double charge after plan change”, and is half way through handing over her shift. Start here.',
  },
  tomasz: {
    name: 'Tomasz Król',
    seats: [seat('northwind', 'senior', 'Tier 2')],
    about: 'Tier 2. Finds causes: batch jobs, firmware, number porting. Writes the technical notes.',
  },
  ines: {
    name: 'Inês Santos',
    seats: [seat('northwind', 'lead', 'Day')],
    about:
      'Leads the day shift, coaches in the notes, and reads supervisor notes nobody else on the floor receives.',
  },
  raj: {
    name: 'Raj Verma',
    seats: [seat('northwind', 'agent', 'Early')],
    about: 'Early shift. Broadband and routers; his router case is the busiest technical note.',
  },
  linh: {
    name: 'Linh Tran',
    seats: [seat('northwind', 'agent', 'Night')],
    about: 'Comes on for the night: three cases of Raj’s wait to be read back and accepted.',
  },
  samuel: {
    name: 'Samuel Adeyemi',
    seats: [seat('kestrel', 'agent', 'Disputes')],
    about: 'Card disputes at Kestrel. Many short notes, one long argument with a hotel.',
  },
  yuki: {
    name: 'Yuki Tanaka',
    seats: [seat('kestrel', 'agent', 'Night')],
    about: 'Fraud alerts at night: blocked cards, stranded travellers, fast decisions.',
  },
  fatima: {
    name: 'Fatima El Amrani',
    seats: [seat('kestrel', 'senior', 'Disputes'), seat('northwind', 'agent', 'Day')],
    about: 'Works in both programs: senior at Kestrel, agent at Northwind. See how the queue joins them.',
  },
  daniel: {
    name: 'Daniel Whitfield',
    seats: [seat('kestrel', 'lead', 'Disputes')],
    about: 'Leads Kestrel. Has supervisor notes on two complaints and a vulnerable customer.',
  },
  aroha: {
    name: 'Aroha Ngata',
    seats: [seat('northwind', 'qa'), seat('kestrel', 'qa')],
    about: 'Quality. Reads every team note in both programs, live, and can change none.',
  },
  joana: {
    name: 'Joana Reis',
    seats: [seat('northwind', 'client')],
    about:
      'Northwind’s own billing manager. A client viewer sees what was released to her, and no internal note.',
  },
  viktor: {
    name: 'Viktor Lindqvist',
    seats: [seat('kestrel', 'client')],
    about: 'Kestrel Bank’s vendor manager, a client viewer.',
  },
  noor: {
    name: 'Noor Haddad',
    seats: [],
    admin: true,
    about: 'Administrator: people, programs and roles. No case content comes with the job.',
  },
  henrik: {
    name: 'Henrik Sørensen',
    seats: [],
    auditor: true,
    about: 'Auditor: reads the ledgers and verifies that nothing in them was changed.',
  },
} as const satisfies Record<string, Account>;

export type PersonKey = keyof typeof accounts;

export interface DemoAccount extends DemoPerson {
  readonly key: PersonKey;
  readonly seats: readonly Seat[];
  readonly admin: boolean;
  readonly auditor: boolean;
}

function accountOf(key: PersonKey, index: number): DemoAccount {
  const account: Account = accounts[key];
  const roles = account.seats.map((taken) => `${roleNames[taken.role]}, ${demoPrograms[taken.program].name}`);
  if (account.admin) roles.push('Administrator');
  if (account.auditor) roles.push('Auditor');
  return {
    key,
    email: `${key}@caseroom.example`,
    password: DEMO_PASSWORD,
    name: account.name,
    colour: index % personColours.length,
    roles,
    about: account.about,
    seats: account.seats,
    admin: account.admin ?? false,
    auditor: account.auditor ?? false,
  };
}

/** Everybody a visitor can sign in as, in the order the picker shows them. */
export const demoPeople: readonly DemoAccount[] = (Object.keys(accounts) as PersonKey[]).map(accountOf);

export const isPersonKey = (key: string): key is PersonKey => Object.hasOwn(accounts, key);

export const personName = (key: PersonKey): string => accounts[key].name;
