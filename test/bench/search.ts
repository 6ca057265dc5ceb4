import { parseArgs } from 'node:util';
import { systemClock } from '@caseroom/server/platform/clock';
import { fullSearch, quickSearch } from '@caseroom/server/search/search';
import { openFilled, percentile, seconds } from './filled.ts';
import { measureFreshness } from './freshness.ts';

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

const { values } = parseArgs({
  options: {
    notes: { type: 'string', default: '100000' },
    /** Only how soon an edit is found. */
    fresh: { type: 'boolean', default: false },
  },
});
const filled = await openFilled(Number(values.notes));
const { sql, owner } = filled;
try {
  await measureFreshness(filled);
  if (!values.fresh) {
    await makePeers();
    await compare(contendersFor(await filled.idOf('maya@caseroom.example')));
  }
} finally {
  await filled.close();
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
