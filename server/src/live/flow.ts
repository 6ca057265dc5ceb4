import { refuse } from '@caseroom/shared/refusal';
import { TokenBucket } from '../note/token-bucket.ts';
import { MAX_REFUSED_MESSAGES, MAX_WAITING_FRAMES, MESSAGE_BURST, MESSAGES_PER_S } from './limits.ts';
import type { LiveSocket } from './socket.ts';

/** Refuses what comes too fast, and closes a connection that does not stop. */
export function limitInflow(socket: LiveSocket): void {
  const bucket = new TokenBucket(MESSAGE_BURST, MESSAGES_PER_S, performance.now());
  let refused = 0;
  socket.use(([, ...args], next) => {
    if (bucket.take(performance.now())) {
      refused = 0;
      return next();
    }
    const { refused: code, detail } = refuse('too-fast');
    const ack: unknown = args.at(-1);
    if (typeof ack === 'function') ack({ ok: false, code, detail });
    if (++refused > MAX_REFUSED_MESSAGES) socket.disconnect(true);
  });
}

/** Closes a connection that does not read; its client comes back and catches up. */
export function limitOutflow({ conn }: LiveSocket): void {
  let waiting = 0;
  conn.on('flush', () => {
    waiting = 0;
  });
  conn.on('packetCreate', () => {
    if (++waiting > MAX_WAITING_FRAMES) conn.close(true);
  });
}
