import type { Prompt } from '@caseroom/shared/guidance';
import { dueWords } from '../note/due-words.ts';

/** What is missing, and what the button does about it. */
export function promptWords({ rule, detail, since }: Prompt, now: Date): { says: string; does: string } {
  switch (rule) {
    case 'told-unwritten':
      return {
        says: `The customer was told something ${dueWords(new Date(since), now)}, and no note says what.`,
        does: 'Write it down',
      };
    case 'escalated-untold':
      return { says: 'Escalated, and nobody wrote what the customer was told.', does: 'Add it' };
    case 'resolved-without-cause':
      return { says: 'Resolved, and no note names the cause.', does: 'Write the cause' };
    case 'promise-without-time':
      return { says: `Promised, and nobody is reminded of it: “${detail}”`, does: 'Set a time' };
    case 'contact-unwritten':
      return {
        says: `${contactWords[detail] ?? 'The contact'} ended ${dueWords(new Date(since), now)}, and no note was begun.`,
        does: 'Write the note',
      };
    case 'sentiment-changed':
      return {
        says: `The customer feels otherwise than before: ${detail.toLowerCase()}. Nobody wrote why.`,
        does: 'Write why',
      };
  }
}

const contactWords: Record<string, string> = { Call: 'The call', Chat: 'The chat', 'Walk-in': 'The visit' };
