import { noteKinds } from '@caseroom/shared/note-kinds';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { FallbackReason } from '@caseroom/shared/summary';
import type { Turn } from '@caseroom/shared/transcript';
import { accessCase } from '../case/access.ts';
import { appendEvent, hintCase } from '../case/events.ts';
import { createNote, type NoteStart, type StartNote } from '../note/create.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import type { SaidAt } from './draft/deadline.ts';
import type { Drafted } from './drafter.ts';
import { draftedNote } from './outline.ts';
import { factsOfCase, insertDraft } from './store.ts';
import { turnsOfCase } from './whole-case.ts';

/** A talk of a case, as the feature that keeps talks lends it. */
export interface Talk {
  readonly channel: string;
  readonly startedAt: Date;
  readonly loggedBy: PersonRef;
  readonly turns: readonly Turn[];
}

export interface SummaryDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly startNote: StartNote;
  readonly talks: {
    /** Null: this case has no such talk, or it was not written down. */
    readonly read: (caseId: string, interactionId: string) => Promise<Talk | null>;
    readonly link: (tx: Tx, interactionId: string, noteId: string) => Promise<void>;
  };
  /** Drafts, and says how. Never fails: rules draft whatever else does. */
  readonly draft: (turns: readonly Turn[], said: SaidAt, ask: DraftAsk) => Promise<Drafted>;
}

export interface DraftAsk {
  readonly programId: string;
  readonly caseId: string;
  readonly actorId: string;
  /** Under which what is told meanwhile is told. */
  readonly key: string | null;
}

interface Source {
  readonly turns: readonly Turn[];
  readonly at: Date;
  readonly agent: PersonRef | null;
  readonly kind: 'call-summary' | 'interaction-summary';
  /** Kept with the draft, because nobody else keeps them. */
  readonly keep: boolean;
}

/** Drafts a summary into a note of its own, which is written on together until somebody finalises it. */
export async function draftNote(
  deps: SummaryDeps,
  actor: PersonRef,
  asked: { readonly caseId: string; readonly interactionId: string | null; readonly key: string | null },
): Promise<{ noteId: string; fallback: FallbackReason | null } | Refusal> {
  const { sql, bus, clock } = deps;
  const { caseId, interactionId } = asked;
  const access = await accessCase(sql, actor.id, caseId, 'write');
  if (isRefusal(access)) return access;
  const facts = await factsOfCase(sql, caseId);
  const source = interactionId
    ? await talkSource(deps, caseId, interactionId)
    : await caseSource(deps, caseId);
  if (isRefusal(source)) return source;
  const ask = { programId: access.programId, caseId, actorId: actor.id, key: asked.key };
  const drafted = await deps.draft(source.turns, { at: source.at, timeZone: facts.timeZone }, ask);
  if (drafted.draft.lines.length === 0)
    return refuse('invalid', 'Nothing was said here that a summary could be drafted from.');
  const at = clock.now();
  const about = { caseId, programId: access.programId, kind: source.kind, authorId: actor.id, at };
  const start = await deps.startNote(sql, interactionId ? { ...about, interactionId } : about);
  const noteId = await sql.begin((tx) => store(tx, source));
  if (isRefusal(noteId)) return noteId;
  hintCase(bus, caseId);
  return { noteId, fallback: drafted.fallback };

  async function store(tx: Tx, read: Source): Promise<string | Refusal> {
    const held = await accessCase(tx, actor.id, caseId, 'write');
    if (isRefusal(held)) return held;
    const { owner } = facts;
    const made = await fileDraft(tx, {
      caseId,
      interactionId,
      actor,
      at,
      source: read,
      start,
      drafted,
      owner,
    });
    if (interactionId) await deps.talks.link(tx, interactionId, made);
    return made;
  }
}

interface Filing {
  readonly caseId: string;
  readonly interactionId: string | null;
  readonly actor: PersonRef;
  readonly at: Date;
  readonly source: Source;
  readonly start: NoteStart;
  readonly drafted: Drafted;
  /** The case's. */
  readonly owner: PersonRef;
}

/** Writes a draft into a note of its own, in the caller's transaction, who may write in the case. */
export async function fileDraft(tx: Tx, filing: Filing): Promise<string> {
  const { caseId, interactionId, actor, at, source, start, drafted, owner } = filing;
  const { kind, agent, keep } = source;
  const lines = drafted.draft.lines.map((line, i) => ({ ...line, id: `s${i + 1}` }));
  const owners = { agent: agent ?? actor, company: owner, customer: owner };
  const outline = draftedNote(start.outline, lines, owners);
  const note = { caseId, kind, audience: noteKinds[kind].audience, title: '', actorId: actor.id, at };
  const noteId = await createNote(tx, { ...note, ...start, outline });
  const turns = keep ? source.turns : null;
  await insertDraft(tx, { noteId, caseId, interactionId, requestedBy: actor.id, at, drafted, lines, turns });
  const { model, prompt, fallback } = drafted;
  const data = { noteId, interactionId, lines: lines.length, model, prompt, fallback };
  await appendEvent(tx, { caseId, kind: 'summary.drafted', actorId: actor.id, at, data });
  return noteId;
}

async function talkSource({ talks }: SummaryDeps, caseId: string, id: string): Promise<Source | Refusal> {
  const talk = await talks.read(caseId, id);
  return talk ? sourceOf(talk) : refuse('not-found', 'There is no transcript of this interaction.');
}

export const sourceOf = ({ channel, turns, startedAt, loggedBy }: Talk): Source => ({
  turns,
  at: startedAt,
  agent: loggedBy,
  kind: channel === 'call' ? 'call-summary' : 'interaction-summary',
  keep: false,
});

async function caseSource({ sql, clock }: SummaryDeps, caseId: string): Promise<Source> {
  const turns = await turnsOfCase(sql, caseId, await factsOfCase(sql, caseId));
  return { turns, at: clock.now(), agent: null, kind: 'interaction-summary', keep: true };
}
