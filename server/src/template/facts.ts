import { type Customer, type Priority, priorityNames, type Status, statusNames } from '@caseroom/shared/case';
import { personValue } from '@caseroom/shared/editor/answers';
import { fieldNodes } from '@caseroom/shared/editor/fields';
import { linesUnder } from '@caseroom/shared/editor/sections';
import { blockLines } from '@caseroom/shared/editor/text';
import type { NoteKind } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import { type FillFact, fieldsOf, TemplateContent } from '@caseroom/shared/template';
import type { TimerKind } from '@caseroom/shared/timer';
import type * as Y from 'yjs';
import { bodyOf } from '../note/doc.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Db } from '../platform/db.ts';
import { contactFacts } from './contact.ts';
import type { RecordFacts } from './fill.ts';

/** A case's newest notes are looked through for what earlier ones say; more would only be older. */
const MAX_NOTES_READ = 20;
/** Facts that only earlier notes know. */
const remembered: readonly FillFact[] = ['product', 'channel'];

interface CaseRow {
  readonly number: number;
  readonly subject: string;
  readonly priority: Priority;
  readonly status: Status;
  readonly tags: readonly string[];
  readonly customer: Customer;
  readonly openedAt: Date;
  readonly program: string;
  readonly client: string;
  readonly owner: PersonRef;
}

interface Asked {
  readonly caseId: string;
  readonly authorId: string;
  readonly at: Date;
  readonly interactionId?: string | undefined;
  /** Only what the template asks for is read. */
  readonly wanted: ReadonlySet<FillFact>;
}

/** What the record knows of a case now; of its notes only those that everybody on the case may read. */
export async function gatherFacts(db: Db, rooms: Rooms, asked: Asked): Promise<RecordFacts> {
  const { caseId, authorId, at, wanted } = asked;
  const [row, author, told, due, said, contact] = await Promise.all([
    readCaseRow(db, caseId),
    readPerson(db, authorId),
    lastTold(db, caseId),
    dueTimes(db, caseId),
    saidInNotes(db, rooms, caseId, wanted),
    contactFacts(db, asked),
  ]);
  const { customer } = row;
  return {
    'customer.name': customer.name,
    'customer.email': customer.email,
    'customer.phone': customer.phone,
    'customer.company': customer.company,
    'customer.account': customer.account,
    'customer.timeZone': customer.timeZone,
    program: row.program,
    client: row.client,
    'case.number': `C-${row.number}`,
    'case.subject': row.subject,
    'case.priority': `${row.priority} ${priorityNames[row.priority]}`,
    'case.status': statusNames[row.status],
    'case.tags': row.tags.join(', '),
    owner: personValue(row.owner),
    author: author && personValue(author),
    openedAt: row.openedAt.toISOString(),
    now: at.toISOString(),
    lastUpdateTold: told?.about || said.told,
    lastUpdateToldAt: told?.at.toISOString(),
    nextUpdateDue: due.get('next-update')?.toISOString(),
    resolutionDue: due.get('resolution')?.toISOString(),
    attempts: said.attempts,
    product: said.answers.get('product'),
    channel: said.answers.get('channel'),
    ...contact,
  } as RecordFacts;
}

async function readCaseRow(db: Db, caseId: string): Promise<CaseRow> {
  const [row] = await db<CaseRow[]>`
    select c.number, c.subject, c.priority, c.status, c.tags, c.customer, c.opened_at as "openedAt",
           g.name as program, g.client,
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as owner
    from "case" c join program g on g.id = c.program_id join person p on p.id = c.owner_id
    where c.id = ${caseId}`;
  if (!row) throw new Error(`case ${caseId} is gone`);
  return row;
}

async function readPerson(db: Db, id: string): Promise<PersonRef | undefined> {
  const [person] = await db<PersonRef[]>`select id, name, colour from person where id = ${id}`;
  return person;
}

async function lastTold(db: Db, caseId: string): Promise<{ about: string; at: Date } | undefined> {
  const [told] = await db<{ about: string; at: Date }[]>`
    select coalesce(i.words, e.data->>'about', '') as about, e.at
    from case_event e left join interim i on i.note_id = (e.data->>'noteId')::uuid
    where e.case_id = ${caseId}
      and (e.kind = 'customer.told' or (e.kind = 'interim.released' and i.channel <> 'phone')
           or (e.kind = 'interim.called' and e.data->>'outcome' = 'reached'))
    order by e.seq desc limit 1`;
  return told;
}

async function dueTimes(db: Db, caseId: string): Promise<Map<TimerKind, Date>> {
  const rows = await db<{ kind: TimerKind; dueAt: Date }[]>`
    select kind, due_at as "dueAt" from timer where case_id = ${caseId} and due_at is not null`;
  return new Map(rows.map(({ kind, dueAt }) => [kind, dueAt]));
}

interface Said {
  readonly attempts: string;
  readonly told: string | undefined;
  readonly answers: ReadonlyMap<FillFact, string>;
}

/** What the notes themselves say, oldest first, so that the newest word on a thing is the last. */
async function saidInNotes(
  db: Db,
  rooms: Rooms,
  caseId: string,
  wanted: ReadonlySet<FillFact>,
): Promise<Said> {
  const isWanted = (['attempts', 'lastUpdateTold', ...remembered] as const).some((fact) => wanted.has(fact));
  const notes = isWanted
    ? await db<{ id: string; kind: NoteKind; content: unknown }[]>`
        select n.id, n.kind, v.content
        from note n
        left join template_version v on v.template_id = n.template_id and v.version = n.template_version
        where n.case_id = ${caseId} and n.audience = 'team' and n.kind <> 'escalation'
        order by n.created_at desc, n.id desc limit ${MAX_NOTES_READ}`
    : [];
  const said = await Promise.all(
    notes.reverse().map(({ id, content }) => {
      const template = content === null ? null : TemplateContent.parse(content);
      return rooms.read(id, ({ doc }) => saidIn(bodyOf(doc), template));
    }),
  );
  return {
    attempts: [...new Set(said.flatMap(({ attempts }) => attempts))].join('\n'),
    told: said.flatMap(({ told }) => told).at(-1),
    answers: new Map(said.flatMap(({ answers }) => answers)),
  };
}

function saidIn(
  body: Y.XmlFragment,
  template: TemplateContent | null,
): { attempts: string[]; told: string[]; answers: [FillFact, string][] } {
  const answers: [FillFact, string][] = [];
  const nodes = template ? fieldNodes(body) : new Map<string, Y.XmlElement[]>();
  // Field keys are the same in every trade, whatever its sections are called; notes without a template have headings.
  const linesOf = (key: string, title: string) => {
    const found = nodes.get(key);
    return found ? found.flatMap(wordsOf) : linesUnder(body, title);
  };
  const attempts = linesOf('attempts', 'What was tried');
  const told = linesOf('told', 'What the customer was told');
  for (const { key, fill } of template ? fieldsOf(template) : []) {
    const lines = (nodes.get(key) ?? []).flatMap(wordsOf);
    if (fill && remembered.includes(fill) && lines[0]) answers.push([fill, lines[0]]);
  }
  return { attempts, told, answers };
}

const wordsOf = (field: Y.XmlElement): string[] =>
  blockLines(field)
    .map((line) => withoutLabel(line, String(field.getAttribute('label') ?? '')))
    .filter((line) => line.trim() !== '');

const withoutLabel = (line: string, label: string): string =>
  line.startsWith(`${label}: `) ? line.slice(label.length + 2) : line;
