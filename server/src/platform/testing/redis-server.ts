import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

/** Where the redis-server of this machine is; null when there is none. */
export function redisServerPath(): string | null {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'redis-server'));
  return candidates.find(isExecutable) ?? null;
}

export interface RedisServer {
  readonly url: string;
  /** Ends the process; `start` brings a new, empty one up on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A real Redis in memory on a port of its own, not yet started. */
export async function redisServer(): Promise<RedisServer> {
  const port = await freePort();
  let running: ChildProcess | null = null;
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      running = await startRedis(port);
    },
    async stop() {
      if (!running) return;
      const gone = once(running, 'exit');
      running.kill('SIGKILL');
      await gone;
      running = null;
    },
  };
}

async function startRedis(port: number): Promise<ChildProcess> {
  const path = redisServerPath();
  if (!path) throw new Error('redis-server is not on the PATH');
  const child = spawn(
    path,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.includes('Ready to accept connections')) break;
  }
  if (!said.includes('Ready to accept connections')) throw new Error(`redis-server did not start:\n${said}`);
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
