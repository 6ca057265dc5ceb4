import { parseArgs } from 'node:util';
import { draftSummary } from '@caseroom/server/summary/draft/draft';
import { loadEnglish } from '@caseroom/server/summary/draft/english';
import { linesOf, OutcomeKind, type SummaryDraft } from '@caseroom/shared/summary';
import { dialoguesIn } from './dialogues.ts';

/**
 * npm run summaries -- <dialogues.json[.gz]> [--limit 500] [--show 3]
 * Drafts a summary of every dialogue in a file and prints how many say why, what came of it and what comes next, how
 * many sentences they have and how long drafting took. The file is read as transcripts are: `[{id?, turns: [{speaker,
 * text}]}]`, the lists that sets are published in (`{train, dev, test}` of `{original: [[speaker, text]]}`), and others.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { show: { type: 'string', default: '0' }, limit: { type: 'string', default: 'Infinity' } },
});
const [file] = positionals;
if (!file) throw new Error('Name a file of dialogues: npm run summaries -- dialogues.json');

const dialogues = dialoguesIn(file, Number(values.limit));
const said = { at: new Date('2026-11-19T10:00:00Z'), timeZone: 'Europe/Lisbon' };
const started = performance.now();
const english = await loadEnglish();
// What a word is, is compiled when first asked for.
draftSummary([{ role: 'customer', speaker: null, startMs: null, text: 'My kettle leaks.' }], said, english);
const load_ms = performance.now() - started;

const drafted = dialogues.map(({ title, turns }, i) => {
  const from = performance.now();
  const draft = draftSummary(turns, said, english);
  return { id: title || i, turns, draft, took_ms: performance.now() - from };
});

const share = (has: (draft: SummaryDraft) => boolean): string => {
  const count = drafted.filter(({ draft }) => has(draft)).length;
  return `${count} of ${drafted.length} (${((100 * count) / Math.max(1, drafted.length)).toFixed(1)} %)`;
};
const hasReason = (draft: SummaryDraft) => linesOf(draft, 'reason').length > 0;
const hasOutcome = (draft: SummaryDraft) => draft.outcome !== 'none' && linesOf(draft, 'outcome').length > 0;
const hasSteps = (draft: SummaryDraft) => linesOf(draft, 'next-steps').length > 0;
const hasAgreed = (draft: SummaryDraft) => linesOf(draft, 'next-steps').some(({ step }) => step);
const quantile = (numbers: readonly number[], q: number): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
};
const sentences = drafted.map(({ draft }) => linesOf(draft, 'summary').length);
const times = drafted.map(({ took_ms }) => took_ms);
const pointsRight = drafted.every(({ draft, turns }) =>
  draft.lines.every((line) => line.turns.length > 0 && line.turns.every((turn) => turn < turns.length)),
);

console.log(`dialogues               ${drafted.length}`);
console.log(`reason filled           ${share(hasReason)}`);
console.log(`outcome filled          ${share(hasOutcome)}`);
console.log(`next steps filled       ${share(hasSteps)}`);
console.log(`  a step agreed         ${share(hasAgreed)}`);
console.log(`  none, and said so     ${share((draft) => hasSteps(draft) && !hasAgreed(draft))}`);
console.log(`all three filled        ${share((d) => hasReason(d) && hasOutcome(d) && hasSteps(d))}`);
console.log(
  `sentences per draft     min ${Math.min(...sentences)}, median ${quantile(sentences, 0.5)}, max ${Math.max(...sentences)}`,
);
console.log(
  `drafting time           median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms, max ${Math.max(...times).toFixed(1)} ms`,
);
console.log(`language model loaded   ${load_ms.toFixed(0)} ms, once`);
const outcomes = OutcomeKind.options.map(
  (kind) => `${kind} ${drafted.filter(({ draft }) => draft.outcome === kind).length}`,
);
console.log(`outcomes                ${outcomes.join(', ')}`);
console.log(`every line has turns    ${pointsRight ? 'yes' : 'NO'}`);

for (const { id, draft, turns } of drafted.slice(0, Number(values.show))) {
  console.log(`\n── ${id} (${draft.outcome}, ${draft.sentiment ?? 'no feeling shown'})`);
  for (const line of draft.lines) {
    const duty = line.step
      ? ` {${line.step.owner}, ${line.step.dueAt.slice(0, 16)}${line.step.dueWords ? ` “${line.step.dueWords}”` : ' proposed'}${line.step.promise ? ', promise' : ''}}`
      : '';
    console.log(`  ${line.section.padEnd(11)} ${line.text}${duty}  [${line.turns.join(', ')}]`);
  }
  if (turns.length === 0) console.log('  (nothing was said)');
}
