import { Email } from '@caseroom/shared/people';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { makeInvitation } from './invitations.ts';
import { leastUsedColour } from './queries.ts';

/**
 * A deployment that begins empty has nobody who could invite anybody. Makes the administrator with this e-mail
 * address and answers the path of a one-time link; every start answers a new link until somebody has used one.
 * `absent` is answered when no address is configured, null when there is an administrator who can sign in.
 */
export async function inviteFirstAdmin(
  { sql, clock }: { readonly sql: Sql; readonly clock: Clock },
  email: string | null,
): Promise<string | 'absent' | null> {
  return sql.begin(async (tx) => {
    // Two processes that start together take turns here.
    await tx`select from deployment for update`;
    const [active] = await tx`
      select from person where admin and disabled_at is null and password_hash is not null limit 1`;
    if (active) return null;
    if (email === null) return 'absent';
    const personId = await adminWith(tx, Email.parse(email));
    const { link } = await makeInvitation(tx, { personId, createdBy: null, now: clock.now() });
    return link;
  });
}

async function adminWith(tx: Tx, email: string): Promise<string> {
  const name = email.split('@')[0] ?? email;
  const [row] = await tx<{ id: string }[]>`
    insert into person (name, email, admin, colour) values (${name}, ${email}, true, ${await leastUsedColour(tx)})
    on conflict (email) do update set admin = true, disabled_at = null
    returning id`;
  if (!row) throw new Error('the first administrator was not written');
  return row.id;
}
