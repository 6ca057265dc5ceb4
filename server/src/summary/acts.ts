import { noteKinds } from '@caseroom/shared/note-kinds';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { FallbackReason } from '@caseroom/shared/summary';
import type { Turn } from '@caseroom/shared/transcript';
import { accessCase } from '../case/access.ts';
import { appendEvent, hintCase } from '../case/events.ts';
import { createNote, type StartNote } from '../note/create.ts';
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
  const lines = drafted.draft.lines.map((line, i) => ({ ...line, id: `s${i + 1}` }));
  const owners = { agent: source.agent ?? actor, company: facts.owner, customer: facts.owner };
  const outline = draftedNote(start.outline, lines, owners);
  const noteId = await sql.begin((tx) => store(tx, outline));
  if (isRefusal(noteId)) return noteId;
  hintCase(bus, caseId);
  return { noteId, fallback: drafted.fallback };

  async function store(tx: Tx, body: typeof outline): Promise<string | Refusal> {
    const held = await accessCase(tx, actor.id, caseId, 'write');
    if (isRefusal(held)) return held;
    const { kind } = source as Source;
    const note = { caseId, kind, audience: noteKinds[kind].audience, title: '', actorId: actor.id, at };
    const made = await createNote(tx, { ...note, ...start, outline: body });
    const turns = (source as Source).keep ? (source as Source).turns : null;
    await insertDraft(tx, {
      noteId: made,
      caseId,
      interactionId,
      requestedBy: actor.id,
      at,
      drafted,
      lines,
      turns,
    });
    if (interactionId) await deps.talks.link(tx, interactionId, made);
    const { model, prompt, fallback } = drafted;
    const data = { noteId: made, interactionId, lines: lines.length, model, prompt, fallback };
    await appendEvent(tx, { caseId, kind: 'summary.drafted', actorId: actor.id, at, data });
    return made;
  }
}

async function talkSource({ talks }: SummaryDeps, caseId: string, id: string): Promise<Source | Refusal> {
  const talk = await talks.read(caseId, id);
  if (!talk) return refuse('not-found', 'There is no transcript of this interaction.');
  const kind = talk.channel === 'call' ? 'call-summary' : 'interaction-summary';
  return { turns: talk.turns, at: talk.startedAt, agent: talk.loggedBy, kind, keep: false };
}

async function caseSource({ sql, clock }: SummaryDeps, caseId: string): Promise<Source> {
  const turns = await turnsOfCase(sql, caseId, await factsOfCase(sql, caseId));
  return { turns, at: clock.now(), agent: null, kind: 'interaction-summary', keep: true };
}
