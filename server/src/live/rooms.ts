import type { LiveServer } from './socket.ts';

/** Socket.IO rooms. A connection in a case is in exactly one of its two: what is for leads differs. */
export const caseRoom = (caseId: string, readLeads: boolean): string =>
  `case:${caseId}:${readLeads ? 'leads' : 'team'}`;

/** One person's connections in a case, for what the ledger shows to them alone. */
export const ownCaseRoom = (caseId: string, personId: string): string => `case:${caseId}:of:${personId}`;

/** Every connection of one person. */
export const personRoom = (personId: string): string => `person:${personId}`;

/** The connections of administrators. */
export const ADMIN_ROOM = 'admins';

const PROGRAM = 'program:';
/** Those who watch the queue of a program. */
export const programRoom = (programId: string): string => PROGRAM + programId;
export const isProgramRoom = (room: string): boolean => room.startsWith(PROGRAM);

/** The programs whose queue somebody watches on this process, kept as rooms come and go. */
export function watchedPrograms(io: LiveServer): ReadonlySet<string> {
  const watched = new Set<string>();
  const { adapter } = io.sockets;
  adapter.on('create-room', (room: string) => {
    if (isProgramRoom(room)) watched.add(room.slice(PROGRAM.length));
  });
  adapter.on('delete-room', (room: string) => void watched.delete(room.slice(PROGRAM.length)));
  return watched;
}
