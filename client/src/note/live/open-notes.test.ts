import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { FakeSocket } from './fake-socket.ts';
import type { SocketClass } from './gated-socket.ts';
import { OpenNotes } from './open-notes.ts';

const me = { id: 'f3b1c6de-0000-4000-8000-000000000001', name: 'Maya Okafor', colour: 0 };

describe('the notes open in a page', () => {
  let notes: OpenNotes;
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    FakeSocket.all = [];
    notes = new OpenNotes({
      socketBase: 'ws://caseroom/collab',
      Socket: FakeSocket as unknown as SocketClass,
      now: Date.now,
      random: () => 0,
      online: () => true,
    });
  });
  afterEach(() => vi.useRealTimers());

  const openLive = () => {
    const session = notes.open('note-1', 'Case note', me);
    vi.advanceTimersByTime(1);
    FakeSocket.last.open();
    FakeSocket.last.syncWith(new Y.Doc());
    return session;
  };

  it('end with their pane when everything is saved', () => {
    notes.close(openLive());
    expect(FakeSocket.last.readyState).toBe(3);
    expect(notes.leaving()).toEqual([]);
  });

  it('stay connected after their pane until the receipt comes, and say so meanwhile', () => {
    const session = openLive();
    session.body.push([new Y.XmlText('not saved yet')]);
    notes.close(session);
    expect(notes.leaving()).toEqual([{ session, title: 'Case note' }]);
    expect(notes.anyUnsaved).toBe(true);
    vi.advanceTimersByTime(20);
    FakeSocket.last.receipt(1, 1);
    expect(notes.leaving()).toEqual([]);
    expect(notes.anyUnsaved).toBe(false);
    expect(FakeSocket.last.readyState).toBe(3);
  });

  it('that are opened again before they are saved are the same, text and all', () => {
    const session = openLive();
    session.body.push([new Y.XmlText('kept')]);
    notes.close(session);
    expect(notes.open('note-1', 'Case note', me)).toBe(session);
    expect(notes.leaving()).toEqual([]);
  });

  it('are shared by panes and end with the last of them', () => {
    const session = openLive();
    expect(notes.open('note-1', 'Case note', me)).toBe(session);
    notes.close(session);
    expect(FakeSocket.last.readyState).toBe(1);
    notes.close(session);
    expect(FakeSocket.last.readyState).toBe(3);
  });

  it('that were refused stay until the person lets them go', () => {
    const session = openLive();
    session.body.push([new Y.XmlText('refused')]);
    FakeSocket.last.drop(4422);
    notes.close(session);
    vi.advanceTimersByTime(3_600_000);
    expect(notes.leaving()).toHaveLength(1);
    notes.forget(session);
    expect(notes.leaving()).toEqual([]);
    expect(notes.open('note-1', 'Case note', me)).not.toBe(session);
  });
});
