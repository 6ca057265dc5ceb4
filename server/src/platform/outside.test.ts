import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type OutsideOptions, postOutside, resolveOutside } from './outside.ts';

/** A receiver that says what it likes, byte for byte. */
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function receiver(talk: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => talk(socket));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/hook`;
}

const post = (url: string, allowPrivate = true, signal = new AbortController().signal) =>
  postOutside({ url, headers: { 'webhook-id': 'msg_1' }, body: '{}', signal }, { allowPrivate });

it('does not follow a redirect', async () => {
  let asked = 0;
  const secret = await receiver(() => {
    asked += 1;
  });
  const url = await receiver((socket) =>
    socket.end(`HTTP/1.1 307 Over there\r\nLocation: ${secret}\r\nContent-Length: 0\r\n\r\n`),
  );
  expect(await post(url)).toMatchObject({ status: 307 });
  expect(asked).toBe(0);
});

it('has its answer with the status, and lets go of who goes on for ever', async () => {
  const flood = Buffer.alloc(16 * 1024, 'x');
  let letGo: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const url = await receiver((socket) => {
    socket.on('close', letGo);
    const more = (): void => {
      if (!socket.destroyed) socket.write(flood, () => setImmediate(more));
    };
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n', more);
  });
  expect(await post(url)).toMatchObject({ status: 200 });
  await closed;
});

it('lets go of who lets its answer trickle', async () => {
  let letGo: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const url = await receiver((socket) => {
    socket.on('close', letGo);
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx');
  });
  expect(await post(url)).toMatchObject({ status: 200 });
  await closed;
});

it('ends with its signal while headers trickle', async () => {
  const controller = new AbortController();
  const url = await receiver((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
    controller.abort();
  });
  expect(await post(url, true, controller.signal)).toHaveProperty('failed');
});

it.each([
  ['hangs up', ''],
  ['speaks no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['has endless headers', `HTTP/1.1 200 OK\r\n${'X-Y: zzzzzzzzzzzzzzzz\r\n'.repeat(4_000)}\r\n`],
  ['wants another protocol', 'HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'],
])('fails when the receiver %s', async (_what, answer) => {
  const url = await receiver((socket) => socket.end(answer));
  expect(await post(url)).toHaveProperty('failed');
});

it.each([
  'https://localhost:1/',
  'https://127.1:1/',
  'https://2130706433:1/',
  'https://0x7f000001:1/',
  'https://0177.0.0.1:1/',
  'https://[::ffff:127.0.0.1]:1/',
  'https://[::1]:1/',
  'https://[64:ff9b::7f00:1]:1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://\uff11\uff12\uff17.0.0.1:1/',
])('does not go to %s', async (url) => {
  expect(await post(url, false)).toEqual({ refused: 'The address leads to a private network.' });
});

/** What a name means, each time that somebody asks; the last stays. */
function names(...meanings: string[][]): { lookup: NonNullable<OutsideOptions['lookup']>; asked(): number } {
  let asked = 0;
  const lookup = (_name: string, _options: object, answer: (error: null, all: object[]) => void) => {
    const meant = meanings[Math.min(asked++, meanings.length - 1)] as string[];
    answer(
      null,
      meant.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { lookup: lookup as unknown as NonNullable<OutsideOptions['lookup']>, asked: () => asked };
}

const PUBLIC = '93.184.216.34';

it('goes where the judged name meant, not where it means a moment later', async () => {
  let reached = 0;
  const local = new URL(
    await receiver(() => {
      reached += 1;
    }),
  );
  const { lookup, asked } = names([PUBLIC], ['127.0.0.1']);
  const url = `https://rebinding.example:${local.port}/`;
  const signal = AbortSignal.timeout(50);
  const answer = await postOutside({ url, headers: {}, body: '', signal }, { allowPrivate: false, lookup });
  expect(answer).toMatchObject({ connected: false });
  expect([asked(), reached]).toEqual([1, 0]);
});

it.each([[['127.0.0.1']], [[PUBLIC, '10.0.0.1']], [['::ffff:169.254.169.254']], [[]]])(
  'does not go to a name that means %j',
  async (meant) => {
    const { lookup } = names(meant);
    const refused = { refused: 'The address leads to a private network.' };
    const options = { allowPrivate: false, lookup };
    const { signal } = new AbortController();
    const url = 'https://name.example/';
    expect(await postOutside({ url, headers: {}, body: '', signal }, options)).toEqual(refused);
    expect(await resolveOutside('name.example', options)).toEqual(refused);
  },
);
