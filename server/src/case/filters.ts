import { type ListCases, Priority, Status, Tag } from '@caseroom/shared/case';
import { Id } from '@caseroom/shared/primitives';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { patternsOf } from './fold.ts';

/** What the queue is narrowed to. Null: this filter is not set. Within a list any value is enough. */
export interface CaseFilters {
  readonly statuses: Status[] | null;
  readonly owners: string[] | null;
  readonly priorities: Priority[] | null;
  readonly tags: string[] | null;
  readonly programs: string[] | null;
  readonly numbers: number[] | null;
  /** LIKE patterns over the haystack, all of which must match. */
  readonly patterns: string[];
}

type Asked = Pick<
  z.output<typeof ListCases>,
  'status' | 'owner' | 'priority' | 'tag' | 'program' | 'number' | 'q'
>;

const CaseNumber = z
  .string()
  .regex(/^C-\d{1,15}$/i, 'Write numbers such as C-1042.')
  .transform((written) => Number(written.slice(2)));

/** Reads the comma separated lists of a query; refuses `invalid` naming every list that holds something else. */
export function readFilters(asked: Asked, personId: string): CaseFilters | Refusal {
  const fields: { path: string; message: string }[] = [];
  const list = <T extends z.ZodType>(path: keyof Asked, item: T): z.output<T>[] | null => {
    const parts = (asked[path] ?? '').split(',').map((part) => part.trim());
    const parsed = z.array(item).safeParse(parts.filter((part) => part !== ''));
    if (parsed.success) return parsed.data.length > 0 ? parsed.data : null;
    fields.push({
      path,
      message:
        z.treeifyError(parsed.error).items?.find((entry) => entry)?.errors[0] ??
        'This is not a list of such values.',
    });
    return null;
  };
  const filters: CaseFilters = {
    statuses: list('status', Status),
    owners:
      list('owner', Id.or(z.literal('me')))?.map((owner) => (owner === 'me' ? personId : owner)) ?? null,
    priorities: list('priority', Priority),
    tags: list('tag', Tag),
    programs: list('program', Id),
    numbers: list('number', CaseNumber),
    patterns: patternsOf(asked.q ?? ''),
  };
  return fields.length > 0 ? refuse('invalid', undefined, { fields }) : filters;
}
