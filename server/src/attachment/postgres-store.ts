import type { Sql } from '../platform/db.ts';
import type { FileStore } from './file-store.ts';

/** One piece of a file, bytes: what a download holds in memory at a time. */
const CHUNK_BYTES = 256 * 1024;

/** Files in the database, beside everything else that has to be backed up. The `attachment` row is there before. */
export const createPostgresStore = (sql: Sql): FileStore => ({
  async put(id, bytes) {
    await sql.begin(async (tx) => {
      for (let n = 0; n * CHUNK_BYTES < bytes.length || n === 0; n++) {
        const chunk = Buffer.from(bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES));
        await tx`insert into attachment_chunk (attachment_id, n, bytes) values (${id}, ${n}, ${chunk})`;
      }
    });
  },
  async get(id) {
    const first = await readChunk(sql, id, 0);
    return first && chunksFrom(sql, id, first);
  },
  async remove(id) {
    await sql`delete from attachment_chunk where attachment_id = ${id}`;
  },
});

/** A query a piece, so that a slow download holds no connection. */
async function* chunksFrom(sql: Sql, id: string, first: Buffer): AsyncIterable<Uint8Array> {
  let chunk: Buffer | null = first;
  for (let n = 1; chunk; n++) {
    yield chunk;
    chunk = await readChunk(sql, id, n);
  }
}

async function readChunk(sql: Sql, id: string, n: number): Promise<Buffer | null> {
  const [row] = await sql<{ bytes: Buffer }[]>`
    select bytes from attachment_chunk where attachment_id = ${id} and n = ${n}`;
  return row?.bytes ?? null;
}
