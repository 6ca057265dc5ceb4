import { personColour } from '@caseroom/shared/colour';
import type { PersonRef } from '@caseroom/shared/primitives';
import { bodyName, editorSchemaVersion, messageType } from '@caseroom/shared/wire';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import {
  type Connection,
  type ConnectionEvent,
  decide,
  endReason,
  hasUnsaved,
  reconnectDelay,
  type SaveMark,
  startConnection,
  step,
} from './connection.ts';
import { gatedSocket, type SocketClass } from './gated-socket.ts';

/** Edits made within this time share one request for a receipt. */
const ASK_TICK_MS = 20;
/** `WebSocket.OPEN`; a socket on its way out swallows what it is given. */
const WS_OPEN = 1;
/** Doublings that make y-websocket's own back-off exceed any `maxBackoffTime`, so that ours decides. */
const BEYOND_OWN_BACKOFF = 16;

export interface SessionDeps {
  /** "ws://host/collab", without the note. */
  readonly socketBase: string;
  readonly Socket: SocketClass;
  readonly now: () => number;
  readonly random: () => number;
  readonly online: () => boolean;
}

/** What a page shows of a session. A new object only when something in it changed. */
export interface SessionView {
  readonly mark: SaveMark;
  /** The server's text has been here; before that nothing may be shown as if it were the note. */
  readonly loaded: boolean;
  /** False once the link has ended for good: typing on would be lost. */
  readonly open: boolean;
  readonly unsaved: boolean;
}

/** One note open in this page: its document and its link to the server. Lives until `destroy`. */
export class NoteSession {
  readonly noteId: string;
  readonly doc = new Y.Doc();
  readonly body: Y.XmlFragment;
  readonly awareness: Awareness;
  readonly provider: WebsocketProvider;
  readonly #deps: SessionDeps;
  readonly #listeners = new Set<() => void>();
  #connection: Connection;
  #view: SessionView;
  #attempt = 0;
  #receipted = false;
  #dial: ReturnType<typeof setTimeout>;
  #look: ReturnType<typeof setTimeout> | undefined;
  #ask: ReturnType<typeof setTimeout> | undefined;

  constructor(noteId: string, me: PersonRef, deps: SessionDeps) {
    this.noteId = noteId;
    this.#deps = deps;
    this.body = this.doc.getXmlFragment(bodyName);
    this.#connection = startConnection(deps.now(), deps.online());
    this.#view = this.#see();
    this.provider = new WebsocketProvider(deps.socketBase, noteId, this.doc, {
      connect: false,
      disableBc: true,
      params: { schema: String(editorSchemaVersion) },
      WebSocketPolyfill: gatedSocket(deps.Socket, () => this.#on({ is: 'delivered' })) as typeof WebSocket,
      shouldReconnect: (event) => endReason(event.code) === undefined,
    });
    this.awareness = this.provider.awareness;
    // Only until the server's own entry arrives: it overwrites `user` from the session.
    this.awareness.setLocalStateField('user', { ...me, color: personColour(me.colour).solid, role: '' });
    this.#listen();
    // A page that mounts twice in a row (React's strict mode) never dials for the first of the two.
    this.#dial = setTimeout(() => this.provider.connect(), 0);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  view = (): SessionView => this.#view;

  /** The version this page has at least: the highest seq a receipt named. -1 before the first. */
  get seq(): number {
    return this.#receipted ? this.#connection.seq : -1;
  }

  /**
   * Asks which version this page shows. A receipt comes behind everything the server sent before it, so once `seq`
   * has it, the text up to there is here. False when there is nobody to ask now.
   */
  askSeq(): boolean {
    const { link, loaded, behindSince } = this.#connection;
    const canAsk = link.at === 'open' && link.delivered && loaded && behindSince === null;
    return canAsk && this.#requestReceipt();
  }

  /** Dial at once instead of waiting out the back-off. Does nothing on a live socket or after an end. */
  dialNow(): void {
    if (this.#connection.link.at === 'away' && this.provider.shouldConnect) this.provider.connect();
  }

  /** Dials again after an end, with everything that is here: signed in again, or given access again. */
  resume(): void {
    if (this.#connection.link.at === 'ended') this.#redial();
  }

  setOnline(online: boolean): void {
    this.#on({ is: 'network', online });
    // A socket over a network that went away answers nothing for 30 s; a fresh one tells the truth at once.
    if (this.#connection.link.at !== 'ended' && this.provider.shouldConnect) this.#redial();
  }

  destroy(): void {
    this.#listeners.clear();
    this.provider.destroy();
    // After the provider: closing its socket is an event, which sets timers.
    for (const timer of [this.#dial, this.#look, this.#ask]) clearTimeout(timer);
    this.awareness.destroy();
    this.doc.destroy();
  }

  #listen(): void {
    const { provider } = this;
    this.doc.on('update', (_edit: Uint8Array, origin: unknown) => {
      if (origin !== provider) this.#on({ is: 'edited' });
    });
    this.#watchClientId();
    provider.on('status', ({ status }) => {
      if (status === 'connected') this.#on({ is: 'opened' });
    });
    provider.on('sync', (synced: boolean) => {
      if (!synced) return;
      this.#attempt = 0;
      this.#on({ is: 'synced' });
    });
    provider.on('connection-close', () => this.#backOff());
    provider.on('closed', ({ code, reason }: { code: number; reason: string }) => {
      this.#on({ is: 'ended', why: endReason(code) ?? 'refused', detail: reason });
    });
    provider.messageHandlers[messageType.receipt] = (_encoder, decoder) => {
      const k = decoding.readVarUint(decoder);
      this.#receipted = true;
      this.#on({ is: 'receipt', k, seq: decoding.readVarUint(decoder) });
    };
    provider.messageHandlers[messageType.heartbeat] = () => {};
  }

  /**
   * Yjs takes a new client id when somebody else's words come under this page's. What was typed here under the old
   * one cannot be told from theirs: it would seem to be saved and be nowhere. The link ends as for a refused edit.
   */
  #watchClientId(): void {
    const { clientID } = this.doc;
    this.doc.on('afterTransactionCleanup', () => {
      if (this.doc.clientID === clientID) return;
      this.doc.clientID = clientID; // y-websocket looks its presence up under it when it disconnects
      this.provider.disconnect();
      this.#on({ is: 'ended', why: 'refused', detail: 'edit-contradicts' });
    });
  }

  #backOff(): void {
    this.provider.maxBackoffTime = reconnectDelay(this.#attempt, this.#deps.random());
    this.provider.wsUnsuccessfulReconnects = BEYOND_OWN_BACKOFF;
    this.#attempt += 1;
    this.#on({ is: 'lost' });
  }

  #on(event: ConnectionEvent): void {
    this.#connection = step(this.#connection, event, this.#deps.now());
    this.#act();
  }

  #act(): void {
    const decision = decide(this.#connection, this.#deps.now());
    if (decision.ask) this.#ask ??= setTimeout(() => this.#askForReceipt(), ASK_TICK_MS);
    clearTimeout(this.#look);
    if (decision.lookAgain_ms !== null) this.#look = setTimeout(() => this.#act(), decision.lookAgain_ms);
    this.#publish();
    if (decision.redial) this.#redial();
  }

  #askForReceipt(): void {
    this.#ask = undefined;
    if (decide(this.#connection, this.#deps.now()).ask) this.#requestReceipt();
  }

  #requestReceipt(): boolean {
    const { ws } = this.provider;
    if (ws?.readyState !== WS_OPEN) return false;
    this.#on({ is: 'asked' });
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageType.askReceipt);
    encoding.writeVarUint(encoder, this.#connection.lastK);
    ws.send(encoding.toUint8Array(encoder));
    return true;
  }

  #redial(): void {
    this.provider.disconnect();
    if (this.#connection.link.at === 'ended') this.#on({ is: 'lost' });
    this.provider.connect();
  }

  #see(): SessionView {
    const { loaded, link } = this.#connection;
    const { mark } = decide(this.#connection, this.#deps.now());
    return {
      mark,
      loaded,
      open: link.at !== 'ended' || link.why === 'too-fast',
      unsaved: hasUnsaved(this.#connection),
    };
  }

  #publish(): void {
    const seen = this.#see();
    if (sameView(seen, this.#view)) return;
    this.#view = seen;
    for (const listener of this.#listeners) listener();
  }
}

function sameView(a: SessionView, b: SessionView): boolean {
  return (
    a.loaded === b.loaded &&
    a.open === b.open &&
    a.unsaved === b.unsaved &&
    JSON.stringify(a.mark) === JSON.stringify(b.mark)
  );
}
