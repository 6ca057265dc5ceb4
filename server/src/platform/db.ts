import postgres from 'postgres';

/** bigint columns (seq, clocks, numbers) are read as JavaScript numbers: all of ours stay far below 2^53. */
const types = {
  bigint: { to: 20, from: [20], serialize: (value: number) => String(value), parse: (text: string) => Number(text) },
};
type Types = { bigint: number };

export type Sql = postgres.Sql<Types>;
export type Tx = postgres.TransactionSql<Types>;
/** A query can run on the pool or inside a transaction. */
export type Db = Sql | Tx;

/** The role without UPDATE or DELETE on ledgers (migrations/004). */
export const SERVER_ROLE = 'caseroom_server';

export interface ConnectOptions {
  /** Connections of the pool. */
  readonly max?: number;
  /** Work as this role instead of the one that signed in; migrations do not. */
  readonly role?: string;
  readonly applicationName?: string;
}

export function connect(url: string, { max = 10, role, applicationName = 'caseroom' }: ConnectOptions = {}): Sql {
  return postgres(url, {
    max,
    types,
    onnotice: () => {},
    connection: { application_name: applicationName, ...(role ? { role } : {}) },
  });
}
