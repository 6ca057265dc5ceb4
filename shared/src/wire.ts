/**
 * The note socket, `GET /collab/:noteId`. It speaks what y-websocket 3 speaks, plus three message types of
 * ours, which a stock provider ignores. Changing a number here changes the wire: a pinned test guards it.
 */

/** First varUint of every frame. One message a frame. */
export const messageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  receipt: 120,
  askReceipt: 121,
  heartbeat: 122,
} as const;
/** Second varUint of a sync frame (y-protocols/sync). */
export const syncType = { step1: 0, step2: 1, edit: 2 } as const;

/** Close codes. 4400–4499 are final for y-websocket; the others are retried by it. */
export const closeCode = {
  goingAway: 1001,
  protocolError: 1002,
  unsupportedData: 1003,
  tooLarge: 1009,
  restarting: 1012,
  tryAgain: 1013,
  reauthorise: 4205,
  sessionEnded: 4401,
  noAccess: 4403,
  notFound: 4404,
  editRefused: 4422,
  clientTooOld: 4426,
  tooFast: 4429,
} as const;

/** Root XML fragment that holds a note's text. */
export const bodyName = 'body';

/**
 * Version of the editor schema. An editor deletes what it does not know, so a page built for an older
 * schema is turned away with 4426 (`?schema=` in the socket's address; absent means a headless client).
 */
export const editorSchemaVersion = 4;

/** Longest silence from the server, ms. The y-websocket watchdog closes after 30 s without application data. */
export const HEARTBEAT_MS = 15_000;

/** Awareness `user` field, always written by the server from the session. */
export interface AwarenessUser {
  id: string;
  name: string;
  /** CSS colour of the caret, for stock caret extensions. */
  color: string;
  colour: number;
  role: string;
}
