const KB = 1024;
const MB = 1024 * KB;

/** "812 B", "34 kB", "2.1 MB". */
export function sizeText(bytes: number): string {
  if (bytes < KB) return `${bytes} B`;
  return bytes < MB ? `${Math.round(bytes / KB)} kB` : `${(bytes / MB).toFixed(1)} MB`;
}
