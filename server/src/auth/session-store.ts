import { createHash } from 'node:crypto';
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia';
import type { Db } from '../platform/db.ts';
import { SESSION_IDLE_H, SESSION_MAX_D } from './session-rules.ts';

/** Where a session was begun; shown to its owner. */
export interface SignedInFrom {
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** The person as the session query reads them; one round trip a request. */
export interface SessionPerson {
  readonly name: string;
  readonly colour: number;
  readonly admin: boolean;
  readonly auditor: boolean;
  readonly accessEpoch: number;
}

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    DatabaseSessionAttributes: SignedInFrom & { readonly lastSeenAt?: Date };
    DatabaseUserAttributes: SessionPerson;
  }
}

/** What the table and everything but the cookie know a session by: SHA-256 of the cookie's token, hex. */
export const storedId = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Lucia over our tables. It draws tokens and keeps idle time; the adapter hashes tokens and caps the lifetime. */
export function createLucia(db: Db) {
  return new Lucia(createAdapter(db), {
    sessionExpiresIn: new TimeSpan(SESSION_IDLE_H, 'h'),
    getUserAttributes: (person: SessionPerson) => person,
    getSessionAttributes: ({ lastSeenAt }: SignedInFrom & { readonly lastSeenAt?: Date }) => ({ lastSeenAt }),
  });
}

interface Row extends SessionPerson {
  readonly personId: string;
  readonly expiresAt: Date;
  readonly lastSeenAt: Date;
  readonly disabled: boolean;
}

/**
 * Lucia stores the token itself as the session's id. This adapter stores a hash of it, so that whoever reads
 * the table, a backup or a log cannot sign in with what they find (server/decisions/0003).
 */
function createAdapter(db: Db): Adapter {
  return {
    async getSessionAndUser(token) {
      const [row] = await db<Row[]>`
        select s.person_id as "personId", s.expires_at as "expiresAt", s.last_seen_at as "lastSeenAt",
               p.name, p.colour, p.admin, p.auditor, p.access_epoch as "accessEpoch", p.disabled_at is not null as disabled
        from session s join person p on p.id = s.person_id
        where s.id = ${storedId(token)}`;
      if (!row) return [null, null];
      const { personId, expiresAt, lastSeenAt, disabled, ...person } = row;
      const session = {
        id: token,
        userId: personId,
        expiresAt,
        attributes: { address: null, userAgent: null, lastSeenAt },
      };
      return [session, disabled ? null : { id: personId, attributes: person }];
    },
    /** The ids are the stored ones: nobody can sign in with them. */
    async getUserSessions(personId) {
      return db<DatabaseSession[]>`
        select id, person_id as "userId", expires_at as "expiresAt",
               json_build_object('address', address, 'userAgent', user_agent) as attributes
        from session where person_id = ${personId}`;
    },
    async setSession({ id: token, userId, expiresAt, attributes: { address, userAgent } }) {
      await db`
        insert into session (id, person_id, expires_at, address, user_agent)
        values (${storedId(token)}, ${userId}, ${expiresAt}, ${address}, ${userAgent})`;
    },
    async updateSessionExpiration(token, expiresAt) {
      // Near its absolute end a session is asked for this on every use: nothing is written then.
      await db`
        update session set expires_at = end_at
        from (select least(${expiresAt}::timestamptz, created_at + make_interval(days => ${SESSION_MAX_D})) as end_at
              from session where id = ${storedId(token)}) as capped
        where id = ${storedId(token)} and expires_at <> end_at`;
    },
    async deleteSession(token) {
      await db`delete from session where id = ${storedId(token)}`;
    },
    async deleteUserSessions(personId) {
      await db`delete from session where person_id = ${personId}`;
    },
    async deleteExpiredSessions() {
      await db`delete from session where expires_at <= now()`;
    },
  };
}
