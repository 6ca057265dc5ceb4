import { Problem } from '@caseroom/shared/problem';
import { RequestError } from './http.ts';

interface Uploading {
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly file: Blob;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/**
 * Sends a file and answers what the server made of it. As `send`, but it tells how far it is, which `fetch` cannot.
 * Throws RequestError when refused or unreachable, and an AbortError when given up.
 */
export function upload<T>(
  path: string,
  { query, file, idempotencyKey, signal, onProgress }: Uploading,
): Promise<T> {
  const search = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const request = new XMLHttpRequest();
  return new Promise<T>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300) resolve(request.response as T);
      else reject(refusalOf(request));
    };
    request.onerror = () => reject(new RequestError(unreachable));
    request.onabort = () => reject(new DOMException('The upload was given up.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.open('POST', `${path}?${search}`);
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('idempotency-key', idempotencyKey);
    request.send(file);
  });
}

function refusalOf({ response }: XMLHttpRequest): RequestError {
  const parsed = Problem.safeParse(response);
  return new RequestError(parsed.success ? parsed.data : unreachable);
}

const unreachable: Problem = {
  type: 'about:blank',
  title: 'Caseroom did not answer. Check the connection and try again.',
  status: 0,
  code: 'unreachable',
};
