import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { FileStore } from './file-store.ts';

/** An S3-compatible bucket and who may use it. */
export interface S3Settings {
  /** Of the bucket, path style, with a folder in it where wanted: "https://s3.eu-west-1.amazonaws.com/files/caseroom". */
  readonly url: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

/** How long the store may take for one file, ms. */
const REQUEST_LIMIT_MS = 60_000;
/** How often a request is repeated when the store answers 5xx or 429. */
const RETRIES = 2;

/** Files as objects of a bucket, named by their id alone. Requests are signed (AWS Signature Version 4), bodies included. */
export function createS3Store({ url, region, keyId, secret }: S3Settings): FileStore {
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    service: 's3',
    region,
    retries: RETRIES,
  });
  const ask = (method: string, id: string, body: Uint8Array = new Uint8Array()): Promise<Response> =>
    client.fetch(`${url.replace(/\/$/, '')}/${id}`, {
      method,
      headers: {
        'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
        // Whoever is given an object's address by mistake is given bytes, not a page.
        ...(method === 'PUT' ? { 'content-type': 'application/octet-stream' } : {}),
      },
      ...(method === 'PUT' ? { body: body as Uint8Array<ArrayBuffer> } : {}),
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
  return {
    async put(id, bytes) {
      await discard(succeeded(await ask('PUT', id, bytes)));
    },
    async get(id) {
      const answer = await ask('GET', id);
      if (answer.status === 404) {
        await discard(answer);
        return null;
      }
      return succeeded(answer).body ?? none();
    },
    async remove(id) {
      const answer = await ask('DELETE', id);
      await discard(answer.status === 404 ? answer : succeeded(answer));
    },
  };
}

function succeeded(answer: Response): Response {
  if (answer.ok) return answer;
  void discard(answer);
  throw new Error(`the object store answered ${answer.status}`);
}

/** Frees the connection for the next request. */
const discard = async (answer: Response): Promise<void> => void (await answer.body?.cancel());

async function* none(): AsyncIterable<Uint8Array> {}
