import type { Customer } from '@caseroom/shared/case';
import type { Db } from '../platform/db.ts';
import { candidatesIn } from './others-rules.ts';

interface Hit {
  readonly what: 'name' | 'email' | 'phone' | 'account' | 'number';
  readonly value: string;
}

/**
 * What in some words belongs to another customer of the program, as the record writes it. What the case's own
 * customer shares with somebody (a name, a company's number) is theirs as well.
 */
export async function othersIn(
  db: Db,
  words: string,
  own: { readonly caseId: string; readonly programId: string; readonly customer: Customer },
): Promise<string[]> {
  const { names, emails, phones, accounts, numbers } = candidatesIn(words);
  const of = own.programId;
  const hits = await db<Hit[]>`
    select distinct what, value from (
      select 'name' as what, customer->>'name' as value from "case"
      where program_id = ${of} and lower(customer->>'name') = any(${names}::text[]) and id <> ${own.caseId}
      union all
      select 'email', customer->>'email' from "case"
      where program_id = ${of} and lower(customer->>'email') = any(${emails}::text[]) and id <> ${own.caseId}
      union all
      select 'phone', customer->>'phone' from "case"
      where program_id = ${of} and id <> ${own.caseId}
        and regexp_replace(customer->>'phone', '\D', '', 'g') = any(${phones}::text[])
      union all
      select 'account', customer->>'account' from "case"
      where program_id = ${of} and lower(customer->>'account') = any(${accounts}::text[]) and id <> ${own.caseId}
      union all
      select 'number', 'C-' || number from "case"
      where program_id = ${of} and number = any(${numbers}::bigint[]) and id <> ${own.caseId}
        and lower(customer->>'name') <> lower(${own.customer.name})
    ) as hit`;
  return hits.filter((hit) => !isOwn(hit, own.customer)).map(({ value }) => value);
}

function isOwn({ what, value }: Hit, customer: Customer): boolean {
  if (what === 'number') return false;
  const mine = customer[what];
  if (mine === undefined) return false;
  const plain = (text: string) => (what === 'phone' ? text.replaceAll(/\D/g, '') : text.toLowerCase());
  return plain(mine) === plain(value);
}
