import type { Customer } from '@caseroom/shared/case';
import { fold } from '@caseroom/shared/fold';
import { caseNumber } from '../case/fold.ts';
import type { Db } from '../platform/db.ts';
import { candidatesIn, lastDigits } from './others-rules.ts';

interface Hit {
  readonly what: 'name' | 'company' | 'email' | 'phone' | 'account' | 'reference' | 'number';
  readonly value: string;
}

interface Own {
  readonly caseId: string;
  readonly programId: string;
  readonly customer: Customer;
  /** Whom the program works for: every customer knows them. */
  readonly client: string;
  readonly program: string;
}

/**
 * What in some words belongs to another customer of the program, as the record writes it. What the case's own
 * customer shares with somebody (a name, a company's number) is theirs as well. A case's number is another's unless
 * it is one of theirs: whether there is such a case is nobody's to learn.
 */
export async function othersIn(db: Db, words: string, own: Own): Promise<string[]> {
  const { names, companies, emails, phones, accounts, references, numbers, cases } = candidatesIn(words);
  const theirs = db`
    (c.id = ${own.caseId} or folded_words(c.customer->>'name') = folded_words(${own.customer.name}))`;
  const ofOthers = db`from "case" c where c.program_id = ${own.programId} and not ${theirs}`;
  const hits = await db<Hit[]>`
    select distinct what, value from (
      select 'name' as what, c.customer->>'name' as value ${ofOthers}
        and folded_words(c.customer->>'name') = any(${names}::text[])
      union all
      select 'company', c.customer->>'company' ${ofOthers}
        and folded_words(c.customer->>'company') = any(${companies}::text[])
      union all
      select 'email', c.customer->>'email' ${ofOthers} and lower(c.customer->>'email') = any(${emails}::text[])
      union all
      select 'phone', c.customer->>'phone' ${ofOthers} and last_digits(c.customer->>'phone') = any(${phones}::text[])
      union all
      select 'account', c.customer->>'account' ${ofOthers}
        and lower(c.customer->>'account') = any(${accounts}::text[])
      union all
      select 'reference', r.reference from case_reference r join "case" c on c.id = r.case_id
      where r.program_id = ${own.programId} and r.reference = any(${references}::text[]) and not ${theirs}
      union all
      select 'number', c.number::text ${ofOthers} and c.number = any(${numbers}::bigint[])
    ) as hit`;
  const known =
    cases.length === 0
      ? []
      : await db<{ number: number }[]>`
    select c.number from "case" c where c.program_id = ${own.programId} and c.number = any(${cases}::bigint[]) and ${theirs}`;
  const unknown = cases.filter((number) => !known.some((one) => one.number === number)).map(caseNumber);
  const found = hits
    .filter((hit) => !isOwn(hit, own))
    .map(({ what, value }) => (what === 'number' ? caseNumber(Number(value)) : value));
  return [...new Set([...unknown, ...found])];
}

function isOwn({ what, value }: Hit, { customer, client, program }: Own): boolean {
  if (what === 'number' || what === 'reference') return false;
  if (what === 'company' && [client, program].some((name) => fold(name) === fold(value))) return true;
  const mine = customer[what];
  const plain = what === 'phone' ? lastDigits : fold;
  return mine !== undefined && plain(mine) === plain(value);
}
