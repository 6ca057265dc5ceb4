/** A signed-in caller of the HTTP API, as a script outside the browser is. */
export interface HttpClient {
  readonly origin: string;
  readonly cookie: string;
  readonly person: { readonly id: string; readonly name: string };
  get<T>(path: string): Promise<T>;
  send<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** As fetch, signed in and from our own page; refusals are answers. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export async function signIn(origin: string, email: string, password: string): Promise<HttpClient> {
  const response = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  });
  const { user } = await read<{ user: { id: string; name: string } }>(response);
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${origin}${path}`, { ...init, headers: { cookie, origin, ...init.headers } });
  const send = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return read<T>(await ask(path, { method, ...(body === undefined ? {} : json) }));
  };
  return { origin, cookie, person: user, send, get: (path) => send('GET', path), fetch: ask };
}

/** Throws with the problem's own words. */
async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} from ${new URL(response.url).pathname}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
