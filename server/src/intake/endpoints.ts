import { randomUUID } from 'node:crypto';
import type { IntakeEndpoint, MadeIntakeEndpoint, NewIntakeEndpoint } from '@caseroom/shared/intake';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Fragment } from 'postgres';
import { accessProgram } from '../case/access.ts';
import type { Db, Sql } from '../platform/db.ts';
import type { Secret } from '../platform/secret.ts';
import type { SecretBox } from '../platform/secrets.ts';
import { newWebhookSecret } from '../platform/webhook-signature.ts';

type Row = Omit<IntakeEndpoint, 'path' | 'createdAt'> & { readonly createdAt: Date };

export async function findEndpoints(db: Db, where: Fragment = db`true`): Promise<IntakeEndpoint[]> {
  const rows = await db<Row[]>`
    select e.id, e.name, e.created_at as "createdAt",
           json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program,
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as person
    from intake_endpoint e join program g on g.id = e.program_id join person p on p.id = e.person_id
    where e.removed_at is null and ${where} order by g.name, e.name, e.id`;
  return rows.map((row) => ({
    ...row,
    path: `/api/incoming/${row.id}`,
    createdAt: row.createdAt.toISOString(),
  }));
}

const placeOf = (id: string) => ['intake_endpoint', id, 'secret'] as const;

/** The person must be able to open cases there: nothing comes in with more rights than theirs. */
export async function makeEndpoint(
  { sql, secrets }: { readonly sql: Sql; readonly secrets: SecretBox },
  { programId, name, personId }: NewIntakeEndpoint,
  by: { readonly id: string; readonly now: Date },
): Promise<MadeIntakeEndpoint | Refusal> {
  if (isRefusal(await accessProgram(sql, personId, programId))) {
    const message = 'Choose somebody who opens cases in this program.';
    return refuse('invalid', message, { fields: [{ path: 'personId', message }] });
  }
  const id = randomUUID();
  const secret = newWebhookSecret();
  await sql`
    insert into intake_endpoint (id, program_id, name, person_id, secret, created_by, created_at)
    values (${id}, ${programId}, ${name}, ${personId}, ${secrets.seal(secret, placeOf(id))}, ${by.id}, ${by.now})`;
  const [endpoint] = await findEndpoints(sql, sql`e.id = ${id}`);
  return { endpoint: endpoint as IntakeEndpoint, secret: secret.reveal() };
}

export async function removeEndpoint(sql: Sql, id: string, now: Date): Promise<Refusal | undefined> {
  const removed = await sql`
    update intake_endpoint set removed_at = ${now} where id = ${id} and removed_at is null`;
  return removed.count === 0 ? refuse('not-found', 'There is no such endpoint.') : undefined;
}

export interface Receiver {
  readonly id: string;
  readonly name: string;
  readonly programId: string;
  readonly personId: string;
  readonly secret: Secret;
}

export async function findReceiver(
  { sql, secrets }: { readonly sql: Sql; readonly secrets: SecretBox },
  id: string,
): Promise<Receiver | Refusal> {
  const [row] = await sql<(Omit<Receiver, 'secret'> & { secret: string })[]>`
    select id, name, program_id as "programId", person_id as "personId", secret from intake_endpoint
    where id = ${id} and removed_at is null`;
  if (!row) return refuse('not-found', 'There is no such endpoint.');
  const secret = secrets.open(row.secret, placeOf(id));
  return isRefusal(secret) ? secret : { ...row, secret };
}
