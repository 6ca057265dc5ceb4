import { parentPort, workerData } from 'node:worker_threads';
import { readTranscriptFile, type TranscriptFile } from './read.ts';

/** Reads one file and ends. */
parentPort?.postMessage(await readTranscriptFile(workerData as TranscriptFile));
