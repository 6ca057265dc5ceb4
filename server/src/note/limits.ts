/** Every limit of the note socket, with its unit. */

/** Largest frame a client may send, bytes; ws answers 1009 beyond it. */
export const MAX_FRAME_BYTES = 4 * 1024 * 1024;
/** Largest edit, bytes. A note of 20,000 typed characters sent after a day offline is about 0.3 MB. */
export const MAX_EDIT_BYTES = 2 * 1024 * 1024;
/** Most clocks (characters, formats, blocks, also deleted ones) one edit may add. */
export const MAX_EDIT_CLOCKS = 1_000_000;
/** Most clocks a note may hold over its life. */
export const MAX_NOTE_CLOCKS = 10_000_000;
/**
 * Most items Yjs may walk to place what one edit inserts. Typing walks none; text typed offline walks, once, what
 * others typed at the same place, or once for each insertion where it was typed backwards. About a second.
 */
export const MAX_EDIT_STEPS = 2_000_000;
/** Most client ids one edit may introduce. */
export const MAX_NEW_CLIENTS_PER_EDIT = 64;

/**
 * Edits: a token bucket, frames. The burst lets a whole writing history be played in one go; what a flood
 * costs is bounded further by backpressure: a connection whose edits wait is not read.
 */
export const EDIT_BURST = 400_000;
export const EDITS_PER_S = 5_000;
/** Everything else that costs work (sync step 1, own awareness, receipts): a token bucket, frames. */
export const REQUEST_BURST = 2_000;
export const REQUESTS_PER_S = 400;
/** Frames that are answered with a whole note or everybody's presence: a token bucket. A client asks once. */
export const WHOLE_BURST = 20;
export const WHOLES_PER_S = 2;
/** Largest state vector, bytes; an entry is at most 14, one for each client id that ever wrote in the note. */
export const MAX_STATE_VECTOR_BYTES = 512 * 1024;
/** Edits of one connection that may wait for the room before its socket is paused: frames, and their bytes. */
export const MAX_WAITING_FRAMES = 2_000;
export const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/**
 * How long an edit that builds on what the client has not sent yet may wait for the client's step 2, ms, and how many
 * frames may wait behind it. A stock client that typed offline sends such edits right after it has come back.
 */
export const STEP2_WAIT_MS = 3_000;
export const MAX_HELD_FRAMES = 1_000;

/** Largest awareness state of one client, bytes of JSON. */
export const MAX_AWARENESS_BYTES = 4_096;
/** Awareness entries read from one frame; a stock client resends other people's, which are dropped. */
export const MAX_AWARENESS_ENTRIES = 2_048;
/** Clocks above this are not a live person's counting. */
export const MAX_AWARENESS_CLOCK = 2 ** 31;
/** Presence of a busy room is sent at most this often, ms. */
export const AWARENESS_WINDOW_MS = 40;
/** Presence heard from another process is forgotten after this silence, ms (clients renew every 15 s). */
export const REMOTE_PRESENCE_MS = 45_000;

/** A connection whose unread output passes this is closed with 1013, bytes. Frames are never dropped. */
export const MAX_BUFFERED_BYTES = 16 * 1024 * 1024;
/** Time a closed connection has to finish its closing handshake, ms. */
export const CLOSE_GRACE_MS = 3_000;

/** A room snapshots itself after this many edits, and when idle after a smaller number. */
export const SNAPSHOT_EVERY_EDITS = 500;
export const SNAPSHOT_IDLE_EDITS = 50;
/** A note's first edit is in its derived text so much later, ms, and with it what was written meanwhile. */
export const SETTLE_MS = 700;
/** Notes that fall due within this time of one another are derived from together, ms. */
export const SETTLE_GRAIN_MS = 100;
/** Most notes that are derived from together: their rows are locked for one statement. */
export const MAX_SETTLING_NOTES = 128;
/** An empty room stays loaded this long, ms. */
export const ROOM_LINGER_MS = 30_000;
/** Open rooms compare their seq with Postgres this often, ms: a hint may have been lost. */
export const POLL_MS = 3_000;

/** With this many connections a room gathers edits for COALESCE_MS before it commits again. */
export const BUSY_ROOM_CONNECTIONS = 32;
export const COALESCE_MS = 8;
/** A person's refused edits in one note are written to the ledger at most this often, ms. */
export const REFUSAL_LEDGER_MS = 60_000;
