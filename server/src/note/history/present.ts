import type { Burst, ComparedBlock, Doer, Edit, NamedVersion, Run } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { CreditedRun } from './authorship.ts';
import type { EditBurst } from './bursts.ts';
import type { DiffBlock, Fragment } from './compare.ts';
import type { Deed } from './credit.ts';
import type { VersionName } from './queries.ts';
import type { EditFacts } from './timeline.ts';

/** What the history found, as the API answers it. */
export type PersonOf = (id: string) => PersonRef;

const doer = ({ personId, at, seq }: Deed, personOf: PersonOf): Doer => ({
  ...personOf(personId),
  at: at.toISOString(),
  seq,
});

/** Whose words an edit took over, by its seq. */
export type Suggested = ReadonlyMap<number, string>;

const suggestedIn = (suggested: Suggested, seq: number, personOf: PersonOf) => {
  const by = suggested.get(seq);
  return by === undefined ? {} : { suggestedBy: personOf(by) };
};

export const presentEdit = (
  { authorId, at, commented: _, ...counts }: EditFacts,
  personOf: PersonOf,
  suggested: Suggested,
): Edit => ({
  ...counts,
  ...suggestedIn(suggested, counts.seq, personOf),
  author: personOf(authorId),
  at: at.toISOString(),
});

export const presentBurst = (
  { authorId, from, to, suggestedBy, ...counts }: EditBurst,
  personOf: PersonOf,
): Burst => ({
  ...counts,
  ...(suggestedBy === undefined ? {} : { suggestedBy: personOf(suggestedBy) }),
  author: personOf(authorId),
  from: from.toISOString(),
  to: to.toISOString(),
});

export const presentVersionName = (
  { seq, name, byId, at }: VersionName,
  personOf: PersonOf,
): NamedVersion => ({
  seq,
  name,
  by: personOf(byId),
  at: at.toISOString(),
});

export const presentRun = (
  { writer, mover, ...run }: CreditedRun,
  personOf: PersonOf,
  suggested: Suggested,
): Run => ({
  ...run,
  ...suggestedIn(suggested, writer.seq, personOf),
  author: personOf(writer.personId),
  at: writer.at.toISOString(),
  seq: writer.seq,
  ...(mover ? { movedBy: doer(mover, personOf) } : {}),
});

export const presentBlock = (block: DiffBlock, personOf: PersonOf): ComparedBlock => ({
  type: block.type,
  attrs: { ...block.attrs },
  ...(block.typeBefore === null ? {} : { typeBefore: block.typeBefore }),
  ...(block.attrsBefore === null ? {} : { attrsBefore: { ...block.attrsBefore } }),
  ...(block.checked === null ? {} : { checked: block.checked }),
  ...(block.checkedBefore === null ? {} : { checkedBefore: block.checkedBefore }),
  within: [...block.within],
  change: block.change,
  runs: block.fragments.map((fragment) => presentFragment(fragment, personOf)),
});

const presentFragment = (fragment: Fragment, personOf: PersonOf): ComparedBlock['runs'][number] => ({
  text: fragment.text,
  change: fragment.change,
  author: personOf(fragment.writer.personId),
  at: fragment.writer.at.toISOString(),
  seq: fragment.writer.seq,
  ...(fragment.mover ? { movedBy: doer(fragment.mover, personOf) } : {}),
  ...(fragment.deleter ? { deletedBy: doer(fragment.deleter, personOf) } : {}),
  moved: fragment.moved,
  marks: [...fragment.marks],
  ...(fragment.marksBefore ? { marksBefore: [...fragment.marksBefore] } : {}),
});
