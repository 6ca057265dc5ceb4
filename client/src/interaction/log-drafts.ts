import type { Channel, Direction, TranscriptReading } from '@caseroom/shared/interaction';
import type { SpeakerRole } from '@caseroom/shared/transcript';
import { createStore, useStore } from '../platform/store.ts';

/** A transcript on its way: what was pasted or picked, how it was read, and who is who. */
export interface TranscriptDraft {
  readonly pasted: string;
  /** The file it came from; null when it was pasted. */
  readonly file: File | null;
  readonly reading: TranscriptReading | null;
  /** Roles that somebody put right, by speaker. */
  readonly roles: Readonly<Record<string, SpeakerRole>>;
}
export const noTranscript: TranscriptDraft = { pasted: '', file: null, reading: null, roles: {} };

/** What is in the form. Times are as the browser's fields hold them. */
export interface LogDraft {
  readonly channel: Channel;
  readonly direction: Direction;
  readonly started: string;
  readonly ended: string;
  /** Somebody set the times; a transcript no longer does. */
  readonly timed: boolean;
  readonly customers: readonly string[];
  readonly staff: readonly string[];
  readonly reference: string;
  readonly transcript: TranscriptDraft;
}

const drafts = createStore<Readonly<Record<string, LogDraft>>>({});

/** The form of a case, kept while the page is open: closing the panel loses no pasted word. */
export function useLogDraft(caseId: string, fresh: () => LogDraft) {
  const held = useStore(drafts)[caseId];
  const draft = held ?? fresh();
  return {
    draft,
    set: (change: Partial<LogDraft>) =>
      drafts.set({ ...drafts.get(), [caseId]: { ...(drafts.get()[caseId] ?? draft), ...change } }),
    forget: () => {
      const { [caseId]: _, ...rest } = drafts.get();
      drafts.set(rest);
    },
  };
}
