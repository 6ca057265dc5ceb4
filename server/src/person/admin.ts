import type { AdminPerson, InvitePerson, PatchPerson } from '@caseroom/shared/people';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { z } from 'zod';
import { hintAccess } from '../auth/changes.ts';
import { endSessionsOf } from '../auth/session.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { inOneTransaction } from './in-one-transaction.ts';
import { type Link, makeInvitation, voidInvitations } from './invitations.ts';
import { leastUsedColour, lockStanding, readPerson, replaceMemberships } from './queries.ts';
import { changesAccess, judgePatch, judgeSeats } from './rules.ts';

export interface AdminDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

export type Invited = Link & { readonly person: AdminPerson };

/** Adds a person who can sign in once they have used the link. */
export async function invitePerson(
  { sql, clock }: AdminDeps,
  adminId: string,
  { name, email, admin, auditor, memberships }: z.output<typeof InvitePerson>,
): Promise<Invited | Refusal> {
  const repeated = judgeSeats(memberships);
  if (repeated) return repeated;
  return inOneTransaction(sql, async (tx) => {
    const [person] = await tx<{ id: string }[]>`
      insert into person (name, email, admin, auditor, colour)
      values (${name}, ${email}, ${admin}, ${auditor}, ${await leastUsedColour(tx)})
      on conflict (email) do nothing returning id`;
    if (!person) return refuse('conflict', 'Somebody with this e-mail address is already here.');
    const unknown = await replaceMemberships(tx, person.id, memberships);
    if (unknown) return unknown;
    const link = await makeInvitation(tx, { personId: person.id, createdBy: adminId, now: clock.now() });
    return { person: await readPerson(tx, person.id), ...link };
  });
}

/** A new link for somebody who lost theirs, or their password. Their password and sessions last until it is used. */
export async function inviteAgain(
  { sql, clock }: AdminDeps,
  adminId: string,
  personId: string,
): Promise<Invited | Refusal> {
  return inOneTransaction(sql, async (tx) => {
    const [row] = await tx<{ disabled: boolean }[]>`
      select disabled_at is not null as disabled from person
      where id = ${personId} and kind = 'person' for update`;
    if (!row) return refuse('not-found', 'There is no such person.');
    if (row.disabled) return refuse('conflict', 'This person is disabled. Enable them first.');
    const link = await makeInvitation(tx, { personId, createdBy: adminId, now: clock.now() });
    return { person: await readPerson(tx, personId), ...link };
  });
}

/** Changes a person, or an account of software where `kind` says so. Their open sockets are judged anew; those of somebody disabled end. */
export async function changePerson(
  { sql, bus, clock }: AdminDeps,
  personId: string,
  patch: PatchPerson,
  kind: 'person' | 'service' = 'person',
): Promise<{ readonly id: string } | Refusal> {
  const changed = await inOneTransaction(sql, async (tx) => {
    const locked = await lockStanding(tx, personId);
    if (isRefusal(locked)) return locked;
    if (locked.person.isService !== (kind === 'service'))
      return refuse('not-found', 'There is no such person.');
    const refusal =
      judgePatch(locked.person, patch, locked.otherAdmins) ?? (await write(tx, personId, patch, clock.now()));
    if (refusal) return refusal;
    const rights = changesAccess(locked.person, patch);
    if (rights) await tx`update person set access_epoch = access_epoch + 1 where id = ${personId}`;
    return { rights };
  });
  if (isRefusal(changed)) return changed;
  if (changed.rights) hintAccess(bus, { personId });
  return { id: personId };
}

async function write(tx: Tx, personId: string, patch: PatchPerson, now: Date): Promise<Refusal | null> {
  const { name, admin, auditor, disabled, memberships } = patch;
  await tx`
    update person set name = coalesce(${name ?? null}, name), admin = coalesce(${admin ?? null}, admin),
                      auditor = coalesce(${auditor ?? null}, auditor)
    where id = ${personId}`;
  if (disabled === true) {
    await tx`update person set disabled_at = coalesce(disabled_at, ${now}) where id = ${personId}`;
    await endSessionsOf(tx, personId);
    await voidInvitations(tx, personId);
  }
  if (disabled === false) await tx`update person set disabled_at = null where id = ${personId}`;
  return memberships === undefined ? null : replaceMemberships(tx, personId, memberships);
}
