import type { Db } from '../db.ts';

/** A provider asked for a pause: nothing of the account goes out before. A longer one stays. */
export const pauseAccount = (db: Db, account: string, until: Date) => db`
  insert into outbox_pause as p (account, until) values (${account}, ${until})
  on conflict (account) do update set until = greatest(p.until, excluded.until)`;

/** When the account may be asked again, if it has to be left alone now. */
export async function pausedUntil(db: Db, account: string, now: Date): Promise<Date | null> {
  const [pause] = await db<{ until: Date }[]>`
    select until from outbox_pause where account = ${account} and until > ${now}`;
  return pause?.until ?? null;
}
