import { parentPort, workerData } from 'node:worker_threads';
import { maskTurns } from './mask.ts';
import { readTranscriptFile } from './read.ts';
import type { ReaderTask } from './reader.ts';

const work = async (task: ReaderTask) =>
  task.is === 'read' ? readTranscriptFile(task.file) : maskTurns(task.turns).turns;

/** Does one task and ends. */
parentPort?.postMessage(await work(workerData as ReaderTask));
