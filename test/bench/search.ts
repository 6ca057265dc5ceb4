import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomFrom } from '@caseroom/server/demo/random';
import { seedDemo } from '@caseroom/server/demo/seed';
import { systemClock } from '@caseroom/server/platform/clock';
import { readConfig } from '@caseroom/server/platform/config';
import { connect, SERVER_ROLE } from '@caseroom/server/platform/db';
import { createLog } from '@caseroom/server/platform/log';
import { openDatabase } from '@caseroom/server/platform/open-database';
import { fullSearch, quickSearch } from '@caseroom/server/search/search';
import { desksOf } from '../seed/desks.ts';
import { writeNotes } from '../seed/write.ts';

/** Searches of one sort, as people type them. */
interface Asking {
  readonly name: string;
  readonly searches: readonly string[];
  /** The words alone, for peers that know no filters. */
  readonly words?: readonly string[];
}

const families = [
  'bergström',
  'dahlberg',
  'falkson',
  'quistova',
  'lindinen',
  'norelli',
  'thorford',
  'valdescu',
];
const askings: readonly Asking[] = [
  { name: 'a rare word', searches: families },
  { name: 'a common word', searches: ['customer', 'refund', 'router', 'called', 'voicemail', 'replaced'] },
  {
    name: 'two words',
    searches: ['router refund', 'dahlberg lisbon', 'credit approved', 'firmware splitter'],
  },
  {
    name: 'a phrase',
    searches: ['"faulty splitter"', '"ran a line test"', '"proof of payment"', '"fraud rule"'],
  },
  { name: 'a beginning', searches: ['lindi*', 'ref*', 'firmw*', 'thorf*'] },
  {
    name: 'words and filters',
    searches: [
      'refund kind:resolution',
      'router tag:roaming after:2026',
      'splitter author:raj',
      'invoice -refund in:notes',
    ],
    words: ['refund', 'router', 'splitter', 'invoice'],
  },
  { name: 'a typing error', searches: ['refnud', 'firmwre', 'splittr', 'voicemial'] },
  { name: 'an account', searches: ['A-123', 'INV4567', '912345', 'C-20042'] },
];

const ROUNDS = 12;
const PAGE = 20;

interface Contender {
  readonly name: string;
  search(q: string): Promise<unknown>;
}

const { values } = parseArgs({ options: { notes: { type: 'string', default: '100000' } } });
const kept = process.env.DATA_DIR;
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'caseroom-bench-')));
const log = createLog({ level: 'warn' });
const database = await openDatabase(readConfig({ ...process.env, DATA_DIR: folder }), log, {
  onAway: async () => {},
});
const owner = connect(database.url, { max: 2 });
const sql = connect(database.url, { role: SERVER_ROLE, max: 4 });
try {
  await seedDemo({ sql, clock: systemClock, log });
  await fill(Number(values.notes));
  await makePeers();
  const maya = await idOf('maya@caseroom.example');
  await compare(contendersFor(maya));
} finally {
  await Promise.all([sql.end(), owner.end()]);
  await database.stop();
  if (!kept) await rm(folder, { recursive: true, force: true });
}

async function fill(notes: number): Promise<void> {
  const [row] = await sql<{ count: number }[]>`select count(*) from note`;
  const missing = notes - (row?.count ?? 0);
  const started = performance.now();
  if (missing > 0)
    await writeNotes(sql, randomFrom('floor'), {
      desks: await desksOf(sql),
      notes: missing,
      onWritten: () => {},
    });
  if (missing > 0) console.log(`${missing} notes written and indexed in ${seconds(started)} s`);
}

/** What the ordinary recipes need: a column of stemmed words with an index, and the texts as they are. */
async function makePeers(): Promise<void> {
  await owner`drop table if exists bench_note`;
  const started = performance.now();
  await owner`
    create table bench_note as
    select n.id, n.touched_at as at, c.program_id, n.audience, n.text, to_tsvector('english', n.text) as words
    from note n join "case" c on c.id = n.case_id`;
  await owner`create index on bench_note using gin (words)`;
  console.log(`the peers’ table and index were made in ${seconds(started)} s`);
  await owner`vacuum analyze bench_note`;
  await owner`vacuum analyze`;
  for (const [name, of] of [
    ['search_doc', 'the index of words and customers, with its table'],
    ['search_word', 'the words to correct by'],
    ['bench_note', 'the ordinary recipe, with the texts'],
    ['note', 'the notes themselves'],
  ] as const) {
    const [size] = await owner<
      { bytes: number }[]
    >`select pg_total_relation_size(${name}::regclass) as bytes`;
    console.log(`${of}: ${((size?.bytes ?? 0) / 1e6).toFixed(0)} MB`);
  }
}

async function idOf(email: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select id from person where email = ${email}`;
  return row?.id as string;
}

function contendersFor(personId: string): Contender[] {
  const mine = owner`
    select program_id from membership where person_id = ${personId}`;
  return [
    {
      name: 'quick',
      search: (q) => quickSearch({ sql, clock: systemClock }, { personId, q, timeZone: 'UTC' }),
    },
    {
      name: 'page, best',
      search: (q) =>
        fullSearch({ sql, clock: systemClock }, personId, {
          q,
          timeZone: 'UTC',
          sort: 'best',
          cursor: undefined,
          limit: PAGE,
        }),
    },
    {
      name: 'page, newest',
      search: (q) =>
        fullSearch({ sql, clock: systemClock }, personId, {
          q,
          timeZone: 'UTC',
          sort: 'newest',
          cursor: undefined,
          limit: PAGE,
        }),
    },
    {
      name: 'tsvector + ts_rank',
      search: (q) => owner`
        select id, ts_headline('english', text, query) from (
          select id, text, query from bench_note, websearch_to_tsquery('english', ${q}) query
          where words @@ query and audience = 'team' and program_id in (${mine})
          order by ts_rank(words, query) desc limit ${PAGE}) as best`,
    },
    {
      name: 'ILIKE',
      search: (q) => owner`
        select id, text from bench_note
        where text ilike all(${q.split(' ').map((word) => `%${word.replace(/["*]/g, '')}%`)}::text[])
          and audience = 'team' and program_id in (${mine})
        order by at desc limit ${PAGE}`,
    },
  ];
}

async function compare(contenders: readonly Contender[]): Promise<void> {
  const head = ['', ...contenders.map(({ name }) => `${name} p50/p95 ms`), 'best : tsvector', 'best : ILIKE'];
  console.log(`\n${head.map((cell, i) => cell.padEnd(i ? 29 : 20)).join('')}`);
  for (const { name, searches, words } of askings) {
    const times = contenders.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++)
      for (const [c, contender] of contenders.entries())
        for (const [i, q] of searches.entries()) {
          // The slowest peers are asked less often, or they would be all there is to wait for.
          if (contender.name === 'ILIKE' && round >= 3) continue;
          const started = performance.now();
          await contender.search(c > 2 ? (words?.[i] ?? q) : q);
          times[c]?.push(performance.now() - started);
        }
    const p = (c: number, share: number) => percentile(times[c] ?? [], share);
    const cells = contenders.map((_, c) => `${p(c, 0.5).toFixed(1)} / ${p(c, 0.95).toFixed(1)}`);
    const ratios = [3, 4].map((peer) => (p(1, 0.5) / p(peer, 0.5)).toFixed(2));
    console.log([name, ...cells, ...ratios].map((cell, i) => cell.padEnd(i ? 29 : 20)).join(''));
  }
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(0);
}
