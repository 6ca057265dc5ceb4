import type { Duplex } from 'node:stream';
import { type Refusal, refusalRule, refuse } from '@caseroom/shared/refusal';
import { type AwarenessUser, closeCode, HEARTBEAT_MS } from '@caseroom/shared/wire';
import type { RawData, WebSocket } from 'ws';
import { heartbeatFrame, readFrame } from './frames.ts';
import {
  CLOSE_GRACE_MS,
  EDIT_BURST,
  EDITS_PER_S,
  MAX_BUFFERED_BYTES,
  MAX_STATE_VECTOR_BYTES,
  MAX_WAITING_BYTES,
  MAX_WAITING_FRAMES,
  REQUEST_BURST,
  REQUESTS_PER_S,
  WHOLE_BURST,
  WHOLES_PER_S,
} from './limits.ts';
import type { Member } from './member.ts';
import type { Room } from './room.ts';
import { TokenBucket } from './token-bucket.ts';

export interface ConnectionOptions {
  readonly ws: WebSocket;
  /** The TCP or TLS stream under `ws`: corked while one tick's frames are written. */
  readonly stream: Duplex;
  readonly room: Room;
  readonly personId: string;
  readonly user: AwarenessUser;
  readonly canWrite: boolean;
  readonly now: () => number;
  /** A frame was refused that no client of ours or y-websocket's sends. */
  readonly onMalformed: () => void;
}

/** One WebSocket on one note (SPEC N14, N15, N19–N21). */
export class Connection implements Member {
  readonly personId: string;
  readonly user: AwarenessUser;
  readonly canWrite: boolean;
  state: Member['state'] = 'joining';
  awarenessClient: number | null = null;
  readonly #ws: WebSocket;
  readonly #stream: Duplex;
  readonly #room: Room;
  readonly #options: ConnectionOptions;
  readonly #edits: TokenBucket;
  readonly #requests: TokenBucket;
  readonly #wholes: TokenBucket;
  #waitingFrames = 0;
  #waitingBytes = 0;
  #corked = false;
  #sentAt: number;
  #answersPings = true;

  constructor(options: ConnectionOptions) {
    const now = options.now();
    this.#options = options;
    this.personId = options.personId;
    this.user = options.user;
    this.canWrite = options.canWrite;
    this.#ws = options.ws;
    this.#stream = options.stream;
    this.#room = options.room;
    this.#edits = new TokenBucket(EDIT_BURST, EDITS_PER_S, now);
    this.#requests = new TokenBucket(REQUEST_BURST, REQUESTS_PER_S, now);
    this.#wholes = new TokenBucket(WHOLE_BURST, WHOLES_PER_S, now);
    this.#sentAt = now;
    this.#ws.on('message', (data, isBinary) => this.#receive(data, isBinary));
    this.#ws.on('pong', () => {
      this.#answersPings = true;
    });
    this.#ws.on('close', () => this.#room.leave(this));
    this.#room.join(this);
  }

  send(frame: Uint8Array): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (!this.#corked) this.#cork();
    this.#ws.send(frame);
    this.#sentAt = this.#options.now();
  }

  refuse(refusal: Refusal): void {
    this.close(refusalRule(refusal.refused).close, refusal.refused);
  }

  close(code: number, reason: string): void {
    if (this.state === 'closing' && this.#ws.readyState !== this.#ws.OPEN) return;
    this.#room.leave(this);
    this.state = 'closing';
    this.#ws.resume();
    closeSocket(this.#ws, code, reason);
  }

  dealtWith(bytes: number): void {
    this.#waitingFrames--;
    this.#waitingBytes -= bytes;
    const isRoom = this.#waitingFrames < MAX_WAITING_FRAMES / 2 && this.#waitingBytes < MAX_WAITING_BYTES / 2;
    if (isRoom && this.#ws.isPaused) this.#ws.resume();
  }

  /** To be called every HEARTBEAT_MS: speaks when nothing else was said, and hangs up on the dead. */
  heartbeat(): void {
    if (!this.#answersPings && !this.#ws.isPaused) return this.#ws.terminate();
    this.#answersPings = false;
    this.#ws.ping();
    if (this.#options.now() - this.#sentAt >= HEARTBEAT_MS / 2) this.send(heartbeatFrame);
  }

  /** All frames of this tick leave in one write: the write call is what bounds a busy room. */
  #cork(): void {
    this.#corked = true;
    this.#stream.cork();
    process.nextTick(() => {
      this.#corked = false;
      this.#stream.uncork();
      if (this.#ws.bufferedAmount > MAX_BUFFERED_BYTES) this.close(closeCode.tryAgain, 'reading too slowly');
    });
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.state === 'closing') return;
    if (!isBinary) return this.close(closeCode.unsupportedData, 'binary frames only');
    const message = readFrame(data as Buffer);
    if (!message) {
      this.#options.onMalformed();
      return this.refuse(refuse('edit-malformed'));
    }
    switch (message.kind) {
      case 'edit':
        return this.#receiveEdit(message.bytes, message.isStep2);
      case 'awareness':
        return this.#receiveAwareness(message.bytes);
      case 'step1':
        return this.#receiveStep1(message.stateVector);
      case 'ask-receipt':
        if (this.#mayAsk()) this.#room.askReceipt(this, message.k);
        return;
      case 'query-awareness':
        if (this.#mayAsk(this.#wholes)) this.#sendPresence();
        return;
      case 'unknown':
        this.#mayAsk();
    }
  }

  #receiveEdit(bytes: Uint8Array, isStep2: boolean): void {
    if (!this.#edits.take(this.#options.now())) return this.refuse(refuse('too-fast'));
    this.#waitingFrames++;
    this.#waitingBytes += bytes.length;
    const isTooMuch = this.#waitingFrames >= MAX_WAITING_FRAMES || this.#waitingBytes >= MAX_WAITING_BYTES;
    if (isTooMuch) this.#ws.pause();
    this.#room.edit(this, bytes, isStep2);
  }

  #receiveStep1(stateVector: Uint8Array): void {
    if (stateVector.length > MAX_STATE_VECTOR_BYTES) this.refuse(refuse('edit-too-large'));
    else if (this.#mayAsk(this.#wholes)) this.#room.step1(this, stateVector);
  }

  /** Only what it says of itself is counted: stock clients resend what they hear of others. */
  #receiveAwareness(bytes: Uint8Array): void {
    const spoke = this.#room.presence.say(this, bytes);
    if (spoke === 'malformed') this.refuse(refuse('edit-malformed', 'That presence could not be decoded.'));
    else if (spoke === 'own') this.#mayAsk();
  }

  #sendPresence(): void {
    const others = this.#room.presence.others(this.personId);
    if (others) this.send(others);
  }

  #mayAsk(bucket = this.#requests): boolean {
    if (bucket.take(this.#options.now())) return true;
    this.refuse(refuse('too-fast'));
    return false;
  }
}

/** Closes with a code, and pulls the plug when the other side does not finish the handshake. */
export function closeSocket(ws: WebSocket, code: number, reason: string): void {
  ws.close(code, reason);
  const timer = setTimeout(() => ws.terminate(), CLOSE_GRACE_MS);
  timer.unref();
  ws.once('close', () => clearTimeout(timer));
}
