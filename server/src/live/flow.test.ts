import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { limitOutflow } from './flow.ts';
import { MAX_WAITING_FRAMES } from './limits.ts';
import type { LiveSocket } from './socket.ts';

function createConn() {
  const conn = Object.assign(new EventEmitter(), { close: vi.fn() });
  limitOutflow({ conn } as unknown as LiveSocket);
  const write = (frames: number) => {
    for (let i = 0; i < frames; i++) conn.emit('packetCreate', {});
  };
  return { conn, write };
}

it('leaves a connection alone that reads, however much it is told', () => {
  const { conn, write } = createConn();
  for (let i = 0; i < 5; i++) {
    write(MAX_WAITING_FRAMES);
    conn.emit('flush', []);
  }
  expect(conn.close).not.toHaveBeenCalled();
});

it('closes a connection that does not read, without waiting for it', () => {
  const { conn, write } = createConn();
  write(MAX_WAITING_FRAMES + 1);
  expect(conn.close).toHaveBeenCalledWith(true);
});
