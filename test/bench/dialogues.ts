import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readJson } from '@caseroom/server/interaction/transcript/json';
import { guessRoles, nobodyKnown } from '@caseroom/server/interaction/transcript/roles';
import { tidyTurns } from '@caseroom/server/interaction/transcript/turns';
import { isRefusal } from '@caseroom/shared/refusal';
import type { Turn } from '@caseroom/shared/transcript';

export interface FiledDialogue {
  readonly title: string;
  readonly turns: readonly Turn[];
}

/** Parts of a published set, each a list of dialogues. */
const parts = ['train', 'dev', 'valid', 'validation', 'test'];

/**
 * The dialogues of a JSON file, gzipped or not, as the product reads transcripts: a list of them, or lists under
 * "train", "dev" and "test", in any of the forms that can be attached to an interaction.
 */
export function dialoguesIn(file: string, limit: number): FiledDialogue[] {
  const bytes = readFileSync(file);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const value: unknown = JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString('utf8'));
  return listsIn(value)
    .slice(0, limit)
    .flatMap((one): FiledDialogue[] => {
      const found = readJson(JSON.stringify(one));
      if (isRefusal(found)) return [{ title: titleOf(one), turns: [] }];
      return found.map(({ title, turns }) => ({
        title: titleOf(one) || title,
        turns: tidyTurns(turns, guessRoles(turns, nobodyKnown)),
      }));
    });
}

function listsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const fields = value as Record<string, unknown>;
  const lists = parts.flatMap((part) => (Array.isArray(fields[part]) ? (fields[part] as unknown[]) : []));
  return lists.length > 0 ? lists : [value];
}

function titleOf(one: unknown): string {
  const fields = one as Record<string, unknown>;
  const scenario = (fields.scenario ?? {}) as Record<string, unknown>;
  return [
    fields.id ?? fields.convo_id ?? fields.dialogue_id,
    scenario.flow ?? fields.flow,
    scenario.subflow ?? fields.subflow,
  ]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
}
