import { MAX_ASKED_CHARS, MAX_READS_TOGETHER } from '@caseroom/shared/together';
import { describe, expect, it } from 'vitest';
import { gatherReads, portions } from './together.ts';

/** A server that answers each read with its address, and what it was sent. */
function server(answer: (url: URL) => Response | Promise<Response> = answerEach) {
  const sent: { url: URL; signal: AbortSignal | null | undefined }[] = [];
  const read = gatherReads(async (address, { signal }) => {
    const url = new URL(address, 'http://desk.example');
    sent.push({ url, signal });
    return answer(url);
  });
  return { read, sent };
}

function answerEach({ pathname, searchParams }: URL): Response {
  if (pathname !== '/api/together') return Response.json(pathname);
  const asked = searchParams.get('ask')?.split(' ') ?? [];
  return Response.json({
    items: asked.map((path) =>
      path === '/api/busy' ? { status: 429, body: {}, retryAfter_s: 3 } : { status: 200, body: path },
    ),
  });
}

describe('reads of the same moment', () => {
  it('go in one request, and each has the answer that is its own', async () => {
    const { read, sent } = server();
    const paths = ['/api/cases?status=open%2Cwaiting&q=a%26b', '/api/busy', '/api/me'];
    const answers = await Promise.all(paths.map((path) => read(path, undefined)));
    expect(sent).toHaveLength(1);
    expect(answers.map(({ body }) => body)).toEqual([paths[0], {}, '/api/me']);
    expect(answers[1]).toMatchObject({ status: 429, retryAfter_s: 3 });
  });

  it('go as they are when they are alone, and in their own request the next moment', async () => {
    const { read, sent } = server();
    expect(await read('/api/me', undefined)).toMatchObject({ status: 200, body: '/api/me' });
    await read('/api/inbox', undefined);
    expect(sent.map(({ url }) => url.pathname)).toEqual(['/api/me', '/api/inbox']);
  });

  it('are given up one by one, the request only with the last of them', async () => {
    const { read, sent } = server(() => new Promise<Response>(() => {}));
    const [one, other, early] = [new AbortController(), new AbortController(), new AbortController()];
    const wishes = [early, one, other].map(({ signal }) => read('/api/me', signal).catch(String));
    early.abort();
    await new Promise((sentNow) => setTimeout(sentNow, 0));
    expect(sent[0]?.url.searchParams.get('ask')).toBe('/api/me /api/me');
    one.abort();
    expect(sent[0]?.signal?.aborted).toBe(false);
    other.abort();
    expect(sent[0]?.signal?.aborted).toBe(true);
    for (const answer of await Promise.all(wishes)) expect(answer).toMatch('AbortError');
    await expect(read('/api/me', one.signal)).rejects.toThrow('aborted');
  });

  it('are all refused as their request was, and unanswered by whoever answers no JSON', async () => {
    const refused = server(() => Response.json({ code: 'not-signed-in' }, { status: 401 }));
    const both = await Promise.all([refused.read('/api/a', undefined), refused.read('/api/b', undefined)]);
    expect(both).toMatchObject([{ status: 401, body: { code: 'not-signed-in' } }, { status: 401 }]);
    const portal = server(() => new Response('<p>Welcome to the hotel'));
    const none = await Promise.all([portal.read('/api/a', undefined), portal.read('/api/b', undefined)]);
    expect(none.map(({ status }) => status)).toEqual([0, 0]);
  });

  it('are as many as the server takes, and no longer than proxies do', () => {
    const many = Array.from({ length: MAX_READS_TOGETHER + 1 }, () => ({ address: '/api/me' }));
    expect(portions(many).map(({ length }) => length)).toEqual([MAX_READS_TOGETHER, 1]);
    const long = Array.from({ length: 3 }, () => ({ address: 'x'.repeat(MAX_ASKED_CHARS / 2 - 1) }));
    expect(portions(long).map(({ length }) => length)).toEqual([2, 1]);
  });
});
