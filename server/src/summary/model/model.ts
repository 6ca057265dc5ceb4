import type { FallbackReason, SummaryDraft } from '@caseroom/shared/summary';
import type { Turn } from '@caseroom/shared/transcript';
import OpenAI from 'openai';
import type { SaidAt } from '../draft/deadline.ts';
import { draftFrom } from './answer.ts';
import { INSTRUCTIONS, MAX_ANSWER_CHARS, MAX_OUTPUT_TOKENS, talkForModel } from './prompt.ts';

/** An endpoint that speaks the Chat Completions API. */
export interface ModelSettings {
  /** Without the path of the call: "https://models.example/v1". */
  readonly url: string;
  readonly key: string | null;
  readonly model: string;
  readonly limits?: Partial<typeof modelLimits>;
}

/** How patient we are: nobody waits longer for a draft than for writing one. */
const modelLimits = {
  /** From asking to the last word, over all attempts, ms. */
  total_ms: 60_000,
  /** Longest silence within an answer, ms. */
  silence_ms: 15_000,
  /** Attempts after the first, with growing pauses; a Retry-After is kept. */
  retries: 2,
} satisfies Record<string, number>;

export interface Model {
  readonly name: string;
  /** Drafts, or says why it could not. `onLines` hears how many lines have come. */
  draft(
    turns: readonly Turn[],
    said: SaidAt,
    onLines: (count: number) => void,
  ): Promise<SummaryDraft | FallbackReason>;
}

export function createModel({ url, key, model, limits }: ModelSettings): Model {
  const { total_ms, silence_ms, retries } = { ...modelLimits, ...limits };
  const client = new OpenAI({
    baseURL: url,
    apiKey: key ?? 'none',
    maxRetries: retries,
    timeout: total_ms,
    logLevel: 'off',
  });

  async function ask(
    talk: string,
    onLines: (count: number) => void,
  ): Promise<{ answer: string } | FallbackReason> {
    const silence = new AbortController();
    const over = AbortSignal.any([AbortSignal.timeout(total_ms), silence.signal]);
    const stream = await client.chat.completions.create(
      {
        model,
        stream: true,
        temperature: 0,
        max_tokens: MAX_OUTPUT_TOKENS,
        messages: [
          { role: 'system', content: INSTRUCTIONS },
          { role: 'user', content: talk },
        ],
      },
      { signal: over },
    );
    let answer = '';
    let lines = 0;
    let timer = setTimeout(() => silence.abort(), silence_ms);
    try {
      for await (const { choices } of stream) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silence_ms);
        const [choice] = choices;
        if (choice?.delta?.refusal || choice?.finish_reason === 'content_filter') return 'refused';
        answer += choice?.delta?.content ?? '';
        if (answer.length > MAX_ANSWER_CHARS) return 'nonsense';
        const count = answer.split('"section"').length - 1;
        if (count > lines) onLines(count);
        lines = Math.max(lines, count);
      }
    } finally {
      clearTimeout(timer);
    }
    if (over.aborted) throw new OpenAI.APIUserAbortError();
    return { answer };
  }

  return {
    name: model,
    draft: async (turns, said, onLines) => {
      try {
        const asked = await ask(talkForModel(turns), onLines);
        return typeof asked === 'string'
          ? asked
          : (draftFrom(asked.answer, turns.length, said) ?? 'nonsense');
      } catch (error) {
        return reasonOf(error);
      }
    },
  };
}

/** What is no trouble of the endpoint's is a fault of ours, and is not hidden. */
function reasonOf(error: unknown): FallbackReason {
  if (error instanceof OpenAI.APIUserAbortError || error instanceof OpenAI.APIConnectionTimeoutError)
    return 'too-slow';
  if (error instanceof OpenAI.APIConnectionError) return 'unreachable';
  if (error instanceof OpenAI.APIError) return error.status && error.status < 500 ? 'refused' : 'unreachable';
  if (error instanceof SyntaxError) return 'nonsense';
  // A connection that breaks off within an answer is no error of the client's own.
  if (error instanceof TypeError || (error instanceof Error && error.name === 'AbortError'))
    return 'unreachable';
  throw error;
}
