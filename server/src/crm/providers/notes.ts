import type { Part } from '../parts-rules.ts';
import type { CrmFailure } from './crm.ts';
import { isFailure } from './crm.ts';

/** How many of a record's newest notes are looked through for one that may be there already. */
export const NOTES_LOOKED_THROUGH = 200;

/** The texts of a record's newest notes, in any order. */
type Recent = () => Promise<readonly string[] | CrmFailure>;
/** Null when the part stands there. */
type Add = (body: string) => Promise<CrmFailure | null>;

/** Adds the parts that do not stand there yet, in order, so that a repeat after any failure completes the note. */
export async function addParts(
  parts: readonly Part[],
  look: boolean,
  recent: Recent,
  add: Add,
): Promise<'added' | CrmFailure> {
  const there = look ? await recent() : [];
  if (isFailure(there)) return there;
  for (const { body, mark } of parts) {
    if (there.some((text) => text.includes(mark))) continue;
    const failure = await add(body);
    if (failure) return failure;
  }
  return 'added';
}
