import type { Run } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';

/** Who a stretch of text is credited to. `at` and `seq` are null while it is younger than what was fetched. */
export interface Credit {
  readonly author: PersonRef;
  readonly at: string | null;
  readonly seq: number | null;
  readonly movedBy?: Run['movedBy'];
  /** Whose words the author accepted. */
  readonly suggestedBy?: Run['suggestedBy'];
}

/** A stretch of clocks and its credit; null where nobody is known yet. */
export interface CreditedStretch {
  readonly length: number;
  readonly credit: Credit | null;
}

/** Who a client id belongs to: the server's bindings, this page's own id, and who is present. */
export type PersonOfClient = (client: number) => PersonRef | undefined;

/** Answers who wrote which clocks: what the journal says, else whoever the client id belongs to. */
export class CreditIndex {
  readonly #byClient = new Map<number, Run[]>();
  readonly #credits = new Map<Run, Credit>();
  readonly #personOf: PersonOfClient;
  readonly #fresh = new Map<string, Credit>();

  constructor(runs: readonly Run[], personOf: PersonOfClient) {
    this.#personOf = personOf;
    for (const run of runs) this.#runsOf(run.client).push(run);
    for (const list of this.#byClient.values()) list.sort((a, b) => a.clock - b.clock);
  }

  /** The stretches of `length` clocks of `client` from `clock`, in order; neighbours of one credit are joined. */
  stretches(client: number, clock: number, length: number): CreditedStretch[] {
    const runs = this.#byClient.get(client) ?? [];
    const found: CreditedStretch[] = [];
    const add = (part: number, credit: Credit | null) => {
      const last = found.at(-1);
      if (last && last.credit === credit) found[found.length - 1] = { length: last.length + part, credit };
      else found.push({ length: part, credit });
    };
    const end = clock + length;
    let at = clock;
    for (let i = firstEndingAfter(runs, clock); at < end; i += 1) {
      const run = runs[i];
      const start = run ? Math.min(run.clock, end) : end;
      if (start > at) add(start - at, this.#freshCredit(client));
      at = Math.max(at, start);
      if (!run || at >= end) continue;
      const stop = Math.min(run.clock + run.length, end);
      add(stop - at, this.#creditOf(run));
      at = stop;
    }
    return found;
  }

  #runsOf(client: number): Run[] {
    const list = this.#byClient.get(client) ?? [];
    this.#byClient.set(client, list);
    return list;
  }

  #creditOf(run: Run): Credit {
    const known = this.#credits.get(run);
    if (known) return known;
    const { author, at, seq, movedBy, suggestedBy } = run;
    const credit: Credit = {
      author,
      at,
      seq,
      ...(movedBy && { movedBy }),
      ...(suggestedBy && { suggestedBy }),
    };
    this.#credits.set(run, credit);
    return credit;
  }

  #freshCredit(client: number): Credit | null {
    const author = this.#personOf(client);
    if (!author) return null;
    const known = this.#fresh.get(author.id);
    if (known) return known;
    const credit: Credit = { author, at: null, seq: null };
    this.#fresh.set(author.id, credit);
    return credit;
  }
}

/** Binary search; runs are sorted by clock and do not overlap. */
function firstEndingAfter(runs: readonly Run[], clock: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const run = runs[middle] as Run;
    if (run.clock + run.length > clock) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface Share {
  readonly author: PersonRef;
  /** UTF-16 units of visible text. */
  readonly length: number;
  /** Whole per cent of the credited text; the shares of a note sum to about 100. */
  readonly percent: number;
}

/** How much of the text is each person's, largest first. */
export function sharesOf(parts: Iterable<{ readonly author: PersonRef; readonly length: number }>): Share[] {
  const lengths = new Map<string, { author: PersonRef; length: number }>();
  let total = 0;
  for (const { author, length } of parts) {
    const sum = lengths.get(author.id) ?? { author, length: 0 };
    sum.length += length;
    total += length;
    lengths.set(author.id, sum);
  }
  return [...lengths.values()]
    .sort((a, b) => b.length - a.length)
    .map(({ author, length }) => ({ author, length, percent: Math.round((100 * length) / total) }));
}
