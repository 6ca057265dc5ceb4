import type { InterimChannel, InterimOverride, InterimTemplate } from '@caseroom/shared/interim';
import type { BulkSend, NewBulkSend } from '@caseroom/shared/interim-bulk';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useProgramInterim } from '../settings-data.ts';
import { readLocalInput } from '../words.ts';
import { useBulkCheck } from './bulk-data.ts';

/** What is written before anything is stored. */
export interface Draft {
  readonly templateId: string | null;
  readonly channel: InterimChannel | null;
  /** BCP 47; null: the program’s. */
  readonly language: string | null;
  readonly subject: string;
  readonly body: string;
  /** As typed, by the person's own clock. */
  readonly nextUpdate: string;
  /** By the key of a finding: why it is all right. */
  readonly reasons: Readonly<Record<string, string>>;
}

const blank: Draft = {
  templateId: null,
  channel: null,
  language: null,
  subject: '',
  body: '',
  nextUpdate: '',
  reasons: {},
};

/** How long nobody types before the words are checked again, ms. */
const STILL_MS = 600;

/** A message that is being written to these cases, with what each would get as soon as the writing rests. */
export function useDraft(programId: string, caseIds: readonly string[], from: BulkSend | undefined) {
  const usual = useProgramInterim(programId).data?.settings.language ?? 'en';
  const [draft, setDraft] = useState<Draft>(() => (from ? { ...blank, ...wordsOf(from) } : blank));
  const change = (next: Partial<Draft>) => setDraft((held) => ({ ...held, ...next }));
  const message = useMemo(() => messageOf(draft, usual, caseIds), [draft, usual, caseIds]);
  const [rested] = useDebouncedValue(message, STILL_MS);
  const check = useBulkCheck(programId, message && rested);
  const isCurrent = message !== null && rested === message && check.isSuccess && !check.isPlaceholderData;
  return { draft, usual, change, message, check, isCurrent };
}

const wordsOf = ({ channel, language, subject, body }: BulkSend) => ({ channel, language, subject, body });

/** Null while nobody or nothing is to be written to. */
function messageOf(draft: Draft, usual: string, caseIds: readonly string[]): NewBulkSend | null {
  const language = draft.language?.trim() || usual;
  if (draft.body.trim() === '' || caseIds.length === 0) return null;
  const { channel, subject, body, nextUpdate, reasons } = draft;
  const nextUpdateAt = readLocalInput(nextUpdate);
  return {
    caseIds: [...caseIds],
    channel,
    language,
    subject,
    body,
    nextUpdateAt,
    overrides: overridesOf(reasons),
  };
}

const overridesOf = (reasons: Draft['reasons']): InterimOverride[] =>
  Object.entries(reasons)
    .map(([key, reason]) => ({ key, reason: reason.trim() }))
    .filter(({ reason }) => reason !== '');

/** What a template brings along. */
export const fromTemplate = ({ id, channel, language, subject, body }: InterimTemplate): Partial<Draft> => ({
  templateId: id,
  ...(channel ? { channel } : {}),
  language,
  subject,
  body,
});
