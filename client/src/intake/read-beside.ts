import { type CsvFile, MAX_FILE_BYTES, type Unreadable } from './read-file.ts';

const MB = 1_048_576;
const notRead: Unreadable = { unreadable: 'The browser could not read this file. Choose it again.' };

/** Reads a file in a thread of its own. */
export async function readFile(file: File): Promise<CsvFile | Unreadable> {
  if (file.size > MAX_FILE_BYTES)
    return { unreadable: `This file is larger than ${MAX_FILE_BYTES / MB} MB. Import it in parts.` };
  const bytes = await file.arrayBuffer().catch(() => null);
  return bytes ? inWorker(file.name, bytes) : notRead;
}

function inWorker(name: string, bytes: ArrayBuffer): Promise<CsvFile | Unreadable> {
  const worker = new Worker(new URL('./read-file.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<CsvFile | Unreadable>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<CsvFile | Unreadable>) => resolve(data);
    worker.onerror = () => resolve(notRead);
    worker.postMessage({ name, bytes }, [bytes]);
  }).finally(() => worker.terminate());
}
