import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Measured, type Scenario, typeIn } from './load.ts';
import { type Contender, caseroom, cpuOf, memoryOf, type Seat, yWebsocketServer } from './servers.ts';

const scenarios: readonly Scenario[] = [
  { name: 'one note, 20 type, 20 read', notes: 1, typists: 20, readers: 20, perSecond: 8, seconds: 8 },
  { name: '100 notes, 3 type in each', notes: 100, typists: 3, readers: 0, perSecond: 2, seconds: 8 },
];
/** Runs of each scenario on each server, in turn; the middle one counts. */
const RUNS = 3;

interface Result extends Measured {
  readonly cpuPer1000_s: number;
  readonly memory_mb: number;
}

interface Job {
  readonly scenario: Scenario;
  readonly seats: readonly Seat[];
}

/** The load comes from a process of its own, which this file is when it is forked. */
async function generate({ scenario, seats }: Job): Promise<void> {
  const perNote = scenario.typists + scenario.readers;
  const measured = await typeIn(scenario, (note, person) => seats[note * perNote + person] as Seat);
  process.send?.(measured, () => process.exit(0));
}

async function run(contender: Contender, scenario: Scenario): Promise<Result> {
  const seat = await contender.open(scenario.notes);
  const perNote = scenario.typists + scenario.readers;
  const seats = Array.from({ length: scenario.notes * perNote }, (_, i) =>
    seat(Math.floor(i / perNote), i % perNote),
  );
  const generator = fork(fileURLToPath(import.meta.url), ['--generate'], { execArgv: process.execArgv });
  const before = cpuOf(contender.pids());
  generator.send({ scenario, seats } satisfies Job);
  const [measured] = (await once(generator, 'message')) as [Measured];
  const pids = contender.pids();
  const cpuPer1000_s = ((cpuOf(pids) - before) / measured.sent) * 1_000;
  return { ...measured, cpuPer1000_s, memory_mb: memoryOf(pids) };
}

/** The run in the middle by its p99. */
const middle = (results: readonly Result[]): Result =>
  [...results].sort((a, b) => a.p99_ms - b.p99_ms)[Math.floor(results.length / 2)] as Result;

async function compare(): Promise<void> {
  const contenders = [await caseroom(), await yWebsocketServer()];
  try {
    for (const scenario of scenarios) {
      const results = contenders.map((): Result[] => []);
      for (let i = 0; i < RUNS; i++) {
        for (const [c, contender] of contenders.entries()) results[c]?.push(await run(contender, scenario));
      }
      print(scenario, contenders, results.map(middle));
    }
  } finally {
    for (const contender of contenders) await contender.stop();
  }
}

function print(scenario: Scenario, contenders: readonly Contender[], results: readonly Result[]): void {
  console.log(
    `\n${scenario.name}, ${scenario.perSecond} keys a second each, ${RUNS} runs of ${scenario.seconds} s`,
  );
  const rows: [string, (result: Result) => number, number][] = [
    ['keystroke seen by others, p50 ms', (result) => result.p50_ms, 1],
    ['keystroke seen by others, p99 ms', (result) => result.p99_ms, 1],
    ['CPU s per 1,000 edits', (result) => result.cpuPer1000_s, 3],
    ['memory of the server, MB', (result) => result.memory_mb, 0],
    ['keystrokes not seen', (result) => result.missing, 0],
  ];
  console.log(
    ['', ...contenders.map(({ name }) => name), 'ratio'].map((cell, i) => cell.padEnd(i ? 26 : 36)).join(''),
  );
  for (const [name, read, digits] of rows) {
    const [ours = 0, theirs = 0] = results.map(read);
    const ratio = theirs > 0 ? (ours / theirs).toFixed(2) : '';
    console.log(
      [name, ours.toFixed(digits), theirs.toFixed(digits), ratio]
        .map((cell, i) => cell.padEnd(i ? 26 : 36))
        .join(''),
    );
  }
}

if (process.argv.includes('--generate')) process.on('message', (job: Job) => void generate(job));
else {
  console.log(
    'Caseroom commits every edit to PostgreSQL before anybody sees it; its CPU includes PostgreSQL’s.',
  );
  console.log('y-websocket-server keeps everything in memory and stores nothing.');
  await compare();
  process.exit(0);
}
