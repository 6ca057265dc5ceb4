import { z } from 'zod';
import { Priority, Status } from './case.ts';
import { Program, Role } from './people.ts';
import { Id, line, PersonRef, Time } from './primitives.ts';
import { NearestTimer, PauseReason } from './timer.ts';

/**
 * The parts of a handover of one case, as headings of its handover note: I, P, A and S of I-PASS
 * (Starmer et al., NEJM 2014). The last S, the receiver's synthesis, is the read-back.
 */
export const handoverSections = ['Severity', 'Summary', 'Actions', 'What to know'] as const;
export const HandoverSection = z.enum(handoverSections);
export type HandoverSection = z.infer<typeof HandoverSection>;

/** A deadline this close is one the next shift begins with, ms. */
export const HANDOVER_NEAR_MS = 2 * 3_600_000;
/** How far ahead a shift may end, ms. */
export const MAX_SHIFT_AHEAD_MS = 16 * 3_600_000;
/** Leads hear of what nobody has accepted this long before the shift ends, ms. */
export const LEADS_NOTICE_MS = 30 * 60_000;
/** Receivers are reminded this long before the shift ends, ms. */
export const RECEIVER_NOTICE_MS = 45 * 60_000;
/** Nobody is reminded, and no lead is told, sooner than this after an offer (unless the shift ends first), ms. */
export const HANDOVER_GRACE_MS = 10 * 60_000;

/** `drafting`: nothing has been offered yet. `closed`: nothing in it waits for anybody any more. */
export const HandoverState = z.enum(['drafting', 'sent', 'closed']);
export type HandoverState = z.infer<typeof HandoverState>;

/**
 * Where one case of a packet stands. The giver owns it in every state but `accepted`. `declined` came back with a
 * reason; `withdrawn` stays with the giver for good, unless a receiver is chosen again.
 */
export const HandoverItemState = z.enum(['unsent', 'offered', 'accepted', 'declined', 'withdrawn']);
export type HandoverItemState = z.infer<typeof HandoverItemState>;
/** The states in which a case still waits for somebody to take it. */
export const waitingItemStates: readonly HandoverItemState[] = ['unsent', 'offered', 'declined'];

export const MAX_SHIFT_TEXT_CHARS = 4_000;
export const MAX_HANDOVER_LINE_CHARS = 500;
/** Cases in one packet: whoever owns more hands over the most urgent ones first. */
export const MAX_HANDOVER_ITEMS = 100;
/** Lines read back in one act. */
export const MAX_READ_BACK = 200;

/** Builds a packet of all one's open cases, or goes on with the open one and adds what is new. */
export const BuildHandover = z.strictObject({
  /** Omitted: the half hour that is an hour away at least, or what was chosen before. */
  shiftEndsAt: Time.optional(),
});
export type BuildHandover = z.infer<typeof BuildHandover>;

export const PatchHandover = z.strictObject({ shiftEndsAt: Time });
export type PatchHandover = z.infer<typeof PatchHandover>;

/** Text of several lines, without other control characters. */
const paragraphs = z
  .string()
  .trim()
  .max(MAX_SHIFT_TEXT_CHARS)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, 'Control characters are not allowed.');

/** What the next shift of a program should know besides its cases. Refused `conflict` when `revision` is stale. */
export const WriteShiftText = z.strictObject({
  programId: Id,
  text: paragraphs,
  /** The one that was read; 0 before the first. */
  revision: z.number().int().min(0),
});
export type WriteShiftText = z.infer<typeof WriteShiftText>;

export const ChooseReceivers = z.strictObject({
  items: z
    .array(z.strictObject({ caseId: Id, receiverId: Id.nullable() }))
    .min(1)
    .max(MAX_HANDOVER_ITEMS),
});
export type ChooseReceivers = z.infer<typeof ChooseReceivers>;

/** Omitted: everything that is not sent yet. */
export const SendHandover = z.strictObject({
  caseIds: z.array(Id).min(1).max(MAX_HANDOVER_ITEMS).optional(),
});
export type SendHandover = z.infer<typeof SendHandover>;

export const ReadBack = z.strictObject({
  items: z
    .array(
      z.strictObject({
        key: z.string().max(64),
        /** False takes the tick, and the words with it, back. */
        read: z.boolean(),
        /** In the receiver's own words; omitted: a tick. */
        comment: line(MAX_HANDOVER_LINE_CHARS).optional(),
      }),
    )
    .min(1)
    .max(MAX_READ_BACK),
});
export type ReadBack = z.infer<typeof ReadBack>;

export const DeclineHandover = z.strictObject({ reason: line(MAX_HANDOVER_LINE_CHARS) });
export type DeclineHandover = z.infer<typeof DeclineHandover>;
/** `key`: the line it is about. */
export const AskGiver = z.strictObject({
  question: line(MAX_HANDOVER_LINE_CHARS),
  key: z.string().max(64).optional(),
});
export type AskGiver = z.infer<typeof AskGiver>;
export const AnswerReceiver = z.strictObject({ answer: line(MAX_HANDOVER_LINE_CHARS) });
export type AnswerReceiver = z.infer<typeof AnswerReceiver>;
/** A lead finds somebody, or takes it themself. */
export const AssignReceiver = z.strictObject({ receiverId: Id });
export type AssignReceiver = z.infer<typeof AssignReceiver>;

/** Somebody who can take cases of a program, with what a choice goes by. */
export const HandoverCandidate = PersonRef.extend({
  programId: Id,
  role: Role,
  team: z.string().nullable(),
  /** In Caseroom within the last minutes. */
  present: z.boolean(),
  /** Open and waiting cases of theirs, over all programs the asking person reads. */
  load: z.number().int(),
  /** Cases offered to them that they have not answered. */
  offered: z.number().int(),
});
export type HandoverCandidate = z.infer<typeof HandoverCandidate>;

/** A proposal; nothing is chosen by it. `why` is a phrase: "here now, 3 cases, wrote in this case". */
export const BalancedItem = z.object({ caseId: Id, receiverId: Id.nullable(), why: z.string() });
export type BalancedItem = z.infer<typeof BalancedItem>;

// The packet as it is read

/** A follow-up of the case that is still open, as it stands in the record now. */
export const HandoverFollowUp = z.object({
  id: Id,
  text: z.string(),
  /** Null: nobody is named; the case's owner looks after it. */
  owner: PersonRef.nullable(),
  dueAt: Time,
  promise: z.boolean(),
});
export type HandoverFollowUp = z.infer<typeof HandoverFollowUp>;

/** What the record says of the case now, beside what people wrote in the note. */
export const HandoverRecord = z.object({
  /** The nearest deadline; null when nothing is timed. */
  timer: NearestTimer.nullable(),
  /** When the customer is to hear something again; null when no such timer runs. */
  nextUpdateAt: Time.nullable(),
  pause: z.object({ reason: PauseReason, note: z.string() }).nullable(),
  /** Most urgent first. */
  followUps: z.array(HandoverFollowUp),
  /** One that has been sent and waits. */
  escalation: z.object({ targetName: z.string(), ask: z.string(), sentAt: Time }).nullable(),
});
export type HandoverRecord = z.infer<typeof HandoverRecord>;

export const HandoverLine = z.object({
  /** As `linesToRead` of editor/handover-lines.ts makes it: a line that is reworded has another one. */
  key: z.string(),
  text: z.string(),
  /** By the asking person where they may take it, else by whoever it is offered to. `comment` null: a tick. */
  readBack: z.object({ at: Time, comment: z.string().nullable() }).nullable(),
});
export type HandoverLine = z.infer<typeof HandoverLine>;

export const HandoverPart = z.object({
  section: HandoverSection,
  /** Reads as it was filled from the record: nobody has put anything in their own words yet. */
  filled: z.boolean(),
  lines: z.array(HandoverLine),
});
export type HandoverPart = z.infer<typeof HandoverPart>;

export const HandoverQuestion = z.object({
  id: Id,
  question: z.string(),
  /** The line it is about, as it read then. */
  about: z.string().nullable(),
  askedBy: PersonRef,
  askedAt: Time,
  answer: z.string().nullable(),
  answeredBy: PersonRef.nullable(),
  answeredAt: Time.nullable(),
});
export type HandoverQuestion = z.infer<typeof HandoverQuestion>;

/** One case of a packet. */
export const HandoverItem = z.object({
  case: z.object({
    id: Id,
    number: z.string(),
    subject: z.string(),
    status: Status,
    priority: Priority,
    customerName: z.string(),
    program: Program,
    owner: PersonRef,
  }),
  /** Its handover note: a note of the case like any other, written live by whoever may write there. */
  noteId: Id,
  state: HandoverItemState,
  receiver: PersonRef.nullable(),
  offeredAt: Time.nullable(),
  settledBy: PersonRef.nullable(),
  settledAt: Time.nullable(),
  /** Why it was declined, or why it was withdrawn by the system. */
  reason: z.string().nullable(),
  /** Since when the program's leads know that nobody has accepted it. */
  leadsToldAt: Time.nullable(),
  /** Why it cannot be taken over any more: "The case is resolved." Null: nothing is in the way. */
  obstacle: z.string().nullable(),
  record: HandoverRecord,
  parts: z.array(HandoverPart),
  /** Parts that say nothing, which keeps it from being sent. */
  missing: z.array(HandoverSection),
  /** In the order they were asked. */
  questions: z.array(HandoverQuestion),
  /** What the asking person may do now. */
  rights: z.object({
    /** Choose a receiver. */
    choose: z.boolean(),
    withdraw: z.boolean(),
    /** Read back, ask, accept and decline. */
    take: z.boolean(),
    answer: z.boolean(),
    /** Find somebody else for it, as a lead. */
    assign: z.boolean(),
  }),
});
export type HandoverItem = z.infer<typeof HandoverItem>;

/** What the next shift of a program should know besides its cases. */
export const ShiftText = z.object({
  program: Program,
  text: z.string(),
  /** Counts the changes; 0: nothing was written yet. */
  revision: z.number().int(),
});
export type ShiftText = z.infer<typeof ShiftText>;

/** A packet as one of its people sees it: of other programs they see nothing. */
export const Handover = z.object({
  id: Id,
  state: HandoverState,
  giver: PersonRef,
  startedAt: Time,
  shiftEndsAt: Time,
  sentAt: Time.nullable(),
  closedAt: Time.nullable(),
  shift: z.array(ShiftText),
  /** Most urgent first. */
  items: z.array(HandoverItem),
  rights: z.object({
    /** Is the giver of an open packet: choose, send, write the shift text, move its end, close. */
    edit: z.boolean(),
  }),
});
export type Handover = z.infer<typeof Handover>;

/** A packet in a list. Counts are of what the asking person may see. */
export const HandoverSummary = z.object({
  id: Id,
  state: HandoverState,
  giver: PersonRef,
  startedAt: Time,
  shiftEndsAt: Time,
  closedAt: Time.nullable(),
  counts: z.record(HandoverItemState, z.number().int()),
  receivers: z.array(PersonRef),
  /** What there is for the asking person to do. */
  todo: z.object({
    /** Offered to them. */
    accept: z.number().int(),
    /** Questions to them, the giver. */
    answer: z.number().int(),
    /** As the giver: to be sent, or come back. */
    give: z.number().int(),
    /** As a lead: of which leads were told, and nobody has accepted. */
    rescue: z.number().int(),
  }),
});
export type HandoverSummary = z.infer<typeof HandoverSummary>;

/**
 * `todo`: with something to do for the asking person. `given` and `received`: every one, newest first. `team`: of
 * the programs they lead.
 */
export const ListHandovers = z.strictObject({ of: z.enum(['todo', 'given', 'received', 'team']) });
export type ListHandovers = z.infer<typeof ListHandovers>;
/** Most packets in one answer. */
export const MAX_HANDOVERS = 100;

/** The handovers of one case, for its page: newest first. */
export const CaseHandover = z.object({
  handoverId: Id,
  noteId: Id,
  state: HandoverItemState,
  giver: PersonRef,
  receiver: PersonRef.nullable(),
  shiftEndsAt: Time,
  offeredAt: Time.nullable(),
  settledAt: Time.nullable(),
  settledBy: PersonRef.nullable(),
  reason: z.string().nullable(),
  /** Whether the asking person may open the packet. */
  mayOpen: z.boolean(),
});
export type CaseHandover = z.infer<typeof CaseHandover>;

/** A case of a packet as it stood when somebody signed it. */
export const SignedItem = z.object({
  case: z.object({
    number: z.string(),
    subject: z.string(),
    status: Status,
    priority: Priority,
    customerName: z.string(),
    program: z.string(),
  }),
  giver: z.string(),
  receiver: z.string(),
  shiftEndsAt: Time,
  shiftText: z.string(),
  /** The version of the handover note. */
  noteSeq: z.number().int(),
  record: HandoverRecord,
  parts: z.array(
    z.object({
      section: HandoverSection,
      lines: z.array(z.object({ text: z.string(), readBack: z.string().nullable(), ticked: z.boolean() })),
    }),
  ),
  questions: z.array(z.object({ question: z.string(), answer: z.string().nullable() })),
});
export type SignedItem = z.infer<typeof SignedItem>;

/** `giver` signs by sending, `receiver` by accepting, `lead` by finding a receiver in the giver's place. */
export const HandoverSignature = z.object({
  id: Id,
  caseId: Id,
  as: z.enum(['giver', 'receiver', 'lead']),
  person: PersonRef,
  at: Time,
  /** HMAC-SHA-256 of what was signed, hex; the case's ledger holds the same. */
  hash: z.string(),
  /** What is stored still matches it. */
  intact: z.boolean(),
  signed: SignedItem,
});
export type HandoverSignature = z.infer<typeof HandoverSignature>;
