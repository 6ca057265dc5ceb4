import type { NewTranscript } from '@caseroom/shared/interaction';
import type { SpeakerRole, Turn } from '@caseroom/shared/transcript';
import type { TranscriptDraft } from './log-drafts.ts';

export interface Speaker {
  /** What the transcript calls them; turns without a name are one speaker per role. */
  readonly key: string;
  readonly name: string | null;
  readonly role: SpeakerRole;
  readonly turns: number;
}

const keyOf = ({ speaker, role }: Turn): string => speaker ?? `(${role})`;

/** Who speaks, in the order in which they are first heard, with the roles that were put right. */
export function speakersOf(turns: readonly Turn[], roles: TranscriptDraft['roles']): Speaker[] {
  const speakers = new Map<string, Speaker>();
  for (const turn of turns) {
    const key = keyOf(turn);
    const held = speakers.get(key);
    speakers.set(key, {
      key,
      name: turn.speaker,
      role: roles[key] ?? held?.role ?? turn.role,
      turns: (held?.turns ?? 0) + 1,
    });
  }
  return [...speakers.values()];
}

export const withRoles = (turns: readonly Turn[], roles: TranscriptDraft['roles']): Turn[] =>
  turns.map((turn) => ({ ...turn, role: roles[keyOf(turn)] ?? turn.role }));

/** Our side becomes the customer and the customer us. */
export const swapped = (speakers: readonly Speaker[]): Record<string, SpeakerRole> =>
  Object.fromEntries(
    speakers.map(({ key, role }) => [
      key,
      role === 'agent' ? 'customer' : role === 'customer' ? 'agent' : role,
    ]),
  );

/** What is sent; null while there is nothing to send. */
export function transcriptOf({ reading, roles, file }: TranscriptDraft): NewTranscript | null {
  if (!reading || reading.turns.length === 0) return null;
  return { name: file?.name ?? '', format: reading.format, turns: withRoles(reading.turns, roles) };
}
