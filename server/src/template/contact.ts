import type { Channel, Direction } from '@caseroom/shared/interaction';
import type { Db } from '../platform/db.ts';
import type { RecordFacts } from './fill.ts';

/** A contact with the customer that a note is about. */
interface Contact {
  readonly channel: Channel;
  readonly direction: Direction;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly reference: string;
}

/** A note added without a word on what it is about is about a contact of its author's within this time, minutes. */
const RECENT_MIN = 60;

/** The options of shipped templates for each channel and direction. */
const channelWords: Record<Channel, string> = {
  call: 'Phone',
  chat: 'Chat',
  email: 'E-mail',
  sms: 'Messaging app',
  'walk-in': 'In person',
};
const directionWords: Record<Direction, string> = {
  inbound: 'They contacted us',
  outbound: 'We contacted them',
};

/** What is known of the contact that a note is about; without one, only that it happens now. */
export async function contactFacts(
  db: Db,
  about: {
    readonly caseId: string;
    readonly authorId: string;
    readonly at: Date;
    readonly interactionId?: string | undefined;
  },
): Promise<RecordFacts> {
  const contact = await contactOf(db, about);
  if (!contact) return { 'contact.startedAt': about.at.toISOString() };
  const { channel, direction, startedAt, endedAt, reference } = contact;
  return {
    channel: channelWords[channel],
    'contact.direction': directionWords[direction],
    'contact.startedAt': startedAt.toISOString(),
    ...(endedAt ? { 'contact.endedAt': endedAt.toISOString() } : {}),
    ...(reference ? { 'contact.reference': reference } : {}),
  };
}

async function contactOf(
  db: Db,
  { caseId, authorId, at, interactionId }: Parameters<typeof contactFacts>[1],
): Promise<Contact | undefined> {
  const since = new Date(at.getTime() - RECENT_MIN * 60_000);
  const which = interactionId
    ? db`id = ${interactionId}`
    : db`logged_by = ${authorId} and (ended_at is null or ended_at > ${since})
         and not exists (select 1 from interaction_note n where n.interaction_id = interaction.id)`;
  const [contact] = await db<Contact[]>`
    select channel, direction, started_at as "startedAt", ended_at as "endedAt", reference
    from interaction where case_id = ${caseId} and ${which} order by started_at desc limit 1`;
  return contact;
}
