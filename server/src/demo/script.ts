import type { Customer, Priority, Status } from '@caseroom/shared/case';
import type { EscalationReason } from '@caseroom/shared/escalation';
import type { Audience, NoteKind } from '@caseroom/shared/note';
import type { PersonKey, ProgramKey } from './people.ts';

/** The demo as data: what is written in `cases/`, read by `play.ts` and `seed.ts`. Moments are those of `when.ts`. */
export interface CaseScript {
  readonly number: number;
  readonly program: ProgramKey;
  readonly subject: string;
  readonly priority: Priority;
  readonly customer: Customer;
  readonly tags?: readonly string[];
  /** Who opened it and owns it: what is handed over to somebody else is told in `handovers.ts`. */
  readonly owner: PersonKey;
  readonly opened: string;
  readonly changes?: readonly CaseChange[];
  readonly swarm?: readonly QuestionScript[];
  readonly notes: readonly NoteScript[];
}

export interface CaseChange {
  readonly at: string;
  readonly by: PersonKey;
  readonly to: { readonly status?: Status; readonly priority?: Priority; readonly tags?: readonly string[] };
}

/** What somebody was asked in the swarm, and what they said, if anything yet. */
export interface QuestionScript {
  readonly at: string;
  readonly by: PersonKey;
  readonly to: PersonKey;
  readonly question: string;
  readonly answer?: { readonly at: string; readonly text: string };
}

/** To tier 2, with the escalation note it belongs to. It waits unless it was declined. */
export interface EscalationScript {
  readonly reason: EscalationReason;
  readonly ask: string;
  readonly sent: string;
  readonly declined?: { readonly at: string; readonly by: PersonKey; readonly reason: string };
}

export interface NoteScript {
  readonly kind: NoteKind;
  readonly title?: string;
  readonly audience?: Audience;
  /** Starts without the kind's outline. */
  readonly blank?: true;
  /** Starts with the program's template, these of its fields answered by key; a date and time is a moment. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly by: PersonKey;
  readonly at: string;
  readonly turns: readonly Turn[];
  readonly escalation?: EscalationScript;
  readonly recheck?: RecheckScript;
  readonly interim?: InterimScript;
  /** Starts with a summary, drafted from the contact of this reference. */
  readonly draftedFrom?: string;
  readonly finalised?: { readonly at: string; readonly by: PersonKey };
}

/** A message to the customer that was put on their page, or waits for a lead. Without it, it is being written. */
export interface InterimScript {
  readonly is: 'released' | 'waiting';
  readonly by: PersonKey;
  readonly at: string;
  /** Minutes from now; null: nobody said when they hear again. */
  readonly nextUpdateIn: number | null;
  /** Why what the check found was fine. */
  readonly why?: string;
  /** Key of a link to the customer's page that was made with it: the README names the address. */
  readonly pageKey?: string;
}

/** Whether it is still right is looked at on a day counted from today, negative where nobody has, and then again. */
export interface RecheckScript {
  readonly inDays: number;
  readonly everyDays: number | null;
}

/** What is said beside a phrase of the note. */
export interface ThreadScript {
  /** Says "@" and the name of everybody in `mentions`. */
  readonly body: string;
  readonly mentions?: readonly PersonKey[];
  /** Who is coached: the thread is between them and its author. */
  readonly coaching?: PersonKey;
  /** Other words for the phrase. */
  readonly suggestion?: string;
  readonly replies?: readonly { readonly at: string; readonly by: PersonKey; readonly body: string }[];
  readonly resolved?: { readonly at: string; readonly by: PersonKey };
  readonly evidence?: true;
}

/** One person's stretch of work on a note. */
export interface Turn {
  readonly by: PersonKey;
  readonly at: string;
  readonly acts: readonly Act[];
  /** Begins while the turn before it is still being typed. */
  readonly meanwhile?: true;
}

export type Act =
  | { readonly act: 'write'; readonly section: string | null; readonly markup: string }
  | { readonly act: 'after' | 'before'; readonly phrase: string; readonly text: string }
  | { readonly act: 'drop' | 'tick' | 'heading' | 'split' | 'dropSection'; readonly phrase: string }
  | { readonly act: 'replace'; readonly phrase: string; readonly text: string }
  | { readonly act: 'mark'; readonly phrase: string; readonly mark: 'bold' | 'strike' | 'code' }
  | { readonly act: 'move'; readonly phrase: string; readonly below: string }
  | { readonly act: 'accept' }
  | { readonly act: 'pause'; readonly seconds: number }
  | { readonly act: 'name'; readonly label: string }
  | { readonly act: 'comment'; readonly phrase: string; readonly thread: ThreadScript };

export const changed = (at: string, by: PersonKey, to: CaseChange['to']): CaseChange => ({ at, by, to });

export const by = (person: PersonKey, at: string, ...acts: Act[]): Turn => ({ by: person, at, acts });
export const meanwhile = (person: PersonKey, at: string, ...acts: Act[]): Turn => ({
  by: person,
  at,
  acts,
  meanwhile: true,
});

/** Types below a heading: into its empty line where there is one, else after what stands there. */
export const under = (section: string, markup: string): Act => ({ act: 'write', section, markup });
/** Types at the end of the note. */
export const write = (markup: string): Act => ({ act: 'write', section: null, markup });
export const after = (phrase: string, text: string): Act => ({ act: 'after', phrase, text });
export const before = (phrase: string, text: string): Act => ({ act: 'before', phrase, text });
export const replace = (phrase: string, text: string): Act => ({ act: 'replace', phrase, text });
export const drop = (phrase: string): Act => ({ act: 'drop', phrase });
/** Removes a heading and everything below it. */
export const dropSection = (phrase: string): Act => ({ act: 'dropSection', phrase });
export const tick = (phrase: string): Act => ({ act: 'tick', phrase });
/** Makes a heading of the line that holds the phrase. */
export const heading = (phrase: string): Act => ({ act: 'heading', phrase });
/** Presses Enter after the phrase. */
export const split = (phrase: string): Act => ({ act: 'split', phrase });
export const bold = (phrase: string): Act => ({ act: 'mark', phrase, mark: 'bold' });
export const strike = (phrase: string): Act => ({ act: 'mark', phrase, mark: 'strike' });
export const code = (phrase: string): Act => ({ act: 'mark', phrase, mark: 'code' });
/** Drags the line or list item that holds the phrase below another one. */
export const move = (phrase: string, below: string): Act => ({ act: 'move', phrase, below });
export const pause = (seconds: number): Act => ({ act: 'pause', seconds });
/** Lets every drafted line of a summary stand that is still there; its steps are somebody's to do from then on. */
export const accept: Act = { act: 'accept' };
/** Names the version the note has reached. */
export const name = (label: string): Act => ({ act: 'name', label });
/** Begins a thread about a phrase. */
export const comment = (phrase: string, thread: ThreadScript): Act => ({ act: 'comment', phrase, thread });
