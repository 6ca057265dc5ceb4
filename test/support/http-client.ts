/** A signed-in caller of the HTTP API, as a script outside the browser is. */
export interface HttpClient {
  readonly origin: string;
  readonly cookie: string;
  readonly person: { readonly id: string; readonly name: string };
  get<T>(path: string): Promise<T>;
  send<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export async function signIn(origin: string, email: string, password: string): Promise<HttpClient> {
  const response = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  });
  const { user } = await read<{ user: { id: string; name: string } }>(response);
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const send = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const headers: Record<string, string> = { cookie, origin };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return read<T>(answer);
  };
  return { origin, cookie, person: user, send, get: (path) => send('GET', path) };
}

/** Throws with the problem's own words. */
async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} from ${new URL(response.url).pathname}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
