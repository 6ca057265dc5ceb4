/**
 * What a page knows about its link to one note, and what follows from it. Events change the state (`step`);
 * then one function decides what to show and what to do (`decide`). No socket, clock or framework here.
 */

/** Why a link ended for good. All but `too-fast` need the person; that one waits and dials again. */
export type EndReason = 'refused' | 'no-access' | 'gone' | 'session-ended' | 'too-old' | 'too-fast';

export type Link =
  /** No socket; the provider is waiting or dialling. */
  | { readonly at: 'away' }
  /** `delivered`: our step 2 has gone out, so a receipt asked for now covers everything typed so far. */
  | { readonly at: 'open'; readonly since: number; readonly delivered: boolean }
  | { readonly at: 'ended'; readonly why: EndReason; readonly detail: string; readonly since: number };

/** Edits that one receipt will cover. `k` is null while nobody has asked for it. */
export interface Batch {
  readonly k: number | null;
  readonly edits: number;
  /** When the first edit of the batch was made. */
  readonly since: number;
}

export interface Connection {
  readonly link: Link;
  /** What the browser says about the network; a hint for wording only. */
  readonly online: boolean;
  /** The note's text has been here at least once, so it may be shown and edited. */
  readonly loaded: boolean;
  /** Since when this page has not been in step with the server; null while it is. */
  readonly behindSince: number | null;
  /** Edits without a receipt, oldest first; at most the last one is not asked for yet. */
  readonly unsaved: readonly Batch[];
  readonly lastK: number;
  /** Highest seq a receipt named. */
  readonly seq: number;
}

export type ConnectionEvent =
  | { readonly is: 'opened' }
  | { readonly is: 'synced' }
  | { readonly is: 'delivered' }
  | { readonly is: 'edited' }
  | { readonly is: 'asked' }
  | { readonly is: 'receipt'; readonly k: number; readonly seq: number }
  | { readonly is: 'lost' }
  | { readonly is: 'ended'; readonly why: EndReason; readonly detail: string }
  | { readonly is: 'network'; readonly online: boolean };

/** The saved mark of a note. Derived from receipts, never set. */
export type SaveMark =
  | { readonly is: 'connecting' }
  | { readonly is: 'saved' }
  | { readonly is: 'saving' }
  | { readonly is: 'late'; readonly seconds: number }
  | { readonly is: 'reconnecting'; readonly edits: number }
  | { readonly is: 'offline'; readonly edits: number }
  | { readonly is: EndReason; readonly edits: number; readonly detail: string };

export interface Decision {
  readonly mark: SaveMark;
  /** Ask now for a receipt of everything sent so far. */
  readonly ask: boolean;
  /** Drop the socket, if any, and dial at once. */
  readonly redial: boolean;
  /** Look again after this long even if nothing happens, ms. Null: only an event can change anything. */
  readonly lookAgain_ms: number | null;
}

/** From here on "saving" becomes "not saved: n s". */
export const LATE_MS = 3_000;
/** A socket that has not answered for this long is taken for dead, whatever the browser thinks. */
export const STALLED_MS = 10_000;
/** A link may be away this long before the page says so. */
export const QUIET_MS = 1_200;
/** How long a first connection may take before the page says that it has trouble. */
export const CONNECTING_MS = 4_000;
/** Wait after 4429 before dialling again. */
export const TOO_FAST_WAIT_MS = 5_000;
/** Longest wait between two attempts to connect, before jitter. */
export const MAX_BACKOFF_MS = 8_000;
const FIRST_BACKOFF_MS = 250;

export function startConnection(now: number, online: boolean): Connection {
  return { link: { at: 'away' }, online, loaded: false, behindSince: now, unsaved: [], lastK: 0, seq: 0 };
}

export function step(c: Connection, event: ConnectionEvent, now: number): Connection {
  switch (event.is) {
    case 'opened':
      return { ...c, link: { at: 'open', since: now, delivered: false } };
    case 'synced':
      return c.link.at === 'open' ? { ...c, loaded: true, behindSince: null } : c;
    case 'delivered':
      return c.link.at === 'open' ? { ...c, link: { ...c.link, delivered: true } } : c;
    case 'edited':
      return { ...c, unsaved: withEdit(c.unsaved, now) };
    case 'asked':
      return {
        ...c,
        lastK: c.lastK + 1,
        unsaved: c.unsaved.map((b) => (b.k === null ? { ...b, k: c.lastK + 1 } : b)),
      };
    case 'receipt':
      return {
        ...c,
        seq: Math.max(c.seq, event.seq),
        unsaved: c.unsaved.filter((b) => b.k === null || b.k > event.k),
      };
    case 'lost':
      return { ...unlinked(c, now), link: { at: 'away' } };
    case 'ended':
      return { ...unlinked(c, now), link: { at: 'ended', why: event.why, detail: event.detail, since: now } };
    case 'network':
      return { ...c, online: event.online };
  }
}

/** Receipts asked for on a lost socket never come; the next step 2 carries all of it, and one receipt covers it. */
function unlinked(c: Connection, now: number): Connection {
  const first = c.unsaved[0];
  const unsaved = first ? [{ k: null, edits: unsavedEdits(c), since: first.since }] : [];
  return { ...c, unsaved, behindSince: c.behindSince ?? now };
}

function withEdit(unsaved: readonly Batch[], now: number): readonly Batch[] {
  const last = unsaved.at(-1);
  if (!last || last.k !== null) return [...unsaved, { k: null, edits: 1, since: now }];
  return [...unsaved.slice(0, -1), { ...last, edits: last.edits + 1 }];
}

const unsavedEdits = (c: Connection): number => c.unsaved.reduce((sum, batch) => sum + batch.edits, 0);

/** Whether leaving now would lose something a person did. */
export const hasUnsaved = (c: Connection): boolean => c.unsaved.length > 0;

export function decide(c: Connection, now: number): Decision {
  if (c.link.at === 'ended') return whenEnded(c, c.link, now);
  const mark = c.behindSince === null ? markInStep(c, now) : markBehind(c, c.behindSince, now);
  const lookAgain_ms = untilNextLook(c, now);
  if (c.link.at === 'away') return { mark, ask: false, redial: false, lookAgain_ms };
  const waiting = hasUnsaved(c) || c.behindSince !== null;
  return {
    mark,
    ask: c.link.delivered && c.unsaved.at(-1)?.k === null,
    redial: waiting && now - waitingSince(c) >= STALLED_MS,
    lookAgain_ms,
  };
}

function whenEnded(c: Connection, link: Link & { at: 'ended' }, now: number): Decision {
  const mark: SaveMark = { is: link.why, edits: unsavedEdits(c), detail: link.detail };
  if (link.why !== 'too-fast') return { mark, ask: false, redial: false, lookAgain_ms: null };
  const left_ms = link.since + TOO_FAST_WAIT_MS - now;
  return { mark, ask: false, redial: left_ms <= 0, lookAgain_ms: Math.max(left_ms, 0) };
}

function markBehind(c: Connection, behindSince: number, now: number): SaveMark {
  const edits = unsavedEdits(c);
  if (!c.online) return { is: 'offline', edits };
  if (!c.loaded)
    return now - behindSince < CONNECTING_MS ? { is: 'connecting' } : { is: 'reconnecting', edits };
  // A blip with nothing at stake is nobody's business.
  if (edits === 0 && now - behindSince < QUIET_MS) return { is: 'saved' };
  return { is: 'reconnecting', edits };
}

function markInStep(c: Connection, now: number): SaveMark {
  if (!hasUnsaved(c)) return { is: 'saved' };
  const waited_ms = now - waitingSince(c);
  return waited_ms < LATE_MS ? { is: 'saving' } : { is: 'late', seconds: Math.floor(waited_ms / 1_000) };
}

/** Since when this socket owes an answer: what was typed before it opened counts from its opening. */
function waitingSince(c: Connection): number {
  const opened = c.link.at === 'open' ? c.link.since : 0;
  return Math.max(opened, c.unsaved[0]?.since ?? 0);
}

function untilNextLook(c: Connection, now: number): number | null {
  if (c.link.at === 'open' && (hasUnsaved(c) || c.behindSince !== null))
    return 1_000 - ((now - waitingSince(c)) % 1_000);
  if (c.behindSince === null) return null;
  const left_ms = c.behindSince + (c.loaded ? QUIET_MS : CONNECTING_MS) - now;
  return left_ms > 0 ? left_ms : null;
}

/**
 * How long to wait before attempt n (0 is the first after a loss), ms: doubling, with full jitter above half,
 * so that a thousand pages do not come back in the same instant. `random` is in [0, 1).
 */
export function reconnectDelay(attempt: number, random: number): number {
  const ceiling = Math.min(FIRST_BACKOFF_MS * 2 ** attempt, MAX_BACKOFF_MS);
  return Math.round(ceiling * (0.5 + random / 2));
}

const endReasons: Readonly<Record<number, EndReason>> = {
  1009: 'refused',
  4401: 'session-ended',
  4403: 'no-access',
  4404: 'gone',
  4422: 'refused',
  4426: 'too-old',
  4429: 'too-fast',
};

/**
 * What a close code means. Undefined: dial again. The codes are `closeCode` of wire.ts; 1009 is a frame over the
 * limit, which the same text would exceed again. Any other 4400–4499 is final by y-websocket's convention.
 */
export function endReason(code: number): EndReason | undefined {
  return endReasons[code] ?? (code >= 4400 && code < 4500 ? 'refused' : undefined);
}
