const EVERY_MS = 1_000;

/** Says how far a long work is, once a second: over itself on a terminal, line by line in a log. */
export function progress(total: number, what: string): (done: number) => void {
  const began = performance.now();
  let said = began;
  return (done) => {
    const now = performance.now();
    if (now - said < EVERY_MS && done < total) return;
    said = now;
    const perSecond = Math.round(done / ((now - began) / 1_000));
    const line = `${what}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} (${Math.floor((100 * done) / total)} %), ${perSecond.toLocaleString('en')} a second`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line}${done < total ? '' : '\n'}`);
    else console.log(line);
  };
}
