import { type Prompt, PromptRule } from '@caseroom/shared/guidance';
import { expect, test } from 'vitest';
import { promptWords } from './prompt-words.ts';

const now = new Date(2026, 10, 22, 15, 0);
const prompt = (rule: PromptRule, detail = ''): Prompt => ({
  rule,
  detail,
  about: 'x',
  since: new Date(2026, 10, 22, 14, 5).toISOString(),
  kind: 'interaction',
  noteId: null,
  field: 'told',
});

test.each(PromptRule.options)('%s says what is missing, without a number or a key in it', (rule) => {
  const { says, does } = promptWords(prompt(rule, 'Angry'), now);
  expect(says).not.toMatch(/undefined|-without-|told-unwritten/);
  expect(does.length).toBeGreaterThan(3);
});

test('the promise, the feeling and the time are named', () => {
  expect(promptWords(prompt('told-unwritten'), now).says).toContain('today 14:05');
  expect(promptWords(prompt('promise-without-time', 'Call her back'), now).says).toContain('“Call her back”');
  expect(promptWords(prompt('sentiment-changed', 'Angry'), now).says).toContain('angry');
});
