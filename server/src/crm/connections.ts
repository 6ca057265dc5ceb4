import { createHash, randomUUID } from 'node:crypto';
import {
  type CompleteCrmConsent,
  type CrmConnection,
  type CrmConsent,
  CrmMilestone,
  type CrmTest,
  crmCredentials,
  crmNames,
  type EditCrmConnection,
  type NewCrmConnection,
} from '@caseroom/shared/crm';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Db, Sql } from '../platform/db.ts';
import { Secret } from '../platform/secret.ts';
import type { Place } from '../platform/secrets.ts';
import { pollingOf } from './poll-store.ts';
import { type CrmFailure, isFailure, mayPass } from './providers/crm.ts';
import { authorizeUrl, drawSecret, exchangeCode } from './providers/oauth.ts';
import { openCrm } from './providers/open.ts';
import { type Held, keep, openSession, type SessionDeps, seal, unseal, type Way } from './session.ts';
import { originOf, siteOf } from './sites-rules.ts';

/** How long somebody may look at the provider's page before they allow the connection. */
const CONSENT_MS = 15 * 60_000;

export interface ConnectionDeps extends SessionDeps {
  /** Whether a connection may lead to this machine, to try an adapter against a server of one's own. */
  readonly allowLoopback: boolean;
}

type Row = Omit<CrmConnection, 'connectedAt'> & { readonly connectedAt: Date };

/** Connections that were not ended, by program and name. */
export async function listConnections(db: Db, programId: string): Promise<CrmConnection[]> {
  return (await readRows(db, db`k.program_id = ${programId}`)).map(connectionOf);
}

export async function readConnection(db: Db, id: string): Promise<CrmConnection | Refusal> {
  const [row] = await readRows(db, db`k.id = ${id}`);
  return row ? connectionOf(row) : noSuchConnection();
}

const readRows = (db: Db, where: ReturnType<Db>): Promise<Row[]> => db<Row[]>`
  select k.id, k.program_id as "programId", k.provider, k.site, k.credentials, k.state, k.test, k.milestones,
         ${pollingOf(db)} as polling,
         k.connected_at as "connectedAt",
         (select count(*)::int from crm_link l where l.connection_id = k.id and l.unlinked_at is null) as links,
         json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as "connectedBy"
  from crm_connection k join person p on p.id = k.connected_by
  where k.disconnected_at is null and ${where} order by k.provider, k.site`;

const connectionOf = (row: Row): CrmConnection => ({ ...row, connectedAt: row.connectedAt.toISOString() });

export const noSuchConnection = (): Refusal => refuse('not-found', 'There is no such connection.');

/** Stores a connection and, where it needs nobody's consent, tries it. */
export async function addConnection(
  deps: ConnectionDeps,
  actorId: string,
  { programId, provider, site, credentials }: NewCrmConnection,
): Promise<CrmConnection | Refusal> {
  const origin = originOf(provider, site, deps.allowLoopback);
  if (origin === null) return badField('site', `That is not an address of ${crmNames[provider]}.`);
  const fault = faultOf(provider, credentials);
  if (fault) return fault;
  const id = randomUUID();
  const held: Held = credentials.kind === 'oauth' ? { ...credentials, tokens: null } : credentials;
  const added = await deps.sql`
    insert into crm_connection (id, program_id, provider, site, credentials, secrets, state, milestones,
      connected_by, connected_at)
    select ${id}, g.id, ${provider}, ${origin}, ${held.kind}, ${seal(deps.secrets, id, held)},
      ${held.kind === 'oauth' ? 'consent' : 'ready'}, ${[...CrmMilestone.options]}, ${actorId}, ${deps.clock.now()}
    from program g where g.id = ${programId}
    on conflict (program_id, provider, site) where disconnected_at is null do nothing`;
  if (added.count === 0) return badField('site', 'This program is connected to it already.');
  return held.kind === 'oauth' ? readConnection(deps.sql, id) : tryConnection(deps, id);
}

function faultOf(
  provider: CrmConnection['provider'],
  credentials: NewCrmConnection['credentials'],
): Refusal | null {
  if (!crmCredentials[provider].includes(credentials.kind))
    return badField('credentials.kind', `${crmNames[provider]} is not connected this way.`);
  const isNameless = provider === 'zendesk' && credentials.kind === 'token' && !credentials.email;
  return isNameless ? badField('credentials.email', 'Say whose token it is.') : null;
}

const badField = (path: string, message: string): Refusal =>
  refuse('invalid', message, { fields: [{ path, message }] });

/** New credentials are tried, or wait for consent, as those of a new connection. */
export async function editConnection(
  deps: ConnectionDeps,
  id: string,
  { milestones, credentials }: EditCrmConnection,
): Promise<CrmConnection | Refusal> {
  const connection = await readConnection(deps.sql, id);
  if (isRefusal(connection)) return connection;
  if (milestones)
    await deps.sql`update crm_connection set milestones = ${[...new Set(milestones)]} where id = ${id}`;
  if (!credentials) return readConnection(deps.sql, id);
  const fault = faultOf(connection.provider, credentials);
  if (fault) return fault;
  const held: Held = credentials.kind === 'oauth' ? { ...credentials, tokens: null } : credentials;
  await deps.sql`
    update crm_connection set secrets = ${seal(deps.secrets, id, held)}, credentials = ${held.kind}, test = null,
      state = ${held.kind === 'oauth' ? 'consent' : 'ready'}
    where id = ${id} and disconnected_at is null`;
  return held.kind === 'oauth' ? readConnection(deps.sql, id) : tryConnection(deps, id);
}

/** Forgets its secrets. What waits for it is discarded when its turn comes; links show what was last read. */
export async function disconnect({ sql, clock }: ConnectionDeps, id: string): Promise<null | Refusal> {
  const ended = await sql`
    update crm_connection set disconnected_at = ${clock.now()}, secrets = ''
    where id = ${id} and disconnected_at is null`;
  return ended.count > 0 ? null : noSuchConnection();
}

/** Asks the provider who we are, and stores what it says. */
export async function tryConnection(deps: ConnectionDeps, id: string): Promise<CrmConnection | Refusal> {
  const way = await readWay(deps.sql, id);
  if (!way) return noSuchConnection();
  const found = await crmOf(deps, way).test();
  const at = deps.clock.now().toISOString();
  const test: CrmTest = isFailure(found)
    ? { at, account: null, problem: found.sentence }
    : { at, account: found, problem: null };
  const state = isFailure(found) ? (mayPass(found) ? null : 'broken') : 'ready';
  await deps.sql`
    update crm_connection set test = ${deps.sql.json(test)},
      state = case when state = 'consent' then state else coalesce(${state}, state) end
    where id = ${id} and disconnected_at is null`;
  return readConnection(deps.sql, id);
}

export const crmOf = (deps: SessionDeps, way: Way, signal?: AbortSignal) =>
  openCrm(way.provider, siteOf(way.provider, way.site), openSession(deps, way, signal), () =>
    deps.clock.now(),
  );

/** Null when it was ended. */
export async function readWay(db: Db, id: string): Promise<Way | null> {
  const [way] = await db<Way[]>`
    select id, provider, site, secrets from crm_connection where id = ${id} and disconnected_at is null`;
  return way ?? null;
}

/** It was turned away: somebody has to connect it again. */
export const markBroken = (sql: Sql, id: string, { sentence }: CrmFailure, now: Date) => sql`
  update crm_connection set state = 'broken',
    test = ${sql.json({ at: now.toISOString(), account: null, problem: sentence } satisfies CrmTest)}
  where id = ${id} and disconnected_at is null and state = 'ready'`;

// Consent

const verifierPlace = (hash: Buffer): Place => ['crm_consent', hash.toString('hex'), 'verifier'];
const hashOf = (state: string): Buffer => createHash('sha256').update(state).digest();

/** Where this person is to go now; what the provider sends them back with counts for them alone, once. */
export async function beginConsent(
  deps: ConnectionDeps,
  actorId: string,
  id: string,
  redirectUri: string,
): Promise<CrmConsent | Refusal> {
  const way = await readWay(deps.sql, id);
  if (!way) return noSuchConnection();
  const held = unseal(deps.secrets, way);
  if (isFailure(held)) return refuse('conflict', held.sentence);
  if (held.kind !== 'oauth') return refuse('conflict', 'This connection has a token of its own.');
  const [state, verifier] = [drawSecret(), drawSecret()];
  const hash = hashOf(state);
  const now = deps.clock.now();
  await deps.sql`delete from crm_consent where expires_at < ${now}`;
  await deps.sql`
    insert into crm_consent (state_hash, connection_id, person_id, redirect_uri, verifier, expires_at)
    values (${hash}, ${id}, ${actorId}, ${redirectUri},
            ${deps.secrets.seal(new Secret(verifier), verifierPlace(hash))}, ${new Date(now.getTime() + CONSENT_MS)})`;
  const ask = { clientId: held.clientId, redirectUri, state, verifier };
  return { url: authorizeUrl(way.provider, siteOf(way.provider, way.site), ask) };
}

export async function completeConsent(
  deps: ConnectionDeps,
  actorId: string,
  { state, code }: CompleteCrmConsent,
): Promise<CrmConnection | Refusal> {
  const hash = hashOf(state);
  const [consent] = await deps.sql<{ connectionId: string; redirectUri: string; verifier: string }[]>`
    delete from crm_consent
    where state_hash = ${hash} and person_id = ${actorId} and expires_at > ${deps.clock.now()}
    returning connection_id as "connectionId", redirect_uri as "redirectUri", verifier`;
  const verifier = consent && deps.secrets.open(consent.verifier, verifierPlace(hash));
  const way = consent && (await readWay(deps.sql, consent.connectionId));
  if (!way || !verifier)
    return refuse('conflict', 'This answer is not expected any more. Connect once more.');
  if (isRefusal(verifier)) return verifier;
  const held = unseal(deps.secrets, way);
  if (isFailure(held)) return refuse('conflict', held.sentence);
  if (held.kind !== 'oauth') return refuse('conflict', 'This connection has a token of its own.');
  const { redirectUri } = consent;
  const given = { code, redirectUri, verifier: verifier.reveal() };
  const tokens = await exchangeCode(way.provider, siteOf(way.provider, way.site), held, given);
  if (isFailure(tokens)) return refuse('conflict', tokens.sentence);
  const kept = keep(held, tokens, deps.clock.now());
  if (!kept)
    return refuse(
      'conflict',
      `${crmNames[way.provider]} gave no token that lasts. Check the app’s scopes there.`,
    );
  await deps.sql`
    update crm_connection set secrets = ${seal(deps.secrets, way.id, kept)}, state = 'ready'
    where id = ${way.id} and disconnected_at is null`;
  return tryConnection(deps, way.id);
}
