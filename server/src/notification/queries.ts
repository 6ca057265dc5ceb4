import {
  type Inbox,
  MAX_INBOX,
  type Notification,
  type NotificationChannels,
  NotificationKind,
  type NotificationSettings,
  notificationKinds,
} from '@caseroom/shared/notification';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { Fragment } from 'postgres';
import { caseNumber } from '../case/fold.ts';
import { readersOf } from '../case/notify.ts';
import type { Db } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';

interface Row {
  id: string;
  kind: string;
  at: Date;
  read: boolean;
  eventSeq: number | null;
  data: Record<string, unknown>;
  caseId: string | null;
  number: number;
  subject: string;
  actor: PersonRef | null;
  text: string | null;
}

/** What a person may (still) read: rights can be taken away after somebody was told. */
export const readable = (db: Db, seats: Fragment = db`membership`) => db`
  from notification n
  join ${seats} m on m.program_id = n.program_id and m.person_id = n.person_id
    and m.role = any(case when n.audience = 'leads' then ${readersOf('leads')}::text[] else ${readersOf('team')}::text[] end)`;

/** The words are read where they stand, so that an inbox never keeps what was taken out of a note. */
export const wordsOf = {
  columns: (db: Db) =>
    db`coalesce(mention.text, follow_up.text, nullif(comment.body, ''), suggestion.text, n.data->>'text') as text`,
  joins: (db: Db) => db`
    left join mention on mention.id = (n.data->>'mentionId')::uuid and mention.gone_at is null
    left join follow_up on follow_up.id = (n.data->>'followUpId')::uuid
    left join comment on comment.id = (n.data->>'commentId')::uuid
    left join suggestion on n.kind = 'suggestion' and suggestion.thread_id = (n.data->>'threadId')::uuid`,
};

/** `select id` of what this person was told of and may read now. */
export const readableBy = (db: Db, personId: string) =>
  db`select n.id ${readable(db, ownSeats(db, personId))} where n.person_id = ${personId}`;

export async function readInbox(db: Db, personId: string): Promise<Inbox> {
  const mine = db`${readable(db, ownSeats(db, personId))} where n.person_id = ${personId} and n.in_app and n.done_at is null`;
  const [counted] = await db<{ unread: number }[]>`
    select count(*)::int as unread ${mine} and n.read_at is null`;
  const rows = await db<Row[]>`
    with mine as (select n.* ${mine} order by n.at desc, n.id limit ${MAX_INBOX})
    select n.id, n.kind, n.at, n.read_at is not null as read, n.event_seq as "eventSeq", n.data,
           c.id as "caseId", c.number, c.subject, ${wordsOf.columns(db)},
           case when p.id is null then null else json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as actor
    from mine n
    left join "case" c on c.id = n.case_id
    left join person p on p.id = n.actor_id ${wordsOf.joins(db)}
    order by n.at desc, n.id`;
  return { unread: counted?.unread ?? 0, items: rows.map(notificationOf) };
}

const notificationOf = (row: Row): Notification => ({
  id: row.id,
  kind: row.kind,
  actor: row.actor,
  at: row.at.toISOString(),
  read: row.read,
  case: row.caseId === null ? null : { id: row.caseId, number: caseNumber(row.number), subject: row.subject },
  eventSeq: row.eventSeq,
  text: row.text ?? '',
  data: row.data,
});

export async function readSettings(
  db: Db,
  personId: string,
  mailAvailable: boolean,
): Promise<NotificationSettings> {
  const rows = await db<({ kind: string } & NotificationChannels)[]>`
    select kind, app, browser, mail from notification_setting where person_id = ${personId}`;
  const chosen = new Map(rows.map(({ kind, ...channels }) => [kind, channels]));
  const kinds = NotificationKind.options.map((kind) => [
    kind,
    chosen.get(kind) ?? notificationKinds[kind].channels,
  ]);
  return { mailAvailable, kinds: Object.fromEntries(kinds) };
}
