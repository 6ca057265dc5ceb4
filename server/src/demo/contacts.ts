import type { Participant } from '@caseroom/shared/interaction';
import { linkNote, logInteraction } from '../interaction/acts.ts';
import { maskTurns } from '../interaction/transcript/mask.ts';
import { guessRoles } from '../interaction/transcript/roles.ts';
import { readText } from '../interaction/transcript/text.ts';
import { tidyTurns } from '../interaction/transcript/turns.ts';
import { type ContactScript, demoContacts } from './contact-scripts.ts';
import { granted } from './granted.ts';
import { personName } from './people.ts';
import { momentOf } from './when.ts';
import type { Happening, Writing } from './write.ts';

const MINUTE_MS = 60_000;

/** Contacts with the customer, each logged when it ended; what was said was written into the case's first note. */
export const contacting = (writing: Writing): Happening[] =>
  (demoContacts[writing.script.number] ?? []).map((contact) => ({
    at: momentOf(contact.at, writing.now),
    happen: async () => {
      await logContact(writing, contact);
      return [];
    },
  }));

async function logContact(
  { tx, cast, now, caseId, script, notes }: Writing,
  contact: ContactScript,
): Promise<void> {
  const { channel, direction, minutes, reference } = contact;
  const at = momentOf(contact.at, now);
  const participants: Participant[] = [
    { name: script.customer.name, role: 'customer' },
    { name: personName(contact.by), role: 'agent' },
  ];
  const done = granted(
    await logInteraction(
      tx,
      { caseId, actorId: cast.person(contact.by), at },
      {
        channel,
        direction,
        reference,
        participants,
        startedAt: new Date(at.getTime() - minutes * MINUTE_MS),
        endedAt: at,
      },
      transcriptOf(contact, script.customer.name),
    ),
  );
  const [first] = notes;
  if (first) await linkNote(tx, done.interactionId, first.noteId);
}

function transcriptOf({ transcript, by, channel }: ContactScript, customer: string) {
  if (transcript === undefined) return undefined;
  const known = { customers: [customer], staff: [personName(by)] };
  const { turns } = readText(transcript, known);
  const name = channel === 'email' ? '' : 'recording.txt';
  return {
    name,
    format: 'text' as const,
    turns: maskTurns(tidyTurns(turns, guessRoles(turns, known))).turns,
  };
}
