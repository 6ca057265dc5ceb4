import type { AnswerSummary } from '@caseroom/shared/answer';
import { expect, test } from 'vitest';
import { openHouse } from './house.ts';
import { eventually, seen } from './seen.ts';

const house = openHouse();

test('a case like one that was resolved is offered its answer: used in the note, counted, and found to help', async () => {
  const http = await house.outside('maya');
  const { items } = await http.get<{ items: AnswerSummary[] }>('/api/answers?q=two+charges');
  const before = items[0] as AnswerSummary;
  const { number } = await http.send<{ number: string }>('POST', '/api/cases', {
    programId: before.program.id,
    subject: 'Charged twice after changing the plan',
    priority: 'P3',
    customer: { name: 'Ada Bright' },
    tags: ['billing'],
  });

  const { page } = await house.person('maya', `/cases/${number}`);
  const known = page.getByRole('region', { name: 'Known answers' });
  const similar = known.getByRole('list', { name: 'Similar resolved cases' });
  await seen(similar.getByRole('link', { name: /Charged twice after a plan change/ }));
  const note = page.getByRole('textbox', { name: 'Case note' });
  await note.getByRole('paragraph').first().click();
  const offered = known.getByRole('list', { name: 'Answers that fit' });
  await offered.getByRole('button', { name: 'Use in the note' }).first().click();
  await seen(note.getByText('Check in the ledger that both charges have settled'));

  const solved = known.getByRole('button', { name: 'Solved it' });
  await solved.click();
  await eventually(() => solved.getAttribute('aria-pressed')).toBe('true');
  await seen(page.getByRole('region', { name: 'Timeline' }).getByText(/used the answer/));
  const after = await http.get<{ used: number; helped: number }>(`/api/answers/${before.id}`);
  expect(after).toMatchObject({ used: before.used + 1, helped: before.helped + 1 });
});
