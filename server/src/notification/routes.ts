import {
  Inbox,
  NotificationSettings,
  PatchNotification,
  PatchNotificationSetting,
  ReadAll,
} from '@caseroom/shared/notification';
import { Id } from '@caseroom/shared/primitives';
import { refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { hintInbox } from '../case/notify.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { readableBy, readInbox, readSettings } from './queries.ts';

export interface NotificationRouteDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  /** Whether this deployment can send e-mail. */
  readonly mailAvailable: boolean;
}

const tag = 'Inbox';

export function notificationRoutes(api: Api, deps: NotificationRouteDeps): void {
  const { sql, bus, clock, mailAvailable } = deps;

  api.route(
    { method: 'get', path: '/api/inbox', summary: 'Read your inbox', tag, response: Inbox },
    async ({ actor }) => readInbox(sql, actor.id),
  );

  api.route(
    {
      method: 'post',
      path: '/api/inbox/read-all',
      summary: 'Mark everything in your inbox as read',
      tag,
      body: ReadAll,
      response: Inbox,
    },
    async ({ body, actor }) => {
      await sql`
        update notification set read_at = ${clock.now()}
        where id in (${readableBy(sql, actor.id)}) and read_at is null and at <= ${body.before}`;
      hintInbox(bus, [actor.id]);
      return readInbox(sql, actor.id);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/inbox/settings',
      summary: 'Read how you want to be told of things',
      tag,
      response: NotificationSettings,
    },
    async ({ actor }) => readSettings(sql, actor.id, mailAvailable),
  );

  api.route(
    {
      method: 'patch',
      path: '/api/inbox/settings',
      summary: 'Choose how you want to be told of something',
      tag,
      token: 'unlimited',
      body: PatchNotificationSetting,
      response: NotificationSettings,
    },
    async ({ body: { kind, channels }, actor }) => {
      const { app, browser, mail } = channels;
      await sql`
        insert into notification_setting (person_id, kind, app, browser, mail)
        values (${actor.id}, ${kind}, ${app}, ${browser && app}, ${mail})
        on conflict (person_id, kind)
        do update set app = excluded.app, browser = excluded.browser, mail = excluded.mail`;
      return readSettings(sql, actor.id, mailAvailable);
    },
  );

  // After "/api/inbox/settings", which it would take for an id.
  api.route(
    {
      method: 'patch',
      path: '/api/inbox/{id}',
      summary: 'Mark something in your inbox as read or done, or not',
      tag,
      params: z.strictObject({ id: Id }),
      body: PatchNotification,
      response: Inbox,
    },
    async ({ params, body: { read, done }, actor }) => {
      const now = clock.now();
      const isRead = done === true ? true : read;
      const rows = await sql`
        update notification set
          read_at = ${isRead === undefined ? sql`read_at` : isRead ? sql`coalesce(read_at, ${now})` : null},
          done_at = ${done === undefined ? sql`done_at` : done ? sql`coalesce(done_at, ${now})` : null}
        where id = ${params.id} and id in (${readableBy(sql, actor.id)}) returning id`;
      if (rows.length === 0) return refuse('not-found', 'There is no such thing in your inbox.');
      hintInbox(bus, [actor.id]);
      return readInbox(sql, actor.id);
    },
  );
}
