import type { Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';

/** As far as this needs one. */
interface Mailer {
  send(mail: { to: string; subject: string; text: string }): Promise<string>;
}

/** Tells every administrator that an endpoint was switched off. Best effort: the endpoint's page says so as well. */
export async function mailAdmins(
  { sql, mailer, log }: { readonly sql: Sql; readonly mailer: Mailer; readonly log: Log },
  { url, because }: { readonly url: string; readonly because: string },
): Promise<void> {
  try {
    const admins = await sql<{ email: string }[]>`
      select email from person where admin and disabled_at is null and password_hash is not null`;
    const host = new URL(url).host;
    const subject = `Caseroom stopped sending webhooks to ${host}`;
    const text = `${because}\n\nThe endpoint is switched off until an administrator switches it on again. What it missed can be sent from its page under Admin, Webhooks.\n`;
    for (const { email } of admins) await mailer.send({ to: email, subject, text });
  } catch (err) {
    log.warn({ err }, 'the administrators could not be told of a webhook endpoint');
  }
}
