import {
  MAX_ASKED_CHARS,
  MAX_READS_TOGETHER,
  type ReadAnswer,
  type ReadAnswers,
} from '@caseroom/shared/together';

/** What was answered. Status 0: nothing was. */
export type Answer = ReadAnswer;

/** Fetches; rejects when nothing answered. */
type Reach = (url: string, init: RequestInit) => Promise<Response>;
/** Reads an address of the API. Rejects with the browser's AbortError when the caller gave up, and as `reach`. */
export type Read = (address: string, signal: AbortSignal | undefined) => Promise<Answer>;

interface Wish {
  readonly address: string;
  readonly signal: AbortSignal | undefined;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

const headers = { accept: 'application/json' };
const nothing: Answer = { status: 0, body: undefined };

/**
 * Sends reads that are asked for in the same moment, as by a page that opens, in one request: sending and answering
 * thirty costs both sides more than what is asked. They are answered together, so what takes long goes alone.
 */
export function gatherReads(reach: Reach): Read {
  let wishes: Wish[] = [];
  const sendAll = () => {
    const wanted = wishes.filter(({ signal }) => !signal?.aborted);
    wishes = [];
    for (const some of portions(wanted))
      void (some.length === 1 ? readOne(reach, some[0] as Wish) : readMany(reach, some));
  };
  return (address, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (wishes.length === 0) setTimeout(sendAll, 0);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      wishes.push({ address, signal, resolve, reject });
    });
}

/** As many at a time as the server takes. */
export function portions<T extends { readonly address: string }>(wanted: readonly T[]): T[][] {
  const all: T[][] = [];
  let chars = 0;
  for (const one of wanted) {
    const last = all.at(-1);
    const length = one.address.length + 1;
    if (!last || last.length >= MAX_READS_TOGETHER || chars + length > MAX_ASKED_CHARS) {
      all.push([one]);
      chars = length;
    } else {
      last.push(one);
      chars += length;
    }
  }
  return all;
}

async function readOne(reach: Reach, { address, signal, resolve, reject }: Wish): Promise<void> {
  await reach(address, { headers, credentials: 'same-origin', ...(signal ? { signal } : {}) })
    .then(answerOf)
    .then(resolve, reject);
}

async function readMany(reach: Reach, wishes: readonly Wish[]): Promise<void> {
  const asked = new URLSearchParams({ ask: wishes.map(({ address }) => address).join(' ') });
  const signal = whenAllAborted(wishes);
  try {
    const response = await reach(`/api/together?${asked}`, { headers, credentials: 'same-origin', signal });
    const answer = await answerOf(response);
    const items = answer.status === 200 ? (answer.body as ReadAnswers).items : [];
    for (const [i, wish] of wishes.entries()) wish.resolve(items[i] ?? answer);
  } catch (error) {
    for (const wish of wishes) wish.reject(error);
  }
}

/** Of a request that others wait for as well, one may be given up without the rest. */
function whenAllAborted(wishes: readonly Wish[]): AbortSignal {
  const all = new AbortController();
  const look = () => {
    if (wishes.every(({ signal }) => signal?.aborted)) all.abort();
  };
  for (const { signal } of wishes) signal?.addEventListener('abort', look, { once: true });
  return all.signal;
}

/** Whoever answers well but in another language than JSON, as proxies do, has not answered what was asked. */
export async function answerOf(response: Response): Promise<Answer> {
  const { status, headers, ok } = response;
  if (status === 204) return { status, body: undefined };
  const wait = Number(headers.get('retry-after'));
  const retryAfter_s = Number.isFinite(wait) && wait > 0 ? wait : undefined;
  return response.json().then(
    (body: unknown) => ({ status, body, retryAfter_s }),
    () => (ok ? nothing : { status, body: undefined, retryAfter_s }),
  );
}
