import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { CannotStart } from './cannot-start.ts';
import { createHttpServer } from './http-server.ts';
import { createWaitingRoom } from './waiting-room.ts';

const HOST = '127.0.0.1';

test('a port that is taken is said in a sentence', async () => {
  const first = createHttpServer((_req, res) => void res.end());
  const port = await first.listen(0, HOST);
  const second = createHttpServer((_req, res) => void res.end());
  await expect(second.listen(port, HOST)).rejects.toThrow(
    new CannotStart(
      `Port ${port} of ${HOST} is already in use: stop what uses it, or set PORT to another one.`,
    ),
  );
  await first.closed();
});

test('an address that is not ours is said in a sentence', async () => {
  const server = createHttpServer((_req, res) => void res.end());
  await expect(server.listen(0, '192.0.2.1')).rejects.toThrow(
    'HOST is 192.0.2.1, which is not an address of this machine.',
  );
});

test('closing lets the request in hand finish and takes no other', async () => {
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let finish = () => {};
  const server = createHttpServer((_req, res) => {
    answer();
    finish = () => void res.end('done');
  });
  const port = await server.listen(0, HOST);
  const response = fetch(`http://${HOST}:${port}/`, { headers: { connection: 'close' } });
  await asked;
  server.stopAccepting();
  await expect(fetch(`http://${HOST}:${port}/`)).rejects.toThrow();
  finish();
  expect(await (await response).text()).toBe('done');
  await server.closed();
});

test('a connection that stays silent does not hold the server up for ever', async () => {
  const server = createHttpServer((_req, res) => void res.end());
  const port = await server.listen(0, HOST);
  const socket = connect(port, HOST);
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\n');
  socket.on('error', () => {});
  const cut = once(socket, 'close');
  await server.closed();
  await cut;
}, 10_000);

test('the waiting room is alive, not ready, and says why to people and programs', async () => {
  const room = createWaitingRoom();
  const port = await room.listen(0, HOST);
  const get = async (path: string) => {
    const response = await fetch(`http://${HOST}:${port}${path}`);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.text(),
    };
  };
  expect((await get('/healthz')).status).toBe(200);
  expect(await get('/readyz')).toMatchObject({ status: 503, body: expect.stringContaining('database') });
  expect(await get('/api/me?x=1')).toMatchObject({
    status: 503,
    type: 'application/problem+json',
    body: expect.stringContaining('"code":"unavailable"'),
  });
  expect(await get('/cases')).toMatchObject({ status: 503, type: 'text/html; charset=utf-8' });
  await room.closed();
});
