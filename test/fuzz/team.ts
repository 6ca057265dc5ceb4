import type { Sql } from '@caseroom/server/platform/db';
import type { EscalationState } from '@caseroom/shared/escalation';
import type { Handover, HandoverItemState } from '@caseroom/shared/handover';
import type { Problem } from '@caseroom/shared/problem';
import * as Y from 'yjs';
import type { HttpClient } from '../support/http-client.ts';
import { NoteClient } from '../support/note-client.ts';
import { writeLine } from '../support/writing.ts';
import type { Random } from './random.ts';

/** One of their own cases in its case note, with the follow-ups written there. */
export interface Worked {
  readonly caseId: string;
  readonly noteId: string;
  readonly openerId: string;
  readonly followUpIds: readonly string[];
}

interface KnownEscalation {
  readonly id: string;
  readonly noteId: string;
  readonly senderId: string;
  readonly targetId: string | null;
}

interface KnownItem {
  readonly handoverId: string;
  readonly caseId: string;
  readonly giverId: string;
  readonly receiverId: string | null;
}

interface Known {
  readonly state: string;
}

/** How often each thing is tried. */
const weights = {
  draft: 4,
  send: 5,
  acceptEscalation: 6,
  endEscalation: 1,
  build: 4,
  choose: 5,
  hand: 6,
  acceptItem: 7,
  endItem: 1,
  assign: 1,
  tick: 4,
  type: 6,
  status: 1,
} as const;

/** What brings a case to somebody else. */
const forward = {
  draft: 3,
  send: 3,
  acceptEscalation: 3,
  // A draft for whoever owns the case by now has to be dropped first.
  endEscalation: 1,
  build: 3,
  choose: 3,
  hand: 3,
  acceptItem: 3,
} as const;
/** Commands after which they have got nowhere. */
const MAX_TO_GO_ON = 200;

/** How often the one who should acts on what waits for them, and not just anybody on anything. */
const LUCK = 0.75;

/**
 * People who do what comes to their minds, whether they may or not and whether it still makes sense. What they know of
 * escalations and packets is read before each act, and is stale by the time they act when others act as well.
 */
export class Team {
  readonly #people: readonly HttpClient[];
  readonly #cases: readonly Worked[];
  readonly #sql: Sql;
  readonly #random: Random;
  readonly #pens = new Map<string, NoteClient>();
  #lines = 0;
  #luck = LUCK;
  /** Words that somebody was told are saved, by case. */
  readonly saved = new Map<string, string[]>();
  /** Who was told that they had accepted: "escalation …" or "item … …" → ids of people. */
  readonly winners = new Map<string, Set<string>>();
  /** Answers that no command may have. */
  readonly faults: string[] = [];

  constructor(people: readonly HttpClient[], cases: readonly Worked[], sql: Sql, random: Random) {
    this.#people = people;
    this.#cases = cases;
    this.#sql = sql;
    this.#random = random;
  }

  /** `atOnce` commands at the same time, each as a person would click it: sometimes twice. */
  async round(atOnce: number): Promise<void> {
    const commands = Array.from({ length: atOnce }, () => this.#random.weighted(weights));
    await Promise.all(commands.map((command) => this[command]()));
  }

  /**
   * Whatever state they have left everything in, a case can still be escalated, and handed over: those it waits for
   * do what there is to do, one after the other. False when they get nowhere.
   */
  async goOn(): Promise<boolean> {
    this.#luck = 1;
    for (const { caseId } of this.#cases)
      await this.#act(
        this.#by((await this.#ownerOf(caseId)) ?? ''),
        `/api/cases/${caseId}`,
        { status: 'open' },
        'PATCH',
      );
    const before = this.#wonBy('escalation') + this.#wonBy('item');
    for (let left = MAX_TO_GO_ON; left > 0; left -= 1) {
      await this[this.#random.weighted(forward)]();
      const [escalations, items] = [this.#wonBy('escalation'), this.#wonBy('item')];
      if (escalations > 0 && items > 0 && escalations + items > before) return true;
    }
    return false;
  }

  #wonBy(kind: string): number {
    return [...this.winners.keys()].filter((what) => what.startsWith(kind)).length;
  }

  close(): void {
    for (const pen of this.#pens.values()) pen.close();
  }

  async draft(): Promise<void> {
    const { caseId } = this.#anyCase();
    const by = this.#mostly(await this.#ownerOf(caseId));
    const other = this.#otherThan(by);
    const target = this.#random.chance(0.5)
      ? { kind: 'tier' }
      : { kind: 'person', personId: other.person.id };
    await this.#act(by, `/api/cases/${caseId}/escalations`, {
      target,
      reason: 'expertise',
      ask: 'Look at it',
    });
  }

  async send(): Promise<void> {
    const known = await this.#escalation('drafted');
    if (!known) return;
    await this.#write(this.#by(known.senderId), known.noteId, (doc) => {
      const body = doc.getXmlFragment('body');
      for (const heading of body.toArray().reverse())
        if (heading instanceof Y.XmlElement && heading.nodeName === 'heading')
          body.insertAfter(heading, [paragraphOf('It says something.')]);
    });
    await this.#act(this.#by(known.senderId), `/api/escalations/${known.id}/send`);
  }

  async acceptEscalation(): Promise<void> {
    const known = await this.#escalation('sent');
    if (!known) return;
    const rivals = [this.#mostly(known.targetId), this.#anybody()];
    await this.#accept(`escalation ${known.id}`, rivals, `/api/escalations/${known.id}/accept`);
  }

  async endEscalation(): Promise<void> {
    const known = await this.#escalation('sent');
    if (!known) return;
    if (this.#random.chance(0.5))
      await this.#act(this.#mostly(known.senderId), `/api/escalations/${known.id}/withdraw`);
    else
      await this.#act(this.#mostly(known.targetId), `/api/escalations/${known.id}/decline`, { reason: 'No' });
  }

  async build(): Promise<void> {
    await this.#act(this.#mostly(await this.#ownerOf(this.#anyCase().caseId)), '/api/handovers', {});
  }

  async choose(): Promise<void> {
    const known = await this.#item('unsent', 'declined', 'withdrawn');
    if (!known) return;
    const items = [{ caseId: known.caseId, receiverId: this.#otherThan(this.#by(known.giverId)).person.id }];
    await this.#act(
      this.#mostly(known.giverId),
      `/api/handovers/${known.handoverId}/receivers`,
      { items },
      'PUT',
    );
  }

  async hand(): Promise<void> {
    const known = await this.#item('unsent');
    if (!known) return;
    const giver = this.#by(known.giverId);
    const packet = await giver.get<Handover>(`/api/handovers/${known.handoverId}`);
    const ready = packet.items.filter(({ receiver, state }) => receiver && state === 'unsent');
    if (ready.length === 0) return;
    for (const { noteId } of ready)
      await this.#write(giver, noteId, (doc) => writeLine(doc, 'Mind the gap.'));
    const caseIds = ready.map((item) => item.case.id);
    await this.#act(giver, `/api/handovers/${known.handoverId}/send`, { caseIds });
  }

  async acceptItem(): Promise<void> {
    const known = await this.#item('offered');
    if (!known) return;
    const path = `/api/handovers/${known.handoverId}/items/${known.caseId}`;
    const receiver = this.#mostly(known.receiverId);
    const packet = await this.#act(receiver, `/api/handovers/${known.handoverId}`, undefined, 'GET');
    const item = (packet as Handover | null)?.items.find((one) => one.case.id === known.caseId);
    const items = item?.parts.flatMap(({ lines }) => lines.map(({ key }) => ({ key, read: true }))) ?? [];
    if (items.length > 0) await this.#act(receiver, `${path}/read-back`, { items }, 'PUT');
    await this.#accept(
      `item ${known.handoverId} ${known.caseId}`,
      [receiver, this.#anybody()],
      `${path}/accept`,
    );
  }

  async endItem(): Promise<void> {
    const known = await this.#item('offered');
    if (!known) return;
    const path = `/api/handovers/${known.handoverId}`;
    const end = this.#random.weighted({ decline: 5, withdraw: 2, close: 1 });
    if (end === 'decline')
      await this.#act(this.#mostly(known.receiverId), `${path}/items/${known.caseId}/decline`, {
        reason: 'No',
      });
    else if (end === 'withdraw')
      await this.#act(this.#mostly(known.giverId), `${path}/items/${known.caseId}/withdraw`);
    else await this.#act(this.#mostly(known.giverId), `${path}/close`);
  }

  async assign(): Promise<void> {
    const known = await this.#item('offered', 'declined');
    if (!known) return;
    const path = `/api/handovers/${known.handoverId}/items/${known.caseId}/assign`;
    await this.#act(this.#anybody(), path, { receiverId: this.#anybody().person.id });
  }

  async tick(): Promise<void> {
    const id = this.#random.pick(this.#anyCase().followUpIds);
    await this.#act(this.#anybody(), `/api/follow-ups/${id}`, { done: this.#random.chance(0.4) });
  }

  async type(): Promise<void> {
    const [by, { caseId, noteId }] = [this.#anybody(), this.#anyCase()];
    const words = `line ${++this.#lines} of ${by.person.name}`;
    await this.#write(by, noteId, (doc) => writeLine(doc, words));
    this.saved.set(caseId, [...(this.saved.get(caseId) ?? []), words]);
  }

  async status(): Promise<void> {
    const status = this.#random.pick(['open', 'waiting', 'resolved']);
    await this.#act(this.#anybody(), `/api/cases/${this.#anyCase().caseId}`, { status }, 'PATCH');
  }

  /** Rivals at the same instant, and the first of them with a double click. */
  async #accept(what: string, [first, second]: readonly HttpClient[], path: string): Promise<void> {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const clicks = [first, first, second].map(async (by, i) => {
      if (!by) return;
      const accepted = await this.#act(by, path, undefined, 'POST', i < 2 ? key : {});
      if (accepted) this.winners.set(what, (this.winners.get(what) ?? new Set()).add(by.person.id));
    });
    await Promise.all(clicks);
  }

  /** Null when it was refused, as it may be. */
  async #act(
    by: HttpClient,
    path: string,
    body?: unknown,
    method = 'POST',
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await by.fetch(path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...json,
    });
    const said = (await answer.json()) as Partial<Problem>;
    if (answer.ok) return said;
    const isClear = answer.status < 500 && (said.detail ?? said.fields?.[0]?.message ?? '') !== '';
    if (!isClear) this.faults.push(`${answer.status} for ${method} ${path}: ${JSON.stringify(said)}`);
    return null;
  }

  /** Resolves when it is saved. */
  async #write(by: HttpClient, noteId: string, change: (doc: Y.Doc) => void): Promise<void> {
    const name = `${by.person.id} ${noteId}`;
    const pen = this.#pens.get(name) ?? new NoteClient(by, noteId);
    this.#pens.set(name, pen);
    await pen.synced();
    pen.doc.transact(() => change(pen.doc));
    await pen.saved();
  }

  async #ownerOf(caseId: string): Promise<string | null> {
    const [row] = await this.#sql<{ id: string }[]>`select owner_id as id from "case" where id = ${caseId}`;
    return row?.id ?? null;
  }

  /** Mostly one in this state. */
  async #escalation(state: EscalationState): Promise<KnownEscalation | undefined> {
    const known = await this.#sql<(KnownEscalation & Known)[]>`
      select id, note_id as "noteId", sender_id as "senderId", target_person_id as "targetId", state
      from escalation where case_id = any(${this.#caseIds()}::uuid[]) order by drafted_at`;
    return this.#mostlyIn(known, [state]);
  }

  /** Mostly one in these states, of a packet that is open. */
  async #item(...states: HandoverItemState[]): Promise<KnownItem | undefined> {
    const known = await this.#sql<(KnownItem & Known)[]>`
      select i.handover_id as "handoverId", i.case_id as "caseId", i.receiver_id as "receiverId",
             h.giver_id as "giverId", case h.state when 'closed' then 'closed' else i.state end as state
      from handover_item i join handover h on h.id = i.handover_id
      where i.case_id = any(${this.#caseIds()}::uuid[]) order by i.added_at, i.id`;
    return this.#mostlyIn(known, states);
  }

  #mostlyIn<T extends Known>(known: readonly T[], states: readonly string[]): T | undefined {
    const likely = known.filter(({ state }) => states.includes(state));
    const among = likely.length > 0 && this.#random.chance(this.#luck) ? likely : known;
    return among.length > 0 ? this.#random.pick(among) : undefined;
  }

  #caseIds(): string[] {
    return this.#cases.map(({ caseId }) => caseId);
  }

  #anybody(): HttpClient {
    return this.#random.pick(this.#people);
  }

  #otherThan(one: HttpClient): HttpClient {
    return this.#random.pick(this.#people.filter((person) => person !== one));
  }

  #anyCase(): Worked {
    return this.#random.pick(this.#cases);
  }

  #by(personId: string): HttpClient {
    return this.#people.find(({ person }) => person.id === personId) ?? this.#anybody();
  }

  #mostly(personId: string | null): HttpClient {
    return personId !== null && this.#random.chance(this.#luck) ? this.#by(personId) : this.#anybody();
  }
}

export function paragraphOf(words: string): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  return paragraph;
}
