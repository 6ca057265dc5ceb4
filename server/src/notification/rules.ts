/** A mention as it stands in a note now. */
export interface MentionFact {
  readonly client: number;
  readonly clock: number;
  /** A person's id, "role:lead" or "team:Day". */
  readonly target: string;
  /** The line it stands in. */
  readonly text: string;
  /** Who wrote it; undefined when that is not known. */
  readonly by: string | null;
}

/** A mention that is known of already. */
export interface KnownMention {
  readonly id: string;
  readonly client: number;
  readonly clock: number;
  readonly target: string;
  readonly text: string;
  readonly goneAt: Date | null;
}

export interface MentionChanges {
  /** Somebody is mentioned who was not. */
  readonly added: readonly MentionFact[];
  /** The same mention, in another place of the document or with another line around it. */
  readonly kept: readonly (KnownMention & { readonly now: MentionFact })[];
  readonly gone: readonly KnownMention[];
}

/** A mention that comes back within this time, ms, was moved: the editor takes text out and writes it anew. */
export const MOVED_WITHIN_MS = 120_000;

/** What is different between the mentions that are known and those that stand in the note. */
export function compareMentions(
  known: readonly KnownMention[],
  present: readonly MentionFact[],
  now: Date,
): MentionChanges {
  const byPlace = new Map(known.map((mention) => [placeOf(mention), mention]));
  const here = new Set(present.map(placeOf));
  const missing = known.filter((mention) => !here.has(placeOf(mention)));
  const movable = missing.filter(
    ({ goneAt }) => goneAt === null || now.getTime() - goneAt.getTime() <= MOVED_WITHIN_MS,
  );
  const added: MentionFact[] = [];
  const kept: (KnownMention & { now: MentionFact })[] = [];
  for (const fact of present) {
    const same = byPlace.get(placeOf(fact)) ?? takeFirst(movable, ({ target }) => target === fact.target);
    if (!same) added.push(fact);
    else if (isDifferent(same, fact)) kept.push({ ...same, now: fact });
  }
  const carried = new Set(kept.map(({ id }) => id));
  const gone = missing.filter(({ id, goneAt }) => goneAt === null && !carried.has(id));
  return { added, kept, gone };
}

const placeOf = ({ client, clock }: { client: number; clock: number }): string => `${client} ${clock}`;

const isDifferent = (known: KnownMention, fact: MentionFact): boolean =>
  placeOf(known) !== placeOf(fact) || known.text !== fact.text || known.goneAt !== null;

function takeFirst<T>(items: T[], isWanted: (item: T) => boolean): T | undefined {
  const at = items.findIndex(isWanted);
  return at < 0 ? undefined : items.splice(at, 1)[0];
}
