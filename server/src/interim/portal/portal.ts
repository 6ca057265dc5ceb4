import { createHash, randomBytes } from 'node:crypto';
import type { PortalLink } from '@caseroom/shared/interim';
import { appendEvent } from '../../case/events.ts';
import type { By } from '../../platform/by.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { readInterimSettings } from '../settings.ts';

/** 256 bits: nobody guesses one, and no two are the same. */
const KEY_BYTES = 32;
const DAY_MS = 86_400_000;
/** Longer is no key of ours. */
const MAX_KEY_CHARS = 64;

const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();

export interface AddLink extends By {
  readonly caseId: string;
  /** How the customer's browser reaches us: "https://desk.example". */
  readonly address: string;
  /** Left out: one that nobody guesses. Demo data names its own. */
  readonly key?: string;
}

/** A link to the customer's page of a case. Its key is answered here and nowhere else. */
export async function addLink(
  tx: Tx,
  { caseId, actorId, at, address, key = randomBytes(KEY_BYTES).toString('base64url') }: AddLink,
): Promise<{ id: string; link: string }> {
  const [held] = await tx<{ programId: string }[]>`
    select program_id as "programId" from "case" where id = ${caseId} for no key update`;
  if (!held) throw new Error(`case ${caseId} is gone while its page is shared`);
  const { portalDays } = await readInterimSettings(tx, held.programId);
  const expiresAt = new Date(at.getTime() + portalDays * DAY_MS);
  const [made] = await tx<{ id: string }[]>`
    insert into portal_link (case_id, key_hash, created_by, created_at, expires_at)
    values (${caseId}, ${hashOfKey(key)}, ${actorId}, ${at}, ${expiresAt}) returning id`;
  const { id } = made as { id: string };
  const data = { linkId: id, expiresAt: expiresAt.toISOString() };
  await appendEvent(tx, { caseId, kind: 'portal.linked', actorId, data, at });
  return { id, link: `${address}/u/${key}` };
}

interface LinkRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly by: PortalLink['by'];
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly views: number;
}

/** Newest first. */
export async function listLinks(db: Db, caseId: string): Promise<PortalLink[]> {
  const rows = await db<LinkRow[]>`
    select l.id, l.created_at as "createdAt", l.expires_at as "expiresAt", l.revoked_at as "revokedAt",
           l.last_seen_at as "lastSeenAt", l.views,
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as by
    from portal_link l join person p on p.id = l.created_by
    where l.case_id = ${caseId} order by l.created_at desc, l.id`;
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    by: row.by,
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    views: row.views,
  }));
}

/** The link stops working at once. False: it was revoked before, or is none of this case. */
export async function revokeLink(
  tx: Tx,
  { linkId, caseId, actorId, at }: { linkId: string; caseId: string; actorId: string; at: Date },
): Promise<boolean> {
  const [revoked] = await tx`
    update portal_link set revoked_at = ${at}
    where id = ${linkId} and case_id = ${caseId} and revoked_at is null returning id`;
  if (!revoked) return false;
  await appendEvent(tx, { caseId, kind: 'portal.revoked', actorId, data: { linkId }, at });
  return true;
}

/** What the customer wrote on their page. */
export interface PortalReply {
  readonly text: string;
  readonly at: Date;
}

export interface PortalMessage {
  readonly blocks: readonly { is: string; text: string; lead?: string }[];
  readonly channel: string;
  readonly language: string;
  readonly releasedAt: Date;
  readonly nextUpdateAt: Date | null;
}

/** What the customer's page shows, and nothing else of the case. */
export interface Portal {
  readonly number: number;
  readonly client: string;
  readonly customerName: string;
  readonly language: string;
  readonly timeZone: string;
  readonly isOver: boolean;
  /** Newest first. */
  readonly messages: readonly PortalMessage[];
  /** Newest first. */
  readonly replies: readonly PortalReply[];
  /** What they last said of us, from 1 to 5. */
  readonly score: number | null;
}

const MAX_SHOWN = 50;
/** Of one link, replies an hour: a person writes fewer. */
const MAX_REPLIES_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

/** The case a working key opens; null for any other. */
export async function caseOfKey(
  db: Db,
  key: string,
  now: Date,
): Promise<{ readonly caseId: string; readonly customerName: string } | null> {
  if (key.length === 0 || key.length > MAX_KEY_CHARS) return null;
  const [found] = await db<{ caseId: string; customerName: string }[]>`
    select l.case_id as "caseId", c.customer->>'name' as "customerName"
    from portal_link l join "case" c on c.id = l.case_id
    where l.key_hash = ${hashOfKey(key)} and l.revoked_at is null and l.expires_at > ${now}`;
  return found ?? null;
}

/** Whether nothing more is promised them, so that they can say how it went. */
export const isSettled = ({ isOver, messages: [newest] }: Pick<Portal, 'isOver' | 'messages'>): boolean =>
  isOver || newest?.nextUpdateAt === null;

/** Whether one more reply from a case's page is taken. */
export async function takesReplies(db: Db, caseId: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - HOUR_MS);
  const [{ count } = { count: 0 }] = await db<{ count: number }[]>`
    select count(*)::int from interim_reply where case_id = ${caseId} and channel = 'portal' and at > ${since}`;
  return count < MAX_REPLIES_AN_HOUR;
}

/** Null for a key that is none, has ended or was revoked: from outside they are the same. */
export async function openPortal(db: Db, key: string, now: Date): Promise<Portal | null> {
  if (key.length === 0 || key.length > MAX_KEY_CHARS) return null;
  const [found] = await db<{ id: string; caseId: string }[]>`
    update portal_link set views = views + 1, last_seen_at = ${now}
    where key_hash = ${hashOfKey(key)} and revoked_at is null and expires_at > ${now}
    returning id, case_id as "caseId"`;
  return found ? readPortal(db, found.caseId) : null;
}

/** What the page of a case shows, without counting it as a view. */
export async function readPortal(db: Db, caseId: string): Promise<Portal | null> {
  const [shown] = await db<(Omit<Portal, 'messages' | 'language' | 'replies'> & { programId: string })[]>`
    select c.number, g.client, c.program_id as "programId", c.customer->>'name' as "customerName",
           coalesce(nullif(c.customer->>'timeZone', ''), g.timer_policy->'hours'->>'timeZone') as "timeZone",
           c.status in ('resolved', 'closed') as "isOver",
           (select score from satisfaction where case_id = c.id order by recorded_at desc limit 1) as score
    from "case" c join program g on g.id = c.program_id where c.id = ${caseId}`;
  if (!shown) return null;
  const messages = await db<PortalMessage[]>`
    select blocks, channel, language, released_at as "releasedAt", next_update_at as "nextUpdateAt"
    from interim
    where case_id = ${caseId} and released_at is not null and state not in ('to-call', 'failed')
    order by released_at desc, note_id limit ${MAX_SHOWN}`;
  const replies = await db<PortalReply[]>`
    select body as text, at from interim_reply where case_id = ${caseId} and channel = 'portal'
    order by at desc, id limit ${MAX_SHOWN}`;
  const { language } = await readInterimSettings(db, shown.programId);
  return { ...shown, language: messages[0]?.language ?? language, messages, replies };
}
