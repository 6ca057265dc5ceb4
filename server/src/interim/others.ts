import type { Customer } from '@caseroom/shared/case';
import { foldName } from '@caseroom/shared/fold';
import { caseNumber } from '../case/fold.ts';
import type { Db } from '../platform/db.ts';
import { type Candidates, candidatesIn, lastDigits } from './others-rules.ts';

/** Words to one customer. */
export interface Addressing {
  readonly words: string;
  readonly customer: Customer;
  /** Whom the program works for: every customer knows them. */
  readonly client: string;
  readonly program: string;
}

interface Hit {
  readonly what: 'name' | 'company' | 'email' | 'phone' | 'account' | 'reference' | 'number';
  readonly value: string;
  /** Folded, the first and the last by name of all whose it is: the same where it is one customer's alone. */
  readonly first: string;
  readonly last: string;
}

/**
 * What in some words belongs to another customer of the program, as the record writes it; for many customers at once,
 * in their order. What a customer shares with somebody (a name, a company's number) is theirs as well. A case's
 * number is another's unless it is one of theirs: whether there is such a case is nobody's to learn.
 */
export async function othersIn(
  db: Db,
  programId: string,
  messages: readonly Addressing[],
): Promise<string[][]> {
  const candidates = messages.map(({ words }) => candidatesIn(words));
  const hits = await lookUp(db, programId, candidates);
  const byValue = new Map<string, Hit[]>();
  for (const hit of hits) {
    const key = keyOf(hit);
    byValue.set(key, [...(byValue.get(key) ?? []), hit]);
  }
  return messages.map((message, at) => othersOf(message, candidates[at] as Candidates, byValue));
}

type Wanted = Exclude<keyof Candidates, 'cases'>;
const wanted: Readonly<Record<Hit['what'], Wanted>> = {
  name: 'names',
  company: 'companies',
  email: 'emails',
  phone: 'phones',
  account: 'accounts',
  reference: 'references',
  number: 'numbers',
};

/** As candidates write it. */
const plain: Readonly<Record<Hit['what'], (value: string) => string>> = {
  name: foldName,
  company: foldName,
  email: (value) => value.toLowerCase(),
  phone: lastDigits,
  account: (value) => value.toLowerCase(),
  reference: (value) => value,
  number: (value) => value,
};

const keyOf = ({ what, value }: Pick<Hit, 'what' | 'value'>): string => `${what} ${plain[what](value)}`;

function othersOf(
  { customer, client, program }: Addressing,
  candidates: Candidates,
  byValue: ReadonlyMap<string, readonly Hit[]>,
): string[] {
  const me = foldName(customer.name);
  const said = (what: Hit['what']) =>
    candidates[wanted[what]].flatMap((value) => byValue.get(`${what} ${value}`) ?? []);
  const mine = new Set(
    said('number')
      .filter(({ first }) => first === me)
      .map(({ value }) => value),
  );
  const unknown = candidates.cases.filter((number) => !mine.has(String(number))).map(caseNumber);
  const isOwn = ({ what, value, first, last }: Hit): boolean => {
    if (first === me && last === me) return true;
    if (what === 'number' || what === 'reference') return false;
    if (what === 'company' && [client, program].some((name) => foldName(name) === foldName(value)))
      return true;
    const own = customer[what];
    return own !== undefined && plain[what](own) === plain[what](value);
  };
  const found = (Object.keys(wanted) as Hit['what'][])
    .flatMap(said)
    .filter((hit) => !isOwn(hit))
    .map(({ what, value }) => (what === 'number' ? caseNumber(Number(value)) : value));
  return [...new Set([...unknown, ...found])];
}

/** Everything of the program's customers that stands in any of the messages. */
async function lookUp(db: Db, programId: string, candidates: readonly Candidates[]): Promise<Hit[]> {
  const all = <K extends Wanted>(key: K) => [...new Set(candidates.flatMap((one) => [...one[key]]))];
  const ofProgram = db`from "case" c where c.program_id = ${programId}`;
  const who = db`folded_words(c.customer->>'name') as who`;
  return db<Hit[]>`
    select what, value, min(who) as first, max(who) as last from (
      select 'name' as what, c.customer->>'name' as value, ${who} ${ofProgram}
        and folded_words(c.customer->>'name') = any(${all('names') as string[]}::text[])
      union all
      select 'company', c.customer->>'company', ${who} ${ofProgram}
        and folded_words(c.customer->>'company') = any(${all('companies') as string[]}::text[])
      union all
      select 'email', c.customer->>'email', ${who} ${ofProgram}
        and lower(c.customer->>'email') = any(${all('emails') as string[]}::text[])
      union all
      select 'phone', c.customer->>'phone', ${who} ${ofProgram}
        and last_digits(c.customer->>'phone') = any(${all('phones') as string[]}::text[])
      union all
      select 'account', c.customer->>'account', ${who} ${ofProgram}
        and lower(c.customer->>'account') = any(${all('accounts') as string[]}::text[])
      union all
      select 'reference', r.reference, ${who} from case_reference r join "case" c on c.id = r.case_id
      where r.program_id = ${programId} and r.reference = any(${all('references') as string[]}::text[])
      union all
      select 'number', c.number::text, ${who} ${ofProgram} and c.number = any(${all('numbers') as number[]}::bigint[])
    ) as hit group by what, value`;
}
