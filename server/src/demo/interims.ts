import { defaultInterimSettings } from '@caseroom/shared/interim';
import { appendEvent } from '../case/events.ts';
import { addLink } from '../interim/portal/portal.ts';
import { type Draft, hashOf, judge } from '../interim/preview.ts';
import { type InterimRow, lockInterim } from '../interim/queries.ts';
import { waitForLead, writeWords } from '../interim/release.ts';
import type { Overridden } from '../interim/rules.ts';
import { writeInterimSettings } from '../interim/settings.ts';
import { addTemplate } from '../interim/templates.ts';
import type { Tx } from '../platform/db.ts';
import type { Cast } from './cast.ts';
import { granted } from './granted.ts';
import { personName } from './people.ts';
import type { InterimScript } from './script.ts';
import { momentOf } from './when.ts';
import type { Happening, Writing, WrittenNote } from './write.ts';

const MINUTE_MS = 60_000;
const noServer = { smtpUrl: null, mailFrom: '', address: null, allowPrivate: false };

/** What becomes of a note that is a message to the customer: it is on their page, or a lead is asked. */
export function messaging(writing: Writing, written: WrittenNote): Happening[] {
  const { script } = written;
  if (!script.interim) return [];
  const fate = script.interim;
  const at = momentOf(fate.at, writing.now);
  return [{ at, happen: () => meet(writing, written, fate, at) }];
}

async function meet(
  { tx, cast, now }: Writing,
  { noteId, played }: WrittenNote,
  fate: InterimScript,
  at: Date,
): Promise<readonly Happening[]> {
  const nextUpdateAt =
    fate.nextUpdateIn === null ? null : new Date(now.getTime() + fate.nextUpdateIn * MINUTE_MS);
  await lockInterim(tx, noteId);
  await tx`
    update interim set channel = 'portal', recipient = null, next_update_at = ${nextUpdateAt}
    where note_id = ${noteId}`;
  const row = (await lockInterim(tx, noteId)) as InterimRow;
  const actorId = cast.person(fate.by);
  if (fate.is === 'waiting') {
    await waitForLead(tx, row, [], { actorId, at });
    return [];
  }
  const seq = played.firstSeq - 1 + played.edits.length;
  await show(
    tx,
    row,
    { seq, doc: played.json },
    { actorId, agentName: personName(fate.by), at, why: fate.why ?? '' },
  );
  if (fate.pageKey) await addLink(tx, { caseId: row.caseId, actorId, at, address: '', key: fate.pageKey });
  return [];
}

/** As `releaseInterim` does; the journal is written later, so nothing is looked up in it. */
async function show(
  tx: Tx,
  row: InterimRow,
  draft: Draft,
  { actorId, agentName, at, why }: { actorId: string; agentName: string; at: Date; why: string },
): Promise<void> {
  const judged = await judge(tx, row, draft, { deployment: noServer, agentName, now: at, link: null });
  const settled = judged.findings.map((finding): Overridden => ({ ...finding, reason: why }));
  const hash = hashOf({ channel: row.channel, ...judged });
  const { noteId, caseId, channel } = row;
  const { seq } = draft;
  await appendEvent(tx, { caseId, kind: 'note.finalised', actorId, data: { noteId, seq }, at });
  const nextUpdateAt = judged.nextUpdateAt?.toISOString() ?? null;
  const data = { noteId, channel, seq, hash, recipient: null, nextUpdateAt };
  await appendEvent(tx, { caseId, kind: 'interim.released', actorId, data, at });
  await writeWords(tx, { row, judged, settled, seq, hash, releasedBy: actorId, at });
}

const outage = `Hello {{customer.first_name}},

# What we know
Your connection is affected by a disturbance in your area. Our engineers are on site.

# What happens next
You do not need to do anything. You hear from us again by {{next_update}}.

{{agent.first_name}}, {{client}}`;
const short =
  'Hello {{customer.first_name}}, your case {{case.number}}: we hear back from our engineers by {{next_update}} and write to you then. {{client}}';
const spanish = `Hola {{customer.first_name}}:

Estamos trabajando en su caso {{case.number}}. Le escribimos de nuevo antes de {{next_update}}.

{{agent.first_name}}, {{client}}`;

/** What Northwind’s messages begin with, and who approves them. */
export async function writeMessageSettings(tx: Tx, cast: Cast, at: Date): Promise<void> {
  const programId = cast.program('northwind');
  const by = { actorId: cast.person('ines'), at };
  const { approval } = defaultInterimSettings;
  await writeInterimSettings(tx, programId, {
    ...defaultInterimSettings,
    approval: { ...approval, email: ['P1'], sms: ['P1'], portal: ['P1', 'P3'] },
    phrases: ['proration job', 'clearing house', 'gateway'],
  });
  const first = {
    name: 'Outage, first word',
    channel: null,
    language: 'en',
    subject: 'Your connection: what we know',
  };
  granted(await addTemplate(tx, programId, { ...first, body: outage }, by));
  const waiting = { name: 'We are on it', channel: 'sms' as const, language: 'en', subject: '' };
  granted(await addTemplate(tx, programId, { ...waiting, body: short }, by));
  const enCurso = {
    name: 'Seguimos con su caso',
    channel: null,
    language: 'es',
    subject: 'Su caso {{case.number}}',
  };
  granted(await addTemplate(tx, programId, { ...enCurso, body: spanish }, by));
}
