import type { Sql } from '../platform/db.ts';
import type { FileStore, FileStores, StoreName } from './file-store.ts';
import { createPostgresStore } from './postgres-store.ts';
import { createS3Store, type S3Settings } from './s3-store.ts';

/** The database, and the object store where one is set up: then new files go there. */
export function createFileStores(sql: Sql, s3: S3Settings | null): FileStores {
  const stores: Partial<Record<StoreName, FileStore>> = {
    postgres: createPostgresStore(sql),
    ...(s3 ? { s3: createS3Store(s3) } : {}),
  };
  return { forNew: s3 ? 's3' : 'postgres', of: (name) => stores[name] };
}
