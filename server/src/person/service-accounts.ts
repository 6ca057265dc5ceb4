import { unresolvedStatuses } from '@caseroom/shared/case';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type {
  NewServiceAccount,
  PatchServiceAccount,
  ServiceAccount,
} from '@caseroom/shared/service-account';
import { SERVICE_COLOUR, SERVICE_MARK } from '@caseroom/shared/service-mark';
import type { z } from 'zod';
import { readMemberships } from '../auth/me.ts';
import type { Db } from '../platform/db.ts';
import { type AdminDeps, changePerson } from './admin.ts';
import { inOneTransaction } from './in-one-transaction.ts';
import { replaceMemberships } from './queries.ts';
import { judgeSeats } from './rules.ts';

interface Row extends Omit<ServiceAccount, 'memberships' | 'createdAt' | 'lastUsedAt'> {
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** All of them, or the one asked for, by name; those switched off last. */
export async function readServiceAccounts(db: Db, now: Date, only?: string): Promise<ServiceAccount[]> {
  const rows = await db<Row[]>`
    select p.id, p.name, p.colour, p.disabled_at is null as enabled, p.created_at as "createdAt",
           case when a.id is not null then json_build_object('id', a.id, 'name', a.name, 'colour', a.colour) end as "madeBy",
           (select count(*) from api_token t where t.person_id = p.id and t.revoked_at is null
              and coalesce(t.expires_at, 'infinity') > ${now} and p.disabled_at is null) as tokens,
           (select max(t.last_used_at) from api_token t where t.person_id = p.id) as "lastUsedAt",
           (select count(*) from "case" c
            where c.owner_id = p.id and c.status in ${db(unresolvedStatuses)}) as "unresolvedCases"
    from person p left join person a on a.id = p.made_by
    where p.kind = 'service' and ${only === undefined ? db`true` : db`p.id = ${only}`}
    order by p.disabled_at is not null, lower(p.name), p.id`;
  const memberships = await readMemberships(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    memberships: memberships.get(row.id) ?? [],
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}

async function readServiceAccount(db: Db, now: Date, id: string): Promise<ServiceAccount> {
  const [account] = await readServiceAccounts(db, now, id);
  if (!account) throw new Error(`service account ${id} is gone`);
  return account;
}

/** Adds an account that nobody signs in with: it has no e-mail address and no password. */
export async function makeServiceAccount(
  { sql, clock }: AdminDeps,
  adminId: string,
  { name, memberships }: z.output<typeof NewServiceAccount>,
): Promise<ServiceAccount | Refusal> {
  const repeated = judgeSeats(memberships);
  if (repeated) return repeated;
  return inOneTransaction(sql, async (tx) => {
    const now = clock.now();
    const [account] = await tx<{ id: string }[]>`
      insert into person (kind, name, colour, made_by, created_at)
      values ('service', ${name + SERVICE_MARK}, ${SERVICE_COLOUR}, ${adminId}, ${now}) returning id`;
    if (!account) throw new Error('no service account was made');
    const unknown = await replaceMemberships(tx, account.id, memberships);
    return unknown ?? readServiceAccount(tx, now, account.id);
  });
}

/** Changes it. Switched off, its tokens end at once: every request looks its person up. */
export async function changeServiceAccount(
  deps: AdminDeps,
  id: string,
  { name, memberships, enabled }: z.output<typeof PatchServiceAccount>,
): Promise<ServiceAccount | Refusal> {
  const patch = {
    ...(name === undefined ? {} : { name: name + SERVICE_MARK }),
    ...(memberships === undefined ? {} : { memberships }),
    ...(enabled === undefined ? {} : { disabled: !enabled }),
  };
  const changed = await changePerson(deps, id, patch, 'service');
  if (isRefusal(changed))
    return changed.refused === 'not-found'
      ? refuse('not-found', 'There is no such service account.')
      : changed;
  return readServiceAccount(deps.sql, deps.clock.now(), id);
}
