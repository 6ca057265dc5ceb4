import { parentPort } from 'node:worker_threads';
import type { DraftRequest } from './apart.ts';
import { draftSummary } from './draft.ts';
import { loadEnglish } from './english.ts';

/** Drafts one talk after the other, for as long as the process lives. */
parentPort?.on('message', async ({ turns, said }: DraftRequest) => {
  parentPort?.postMessage(draftSummary(turns, said, await loadEnglish()));
});
