import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** Replace `deleted` code points at `position` by `inserted`. */
export type Patch = readonly [position: number, deleted: number, inserted: string];

/** What one agent typed at once, on the document as it reads after merging `parents` (indices of transactions). */
export interface Transaction {
  readonly agent: number;
  readonly parents: readonly number[];
  readonly patches: readonly Patch[];
}

export interface Trace {
  readonly agents: number;
  readonly start: string;
  readonly end: string;
  readonly transactions: readonly Transaction[];
  /** UTF-16 code units typed, and whether every code point is one of them. */
  readonly typed: number;
  readonly isBmp: boolean;
}

const File = z.object({
  startContent: z.string().default(''),
  endContent: z.string(),
  numAgents: z.number().int().min(1).default(1),
  txns: z.array(
    z.object({
      parents: z.array(z.number().int().min(0)).optional(),
      agent: z.number().int().min(0).default(0),
      patches: z.array(z.tuple([z.number().int().min(0), z.number().int().min(0), z.string()])),
    }),
  ),
});

/** Reads a trace in the format of josephg/editing-traces, sequential or concurrent, gzipped or not. */
export function readTrace(path: string): Trace {
  const bytes = readFileSync(path);
  const json = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const file = File.parse(JSON.parse(json.toString('utf8')));
  const transactions = file.txns.map((txn, i) => ({
    agent: txn.agent,
    parents: txn.parents ?? (i > 0 ? [i - 1] : []),
    patches: txn.patches,
  }));
  for (const [i, { agent, parents }] of transactions.entries()) {
    if (agent >= file.numAgents)
      throw new Error(`transaction ${i} is by agent ${agent} of ${file.numAgents}`);
    if (parents.some((parent) => parent >= i)) throw new Error(`transaction ${i} comes before its parents`);
  }
  const inserted = transactions.flatMap(({ patches }) => patches.map((patch) => patch[2]));
  return {
    agents: file.numAgents,
    start: file.startContent,
    end: file.endContent,
    transactions,
    typed: inserted.reduce((sum, text) => sum + text.length, 0),
    isBmp: ![file.startContent, ...inserted].some((text) => /[\u{10000}-\u{10ffff}]/u.test(text)),
  };
}
