import { z } from 'zod';
import type { CrmFactChange, CrmMilestone, CrmProvider } from './crm.ts';
import { Program } from './people.ts';
import { Id, line, PersonRef, Seq, Time, text } from './primitives.ts';
import { NearestTimer, type PauseReason, type TimerKind } from './timer.ts';

export const Status = z.enum(['open', 'waiting', 'resolved', 'closed']);
export type Status = z.infer<typeof Status>;
export const statusNames: Record<Status, string> = {
  open: 'Open',
  waiting: 'Waiting',
  resolved: 'Resolved',
  closed: 'Closed',
};

/** P1 is the most urgent. */
export const Priority = z.enum(['P1', 'P2', 'P3', 'P4']);
export type Priority = z.infer<typeof Priority>;
export const priorityNames: Record<Priority, string> = {
  P1: 'Critical',
  P2: 'High',
  P3: 'Normal',
  P4: 'Low',
};

export const MAX_SUBJECT_CHARS = 200;
export const MAX_TAGS = 20;
export const MAX_TAG_CHARS = 40;
export const MAX_SEARCH_CHARS = 200;
/** Longest cursor of the queue, in characters. */
export const MAX_CURSOR_CHARS = 800;
/** The filter menus offer at most this many owners, and this many tags: the most frequent ones. */
export const MAX_FACET_VALUES = 200;

/** Tags are lower case, without commas, inner spaces kept: `billing`, `churn risk`. */
export const Tag = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(MAX_TAG_CHARS)
  .regex(/^[^,\p{C}]+$/u, 'A tag cannot hold commas or control characters.');

export const Customer = z.strictObject({
  name: line(120),
  email: text(254).optional(),
  phone: text(40).optional(),
  company: text(120).optional(),
  /** The client company's own reference for this customer. */
  account: text(80).optional(),
  /** IANA time zone, such as "Europe/Lisbon". */
  timeZone: text(60).optional(),
});
export type Customer = z.infer<typeof Customer>;

/** A case as a row of the queue. */
export const CaseSummary = z.object({
  id: Id,
  /** "C-1042". */
  number: z.string(),
  program: Program,
  subject: z.string(),
  status: Status,
  priority: Priority,
  customerName: z.string(),
  owner: PersonRef,
  tags: z.array(z.string()),
  openedAt: Time,
  /** Last committed edit or event. */
  touchedAt: Time,
  /** Head of the case's ledger. */
  eventSeq: z.number().int(),
  /** The deadline to mind; null when nothing is timed. */
  timer: NearestTimer.nullable(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

/** What the asking person may do here; the page shows only what works. */
export const CaseRights = z.object({
  write: z.boolean(),
  readLeads: z.boolean(),
  /** The statuses this person may give the case now, its present one included. */
  statuses: z.array(Status),
});
export type CaseRights = z.infer<typeof CaseRights>;

export const Case = CaseSummary.extend({ customer: Customer, rights: CaseRights });
export type Case = z.infer<typeof Case>;

export const CaseSort = z.enum(['touched', 'due', 'opened', 'priority', 'number', 'subject']);
export type CaseSort = z.infer<typeof CaseSort>;

/** Filters of the queue. Lists are comma separated; `owner` is a person's id or `me`. */
/** Of a list of case numbers. */
const MAX_NUMBERS_CHARS = 8_000;

export const ListCases = z.strictObject({
  status: z.string().max(100).optional(),
  owner: z.string().max(400).optional(),
  priority: z.string().max(40).optional(),
  tag: z.string().max(400).optional(),
  program: z.string().max(400).optional(),
  /** "C-1042,C-1043". */
  number: z.string().max(MAX_NUMBERS_CHARS).optional(),
  /** Matches subject, customer name and number, all words, in any order, case and accent insensitive. */
  q: text(MAX_SEARCH_CHARS).optional(),
  sort: CaseSort.default('touched'),
  order: z.enum(['asc', 'desc']).optional(),
  cursor: z.string().max(MAX_CURSOR_CHARS).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListCases = z.input<typeof ListCases>;

/** Which cases the filter menus count owners and tags over; both lists as in `ListCases`. */
export const CountCases = ListCases.pick({ status: true, program: true });

/** Counts for the queue's tabs (over every program of the asker) and for its filter menus. */
export const CaseFacets = z.object({
  /** Open or waiting, and owned by the asker. */
  mine: z.number().int(),
  /** Open or waiting. */
  unresolved: z.number().int(),
  all: z.number().int(),
  statuses: z.record(Status, z.number().int()),
  /** Most frequent first. */
  owners: z.array(z.object({ person: PersonRef, count: z.number().int() })),
  tags: z.array(z.object({ tag: z.string(), count: z.number().int() })),
});
export type CaseFacets = z.infer<typeof CaseFacets>;

/** The statuses of work that is still to be done. */
export const unresolvedStatuses: readonly Status[] = ['open', 'waiting'];

export const NewCase = z.strictObject({
  programId: Id,
  subject: line(MAX_SUBJECT_CHARS),
  priority: Priority,
  customer: Customer,
  tags: z.array(Tag).max(MAX_TAGS).default([]),
});
export type NewCase = z.input<typeof NewCase>;

/**
 * Ownership is not here: it moves only when its receiver accepts (P3). Fields that are left out stay as they
 * are, those of the customer too; an empty text clears a customer's field.
 */
export const PatchCase = z
  .strictObject({
    subject: line(MAX_SUBJECT_CHARS).optional(),
    status: Status.optional(),
    priority: Priority.optional(),
    tags: z.array(Tag).max(MAX_TAGS).optional(),
    customer: Customer.partial().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change.');
export type PatchCase = z.input<typeof PatchCase>;

/** One field of a case that changed. Fields of the customer are named "customer.email". */
export interface CaseChange {
  field: string;
  /** Null: there was, or is, nothing. */
  from: unknown;
  to: unknown;
}

/**
 * Stands in for an entry the reader may not know of (about a note for leads, or about somebody else's coaching): only its seq and time are
 * real, so that the reader can still tell that nothing is missing.
 */
export const WITHHELD_EVENT = 'withheld';

/**
 * An entry of a case's ledger. `data` depends on `kind`; readers show a kind they do not know by its name
 * alone. `seq` is gapless per case.
 */
export const CaseEvent = z.object({
  seq: z.number().int(),
  caseId: Id,
  kind: z.string(),
  /** Null when the system itself acted. */
  actor: PersonRef.nullable(),
  at: Time,
  data: z.record(z.string(), z.unknown()),
});
export type CaseEvent = z.infer<typeof CaseEvent>;

/** Its words are not here: they stand in the note, and the ledger never forgets. */
export interface FollowUpEventData {
  noteId: string;
  followUpId: string;
  /** ISO. */
  dueAt: string;
  promise: boolean;
}

/** `target` is how people say who it is for. The ask is not here: it may be reworded while it is a draft. */
export interface EscalationEventData {
  escalationId: string;
  noteId: string;
  target: string;
}
/** One person's part in a swarm. Question and answer are read there. */
export interface SwarmEventData {
  swarmId: string;
  questionId: string;
  personId: string;
  name: string;
}

/** What was said is read in the review, by those who may. */
export interface ReviewEventData {
  reviewId: string;
  noteId: string;
  agentId: string;
  agentName: string;
  /** What the review comes to from here on; null when nothing applied. */
  percent: number | null;
}

/** What is said in a thread is not here: comments can be edited and deleted, and the ledger never forgets. */
export interface ThreadEventData {
  noteId: string;
  threadId: string;
  /** Of a coaching thread: the only people this entry is shown to. */
  between?: readonly string[];
}
export interface CommentEventData extends ThreadEventData {
  commentId: string;
}

/** What was said is not here: it is read in the transcript, by those who may, and can be taken away. */
export interface InteractionEventData {
  interactionId: string;
  channel: string;
}

/** Neither its name nor its bytes: both can be taken away, and the ledger never forgets. */
export interface AttachmentEventData {
  attachmentId: string;
  mediaType: string;
  size_bytes: number;
  /** The note it is beside, whose readers alone know of it. */
  noteId?: string;
}

/** `noteId`: the note a card was made of, or went into. */
export interface AnswerEventData {
  noteId: string;
  cardId: string;
}

/** One case of somebody's packet at the end of a shift. The words stand in its handover note. */
export interface HandoverEventData {
  handoverId: string;
  noteId: string;
}

/** A record in one of the systems a program is connected to: `record` is its number there. */
export interface CrmLinkEventData {
  linkId: string;
  provider: CrmProvider;
  record: string;
}
/** A milestone and the entry it tells of. What was written is read in the note. */
export interface CrmWriteEventData extends CrmLinkEventData {
  milestone: CrmMilestone;
  ofSeq: number;
}
export interface InterimEventData {
  noteId: string;
  channel: string;
}

/** Kinds of ledger entry and the data of each. */
export interface CaseEventData {
  'case.opened': { subject: string; priority: Priority };
  'case.changed': { changes: CaseChange[] };
  /** A tag of the program has another name, or was merged into another tag. */
  'case.retagged': { from: string; to: string; why: 'renamed' | 'merged' };
  /** A tag suggested from the notes is not wanted here. Accepting one is a change of the case. */
  'tag.dismissed': { tagId: string; tag: string };
  'tag.restored': { tagId: string; tag: string };
  'note.added': { noteId: string; kind: string; audience: string; title: string };
  'note.version-named': { noteId: string; seq: number; name: string };
  'note.restored': { noteId: string; toSeq: number; seq: number };
  /** `seq`: the version that stands from then on. */
  'note.finalised': { noteId: string; seq: number };
  /** A note that adds to a finalised one, and why. */
  'note.amended': { noteId: string; amendmentId: string; reason: string };
  /** Days are those of the program's calendar. */
  'note.recheck-set': { noteId: string; dueOn: string | null; everyDays: number | null };
  /** Somebody looked, and it is still right; `nextOn` null: nobody need look again. */
  'note.rechecked': { noteId: string; nextOn: string | null };
  /** By the system: its day has come. */
  'note.recheck-due': { noteId: string; dueOn: string };
  /** A lead or quality reviewer holds it up as an example. */
  'note.exemplary': { noteId: string; reason: string };
  'note.exemplary-ended': { noteId: string };
  /** A card was begun with what the note says; its words are not here, they may still be a customer's. */
  'answer.promoted': AnswerEventData;
  'answer.published': AnswerEventData & { title: string };
  /** Its fix was put into the note. */
  'answer.used': AnswerEventData & { title: string; version: number };
  /** What came of it; null: what was said is taken back. */
  'answer.rated': AnswerEventData & { title: string; verdict: 'solved' | 'no-help' | null };
  /** An edit was refused because it broke a rule no honest client breaks. */
  'note.edit-refused': { noteId: string; code: string };
  /** `target` is a person's id, "role:lead" or "team:Day"; `name` is how people say it. */
  'note.mentioned': { noteId: string; mentionId: string; target: string; name: string };
  'follow-up.added': FollowUpEventData & { ownerId: string | null };
  /** Back in the note after it was taken out. */
  'follow-up.restored': FollowUpEventData;
  'follow-up.changed': FollowUpEventData & { changes: CaseChange[] };
  'follow-up.done': FollowUpEventData;
  'follow-up.reopened': FollowUpEventData;
  'follow-up.removed': FollowUpEventData;
  /** Whoever looked after it has handed the case over; the note still names them. */
  'follow-up.passed': FollowUpEventData & { fromId: string; toId: string };
  /** Its time is near, or has passed. */
  'follow-up.due': FollowUpEventData;
  'follow-up.overdue': FollowUpEventData;
  /** A message to the customer waits for a lead's word. Its words stand in the note, those of a released one beside it. */
  'interim.asked': InterimEventData;
  'interim.returned': InterimEventData & { comment: string };
  'interim.approved': InterimEventData;
  /** Its words are fixed and leave. `hash` proves them; `nextUpdateAt`: when they hear again, ISO. */
  'interim.released': InterimEventData & {
    seq: number;
    hash: string;
    recipient: string | null;
    nextUpdateAt: string | null;
  };
  /** By the system: the provider took it. */
  'interim.sent': InterimEventData & { providerId: string | null; maybeTwice: boolean };
  'interim.delivered': InterimEventData;
  'interim.failed': InterimEventData & { reason: string };
  'interim.retried': InterimEventData;
  /** It was read to the customer, or they could not be reached. */
  'interim.called': InterimEventData & { outcome: string; about: string; nextUpdateAt: string | null };
  /** What they wrote is not here: it is kept beside the ledger, without forbidden digits. */
  /** A promised update did not come; `who` was told of it. */
  'interim.missed': { noteId: string; promisedAt: string; who: 'owner' | 'leads' };
  /** `interactionId` is left out by entries from before replies were contacts. */
  'customer.replied': { channel: string; replyId: string; interactionId?: string };
  /** By the system: a rule of the program wants something written. */
  'interim.begun': InterimEventData & { why: string };
  /** When the customer was told it is solved, ISO; null: nothing. */
  'case.eta-set': { from: string | null; to: string | null; reason: string };
  'customer.opted-out': { on: boolean };
  'portal.linked': { linkId: string; expiresAt: string };
  'portal.revoked': { linkId: string };
  /** The customer was told something by other means than a note. */
  'customer.told': { about: string };
  /** A conversation that goes on; `interaction.ended` follows. Times are ISO. */
  'interaction.started': InteractionEventData & { direction: string; startedAt: string };
  'interaction.ended': InteractionEventData & { startedAt: string; endedAt: string };
  'interaction.logged': InteractionEventData & { direction: string; startedAt: string; endedAt: string };
  'interaction.changed': InteractionEventData & { changes: CaseChange[] };
  'interaction.transcript-attached': InteractionEventData & { turns: number };
  'interaction.transcript-removed': InteractionEventData & { turns: number };
  'attachment.added': AttachmentEventData;
  'attachment.removed': AttachmentEventData;
  'timer.paused': { reason: PauseReason; note: string };
  'timer.resumed': Record<string, never>;
  /** By the system: so much of a timer's target had passed at `reachedAt`. */
  'timer.warned': { timer: TimerKind; percent: number; reachedAt: string; dueAt: string };
  'escalation.drafted': EscalationEventData;
  /** `noteSeq`: the version of the note that was sent. */
  'escalation.sent': EscalationEventData & { reason: string; noteSeq: number };
  /** The case goes from one owner to the other with this entry. */
  'escalation.accepted': EscalationEventData & { fromId: string; fromName: string; toId: string };
  'escalation.declined': EscalationEventData & { reason: string };
  'escalation.withdrawn': EscalationEventData;
  'swarm.asked': SwarmEventData;
  'swarm.answered': SwarmEventData;
  'swarm.left': SwarmEventData;
  'swarm.closed': { swarmId: string; outcome: string };
  /** Quality reviews are for leads here; the agent and the reviewers read theirs in their own place. */
  'review.submitted': ReviewEventData;
  'review.acknowledged': ReviewEventData;
  'review.disputed': ReviewEventData & { items: number };
  'review.settled': ReviewEventData & { verdict: 'upheld' | 'rejected' };
  'review.goal-set': ReviewEventData & { goalId: string };
  /**
   * A note was drafted from a talk (null: from the whole case). `model` and `prompt` are null where rules drafted it;
   * `fallback` says why they did although a model was asked.
   */
  'summary.drafted': {
    noteId: string;
    interactionId: string | null;
    lines: number;
    model: string | null;
    prompt: string | null;
    fallback: string | null;
  };
  /** What of the draft stands in the note that was finalised. */
  'summary.reviewed': { noteId: string; percent: number; kept: number; edited: number; discarded: number };
  /** How satisfied the customer said they are, 1 to 5. What else they said is read in the case. */
  'satisfaction.recorded': { score: number };
  'thread.opened': ThreadEventData;
  'thread.replied': CommentEventData;
  'thread.resolved': ThreadEventData;
  'thread.reopened': ThreadEventData;
  'thread.evidence': ThreadEventData & { on: boolean };
  'comment.edited': CommentEventData;
  'comment.deleted': CommentEventData;
  'comment.reacted': CommentEventData & { reaction: string; on: boolean };
  'suggestion.made': ThreadEventData;
  /** `seq`: the edit that put the words into the note, by who accepted them. */
  'suggestion.accepted': ThreadEventData & { suggestedBy: string; suggestedByName: string; seq: number };
  'suggestion.dismissed': ThreadEventData & { suggestedBy: string; suggestedByName: string };
  /** By the giver, or by a lead in their place; the owner stays. `hash` is the signature's. */
  'handover.offered': HandoverEventData & { receiverId: string; receiverName: string; hash: string };
  /** The case goes from one owner to the other with this entry. */
  'handover.accepted': HandoverEventData & { fromId: string; fromName: string; toId: string; hash: string };
  'handover.declined': HandoverEventData & { reason: string };
  /** By the giver, or by the system when there was nothing left to take over: `reason` then says why. */
  'handover.withdrawn': HandoverEventData & { reason: string | null };
  'handover.asked': HandoverEventData & { questionId: string };
  'handover.answered': HandoverEventData & { questionId: string };
  /** By the system: the receiver has not answered and the shift ends soon. */
  'handover.reminded': HandoverEventData & { shiftEndsAt: string };
  /** By the system: nobody has accepted it and the leads are told. It stays with the giver. */
  'handover.unaccepted': HandoverEventData & { shiftEndsAt: string };
  'crm.linked': CrmLinkEventData & { address: string };
  'crm.unlinked': CrmLinkEventData;
  /** By the system: the record reads differently there. */
  'crm.changed': CrmLinkEventData & { changes: readonly CrmFactChange[] };
  /** By the system: a private note stands in the record. */
  'crm.written': CrmWriteEventData;
  /** By the system: it was given up. Somebody may send it again. */
  'crm.refused': CrmWriteEventData & { reason: string };
}
export type CaseEventKind = keyof CaseEventData;

export const ListEvents = z.strictObject({
  after: Seq.default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
