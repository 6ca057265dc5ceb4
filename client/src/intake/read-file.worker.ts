import { readBytes } from './read-file.ts';

/** Runs beside the page, which stays at hand while a large file is read. */
self.onmessage = ({ data }: MessageEvent<{ readonly name: string; readonly bytes: ArrayBuffer }>) =>
  self.postMessage(readBytes(data.name, new Uint8Array(data.bytes)));
