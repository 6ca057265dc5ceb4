import { measures } from '@caseroom/shared/insight';
import { valueText } from '@caseroom/shared/insight-words';
import { isRefusal } from '@caseroom/shared/refusal';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { openCase } from '../case/open.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type MailSink, readable, startMailSink } from '../platform/testing/mail-sink.ts';
import { chooseDigest, sendInsightDigests } from './digest.ts';
import { questionOf } from './question.ts';
import { release } from './releases.ts';
import { readReport } from './report.ts';

/** 7:00 on Monday there, which is 6:00 in Lisbon and 23:00 on Sunday in Los Angeles. */
const MONDAY = new Date('2026-11-23T06:00:00.000Z');
const BEFORE = new Date('2026-11-20T12:00:00.000Z');
const HOUR_MS = 3_600_000;

let db: FreshDatabase;
let sink: MailSink;
let program: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind & Co');
  await db.sql`update program set timer_policy = jsonb_set(timer_policy, '{hours,timeZone}', '"Europe/Berlin"')`;
  for (const [name, role] of [
    ['ines', 'lead'],
    ['maya', 'agent'],
    ['raj', 'agent'],
    ['joana', 'client'],
  ] as const)
    ids[name] = await makePerson(db.sql, {
      email: `${name}@example.com`,
      password: 'what it comes to',
      memberships: [{ programId: program, role }],
    });
  await db.sql.begin(async (tx) => {
    for (let i = 0; i < 9; i += 1)
      await openCase(tx, {
        programId: program,
        subject: 'A strange invoice',
        priority: 'P2',
        customer: { name: 'A secret name' },
        tags: i < 6 ? ['billing'] : ['<roaming>'],
        openedBy: (i < 7 ? ids.maya : ids.raj) as string,
        at: new Date(BEFORE.getTime() - i * HOUR_MS),
      });
  });
}, 30_000);
afterAll(() => db.drop());
beforeEach(async () => {
  sink = await startMailSink();
});
afterEach(async () => {
  await sink.close();
  await db.sql`delete from insight_digest`;
  await db.sql`update membership set role = 'agent' where person_id = ${ids.raj as string}`;
});

const choose = (who: string, at = BEFORE) =>
  chooseDigest(db.sql, { personId: ids[who] as string, programId: program, chosen: true, at });
const send = (at = MONDAY) =>
  sendInsightDigests({
    sql: db.sql,
    clock: { now: () => at },
    log: silentLog,
    mailer: sink.mailer,
    address: 'https://desk.example',
  });
const minutes = (count: number) => new Date(MONDAY.getTime() + count * 60_000);

test('goes out on Monday morning there, once, from as many processes as there are, with the figures of the screen', async () => {
  await choose('ines');
  await send(minutes(-1));
  expect(sink.messages).toEqual([]);
  await Promise.all([send(), send(), send()]);
  await send(minutes(10));
  expect(sink.messages).toHaveLength(1);
  const message = readable(sink.messages[0] as string);
  const asked = { program, to: '2026-11-23', weeks: 1 } as const;
  const question = await questionOf(db.sql, ids.ines as string, asked, MONDAY);
  if (isRefusal(question)) throw new Error('the lead is refused');
  const report = await readReport(db.sql, question);
  const shown = report.measures.filter(({ measure, current }) => !measures[measure].isList && current.n > 0);
  expect(shown.map(({ measure }) => measure)).toEqual(['opened', 'timers']);
  for (const { measure, current } of shown)
    expect(message).toContain(`- ${measures[measure].name}: ${valueText(measures[measure], current)}`);
  for (const line of ['- billing: 6 cases (0 before)', '- “strange invoice”: 9 cases (0 before)'])
    expect(message).toContain(line);
  expect(message).toContain('&lt;roaming&gt;');
  expect(message).toContain(`https://desk.example/insight?program=${program}&to=2026-11-23&weeks=1`);
  expect(message).not.toContain('secret');
});

test('tells everybody what they may read, and nobody who did not ask, who left or who asked since', async () => {
  for (const who of ['maya', 'joana']) await choose(who);
  await choose('raj', minutes(1));
  await send(minutes(5));
  expect(sink.messages).toHaveLength(1);
  const [own] = sink.messages.map(readable);
  expect(own).toContain('To: maya@example.com');
  expect(own).toContain('- Cases opened: 7');

  const asked = { program, to: '2026-11-21', weeks: 1 } as const;
  const question = await questionOf(db.sql, ids.ines as string, asked, BEFORE);
  if (isRefusal(question)) throw new Error('the lead is refused');
  const by = { actorId: ids.ines as string, today: '2026-11-22' };
  await db.sql.begin((tx) => release(tx, question, { summary: 'A calm week.', tags: ['billing'] }, by));
  await db.sql`update insight_digest set sent_for = null`;
  await db.sql`delete from membership where person_id = ${ids.maya as string}`;
  await send(minutes(10));
  expect(sink.messages).toHaveLength(2);
  const released = readable(sink.messages[1] as string);
  expect(released).toContain('To: joana@example.com');
  for (const words of [
    'A calm week.',
    '- Cases opened: 9',
    'Reason: billing: 6',
    '/insight/releases?program=',
  ])
    expect(released).toContain(words);
  expect(released).not.toContain('roaming');
});

test('is tried again when the mail server said no, and given up when Monday is long past', async () => {
  await choose('raj');
  sink.refusal = Object.assign(new Error('later'), { responseCode: 451 });
  await send();
  sink.refusal = null;
  await send(minutes(49 * 60));
  expect(sink.messages).toEqual([]);
  await send(minutes(24 * 60));
  expect(sink.messages).toHaveLength(1);
});
