import { editorSchemaVersion } from '@caseroom/shared/wire';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { FakeSocket } from './fake-socket.ts';
import type { SocketClass } from './gated-socket.ts';
import { NoteSession } from './note-session.ts';

const me = { id: 'f3b1c6de-0000-4000-8000-000000000001', name: 'Maya Okafor', colour: 0 };

function openSession(): NoteSession {
  return new NoteSession('note-1', me, {
    socketBase: 'ws://caseroom/collab',
    Socket: FakeSocket as unknown as SocketClass,
    now: Date.now,
    random: () => 0,
    online: () => true,
  });
}

/** Dialled, opened and in step with `server`. */
function liveSession(server: Y.Doc): NoteSession {
  const session = openSession();
  vi.advanceTimersByTime(1);
  FakeSocket.last.open();
  FakeSocket.last.syncWith(server);
  return session;
}

const type = (session: NoteSession, word: string) => session.body.push([new Y.XmlText(word)]);

describe('a note session', () => {
  let server: Y.Doc;
  let session: NoteSession;
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    FakeSocket.all = [];
    server = new Y.Doc();
  });
  afterEach(() => {
    session.destroy();
    vi.useRealTimers();
  });

  it('dials the note with its schema version, and not at all when destroyed at once', () => {
    openSession().destroy();
    vi.advanceTimersByTime(1_000);
    expect(FakeSocket.all).toEqual([]);
    session = openSession();
    vi.advanceTimersByTime(1);
    expect(FakeSocket.last.url).toBe(`ws://caseroom/collab/note-1?schema=${editorSchemaVersion}`);
  });

  it('ends as refused when somebody else’s words come under its client id after it has typed', () => {
    session = liveSession(server);
    session.body.push([new Y.XmlElement('paragraph')]);
    const twin = new Y.Doc();
    twin.clientID = session.doc.clientID;
    twin.getXmlFragment('body').push(Array.from({ length: 40 }, () => new Y.XmlElement('paragraph')));
    Y.applyUpdate(session.doc, Y.encodeStateAsUpdate(twin), session.provider);
    expect(session.view()).toMatchObject({
      open: false,
      mark: { is: 'refused', detail: 'edit-contradicts' },
    });
  });

  it('shows no text as the note before the server has sent it', () => {
    session = openSession();
    expect(session.view()).toMatchObject({ loaded: false, mark: { is: 'connecting' } });
    vi.advanceTimersByTime(1);
    FakeSocket.last.open();
    expect(session.view().loaded).toBe(false);
    FakeSocket.last.syncWith(server);
    expect(session.view()).toMatchObject({ loaded: true, mark: { is: 'saved' } });
  });

  it('knows which version it shows once the server has said so, whoever wrote it', () => {
    session = openSession();
    expect(session.askSeq()).toBe(false);
    vi.advanceTimersByTime(1);
    FakeSocket.last.open();
    FakeSocket.last.syncWith(server);
    expect(session.seq).toBe(-1);
    expect(session.askSeq()).toBe(true);
    FakeSocket.last.receipt(1, 7);
    expect(session.seq).toBe(7);
    expect(session.view().mark).toEqual({ is: 'saved' });
  });

  it('asks once for edits of one tick, and is saved when the receipt comes', () => {
    session = liveSession(server);
    type(session, 'a');
    type(session, 'b');
    expect(session.view()).toMatchObject({ mark: { is: 'saving' }, unsaved: true });
    vi.advanceTimersByTime(20);
    expect(FakeSocket.last.frames.slice(-3)).toEqual(['edit', 'edit', 'ask 1']);
    FakeSocket.last.receipt(1, 2);
    expect(session.view()).toMatchObject({ mark: { is: 'saved' }, unsaved: false });
  });

  it('keeps edits back on a fresh socket until its step 2 has carried them, then asks', () => {
    session = liveSession(server);
    FakeSocket.last.drop(1006);
    type(session, 'offline ');
    vi.advanceTimersByTime(500);
    const socket = FakeSocket.last;
    socket.open();
    type(session, 'early');
    expect(socket.frames).toEqual(['step 1', 'type 1']);
    socket.syncWith(server);
    vi.advanceTimersByTime(20);
    expect(socket.frames).toEqual(['step 1', 'type 1', 'step 2', 'ask 1']);
    socket.deliverTo(server);
    expect(server.getXmlFragment('body').toString()).toBe('offline early');
  });

  it('does not take other people’s edits for its own', () => {
    session = liveSession(server);
    server.getXmlFragment('body').push([new Y.XmlText('theirs')]);
    FakeSocket.last.syncWith(server);
    expect(session.view().unsaved).toBe(false);
    expect(session.body.toString()).toBe('theirs');
  });

  it('says how long an edit has not been saved, then dials again', () => {
    session = liveSession(server);
    type(session, 'a');
    vi.advanceTimersByTime(4_100);
    expect(session.view().mark).toEqual({ is: 'late', seconds: 4 });
    vi.advanceTimersByTime(6_000);
    expect(FakeSocket.all).toHaveLength(2);
    expect(session.view().mark).toEqual({ is: 'reconnecting', edits: 1 });
  });

  it('stops at a refusal, keeps the text and says what was refused', () => {
    session = liveSession(server);
    type(session, 'kept');
    FakeSocket.last.drop(4422, 'The edit is larger than the limit.');
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(session.view()).toMatchObject({
      open: false,
      unsaved: true,
      mark: { is: 'refused', edits: 1, detail: 'The edit is larger than the limit.' },
    });
    expect(session.body.toString()).toBe('kept');
  });

  it('waits after being too fast, and goes on by itself', () => {
    session = liveSession(server);
    FakeSocket.last.drop(4429);
    expect(session.view()).toMatchObject({ open: true, mark: { is: 'too-fast' } });
    vi.advanceTimersByTime(5_001);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('dials at once when the network comes back, without a second socket later', () => {
    session = liveSession(server);
    FakeSocket.last.drop(1006);
    session.setOnline(true);
    expect(FakeSocket.all).toHaveLength(2);
    vi.advanceTimersByTime(9_000);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('shows itself under a placeholder until the server writes its identity', () => {
    session = liveSession(server);
    expect(session.awareness.getLocalState()).toMatchObject({ user: { id: me.id, name: me.name } });
  });
});
