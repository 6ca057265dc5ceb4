import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { Connection } from './connection.ts';
import { editFrame } from './frames.ts';
import { MAX_EDIT_BYTES, MAX_WAITING_BYTES } from './limits.ts';
import type { Room } from './room.ts';

/** A connection whose room takes edits and deals with none until the test says so. */
function scene() {
  const ws = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    isPaused: false,
    pause: () => {
      ws.isPaused = true;
    },
    resume: () => {
      ws.isPaused = false;
    },
  });
  const edits: Uint8Array[] = [];
  const room = { join: () => {}, edit: (_: unknown, bytes: Uint8Array) => void edits.push(bytes) };
  const connection = new Connection({
    ws: ws as unknown as WebSocket,
    stream: new PassThrough(),
    room: room as unknown as Room,
    personId: 'maya',
    user: { id: 'maya', name: 'Maya', color: '#000000', colour: 0, role: 'agent' },
    canWrite: true,
    now: () => 0,
    onMalformed: () => {},
  });
  const say = (bytes: Uint8Array) => ws.emit('message', Buffer.from(editFrame(bytes)), true);
  return { ws, connection, edits, say };
}

test('[N15] a connection whose edits wait is not read beyond a number of bytes, until half are dealt with', () => {
  const { ws, connection, edits, say } = scene();
  while (!ws.isPaused) say(new Uint8Array(MAX_EDIT_BYTES));
  expect(edits).toHaveLength(MAX_WAITING_BYTES / MAX_EDIT_BYTES);
  for (const bytes of edits.splice(0, 2)) connection.dealtWith(bytes.length);
  expect(ws.isPaused).toBe(true);
  for (const bytes of edits.splice(0, 1)) connection.dealtWith(bytes.length);
  expect(ws.isPaused).toBe(false);
});
