import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createLog, silentLog } from './log.ts';
import { drainInOrder, drainOnSignals, SAME_SIGNAL_MS } from './shutdown.ts';

test('steps run one after the other, whatever becomes of those before', async () => {
  const lines: { step?: string }[] = [];
  const log = createLog({ level: 'error', to: { write: (line) => void lines.push(JSON.parse(line)) } });
  const ended: string[] = [];
  const end = (name: string) => ({
    name,
    run: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(name);
    },
  });
  const broken = { name: 'broken', run: () => Promise.reject(new Error('no')) };
  const throws = {
    name: 'throws',
    run: () => {
      throw new Error('no');
    },
  };
  const hangs = { name: 'hangs', run: () => new Promise<void>(() => {}) };
  expect(await drainInOrder([end('first'), broken, throws, hangs, end('last')], log, 20)).toBe(false);
  expect(ended).toEqual(['first', 'last']);
  expect(lines.map((line) => line.step)).toEqual(['broken', 'throws', 'hangs']);
  expect(await drainInOrder([end('a')], log)).toBe(true);
});

function fakeProcess() {
  const events = new EventEmitter();
  const codes: number[] = [];
  let exited = () => {};
  const exit = new Promise<void>((resolve) => {
    exited = resolve;
  });
  return {
    events,
    codes,
    exit,
    like: {
      on: (event: string, listener: (...args: never[]) => void) => events.on(event, listener as () => void),
      exit: (code: number) => {
        codes.push(code);
        exited();
      },
    },
  };
}

test.each(['SIGINT', 'SIGTERM'])('%s drains and exits 0', async (signal) => {
  const proc = fakeProcess();
  let drained = 0;
  drainOnSignals(async () => void drained++, silentLog, proc.like);
  proc.events.emit(signal);
  await proc.exit;
  expect([drained, proc.codes]).toEqual([1, [0]]);
});

test('a second signal leaves at once; an echo of the first does not', async () => {
  const proc = fakeProcess();
  let time = 0;
  drainOnSignals(
    () => new Promise(() => {}),
    silentLog,
    proc.like,
    () => time,
  );
  proc.events.emit('SIGINT');
  time += 10;
  proc.events.emit('SIGINT');
  expect(proc.codes).toEqual([]);
  time += SAME_SIGNAL_MS + 1;
  proc.events.emit('SIGINT');
  expect(proc.codes).toEqual([1]);
});

test.each(['uncaughtException', 'unhandledRejection'])('%s is logged and drains with 1', async (event) => {
  const lines: { err: { message: string } }[] = [];
  const log = createLog({ level: 'error', to: { write: (line) => void lines.push(JSON.parse(line)) } });
  const proc = fakeProcess();
  let drained = 0;
  drainOnSignals(async () => void drained++, log, proc.like);
  proc.events.emit(event, new Error('a bug'));
  proc.events.emit(event, new Error('another, while draining'));
  await proc.exit;
  expect([drained, proc.codes]).toEqual([1, [1]]);
  expect(lines.map(({ err }) => err.message)).toEqual(['a bug', 'another, while draining']);
});

test('a database that leaves while the client opens a connection ends nothing', () => {
  const proc = fakeProcess();
  drainOnSignals(() => Promise.reject(new Error('not called')), silentLog, proc.like);
  proc.events.emit('unhandledRejection', Object.assign(new Error(), { code: 'CONNECTION_CLOSED' }));
  proc.events.emit('unhandledRejection', Object.assign(new Error(), { code: '57P01' }));
  expect(proc.codes).toEqual([]);
});

test('a failing drain still exits', async () => {
  const proc = fakeProcess();
  const stop = drainOnSignals(() => Promise.reject(new Error('no')), silentLog, proc.like);
  stop(1);
  await proc.exit;
  expect(proc.codes).toEqual([1]);
});
