import { randomUUID } from 'node:crypto';
import type { PresentPerson } from '@caseroom/shared/live';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Pace } from './limits.ts';
import { createPacer } from './pacer.ts';
import { Announcement, PresenceTable, peopleOf, type Stay } from './presence.ts';

/** The bus channel on which processes tell each other who is connected to them. Messages are `Announcement`s. */
const PRESENCE_CHANNEL = 'presence';

export interface People {
  set(connectionId: string, stay: Stay): void;
  clear(connectionId: string, caseId: string): void;
  in(caseId: string, readLeads: boolean): PresentPerson[];
  /** Everyone in any case of these programs, as people see it who are not leads. */
  inPrograms(programIds: readonly string[]): Record<string, PresentPerson[]>;
  /** Tells the other processes that nobody is here any more. */
  drain(): Promise<void>;
}

export interface PeopleDeps {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly pace: Pace;
  /** Somebody came, went or does something else. Called at most once in `casePeople_ms` a case. */
  readonly onCase: (caseId: string) => void;
  /** The same for the queue, at most once in `queuePeople_ms`; `programId` is known while somebody is or was there. */
  readonly onQueue: (caseId: string, programId: string) => void;
}

/** Presence over all processes: keeps the table, announces changes, repeats itself, forgets the silent. */
export function createPeople({ bus, clock, log, pace, onCase, onQueue }: PeopleDeps): People {
  const table = new PresenceTable(randomUUID());
  const programOf = new Map<string, string>();
  const failed = (err: unknown) => log.error({ err }, 'presence could not be told');
  const toCase = createPacer<string>(pace.casePeople_ms, (caseIds) => caseIds.forEach(onCase), failed);
  const toQueue = createPacer<string>(pace.queuePeople_ms, (caseIds) => caseIds.forEach(tellQueue), failed);
  const toOthers = createPacer<string>(pace.casePeople_ms, (caseIds) => say(table.announce(caseIds)), failed);

  const say = (announcement: Announcement) => bus.publish(PRESENCE_CHANNEL, JSON.stringify(announcement));

  function changed(caseIds: readonly string[]): void {
    for (const caseId of caseIds) {
      const stay = table.staysIn(caseId)[0];
      if (stay) programOf.set(caseId, stay.programId);
      toCase.mark(caseId);
      toQueue.mark(caseId);
    }
  }

  function tellQueue(caseId: string): void {
    const programId = programOf.get(caseId);
    if (table.staysIn(caseId).length === 0) programOf.delete(caseId);
    if (programId) onQueue(caseId, programId);
  }

  const unsubscribe = bus.subscribe(PRESENCE_CHANNEL, (message) => {
    const announcement = readAnnouncement(message);
    if (!announcement) return log.warn('a presence announcement could not be read');
    const heard = table.hear(announcement, clock.now().getTime());
    changed(heard.changed);
    if (heard.isNew) say(table.announce());
  });
  const heart = setInterval(() => {
    say(table.announce());
    changed(table.forgetSilent(clock.now().getTime(), pace.forget_ms));
  }, pace.announce_ms);
  heart.unref();
  // Whoever hears of us for the first time answers with who is there.
  say(table.announce());

  return {
    set(connectionId, stay) {
      table.set(connectionId, stay);
      changed([stay.caseId]);
      toOthers.mark(stay.caseId);
    },
    clear(connectionId, caseId) {
      table.clear(connectionId, caseId);
      changed([caseId]);
      toOthers.mark(caseId);
    },
    in: (caseId, readLeads) => peopleOf(table.staysIn(caseId), readLeads),
    inPrograms: (programIds) =>
      Object.fromEntries(
        table.casesOf(programIds).map((caseId) => [caseId, peopleOf(table.staysIn(caseId), false)]),
      ),
    async drain() {
      clearInterval(heart);
      unsubscribe();
      await Promise.all([toCase.stop(), toQueue.stop(), toOthers.stop()]);
      say({ ...table.announce([]), isFull: true });
    },
  };
}

function readAnnouncement(message: Uint8Array): Announcement | null {
  try {
    return Announcement.parse(JSON.parse(new TextDecoder().decode(message)));
  } catch {
    return null;
  }
}
