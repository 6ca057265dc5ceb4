import { expect, test } from 'vitest';
import { openHouse } from './house.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

interface Opened {
  readonly id: string;
  readonly number: string;
}

test('resolved without a cause: the prompt opens the note at its field, stays away when put away, and comes back', async () => {
  const agent = await house.outside('maya');
  const { memberships } = await agent.get<{ memberships: { program: { id: string } }[] }>('/api/me');
  const programId = memberships[0]?.program.id as string;
  const admin = await house.outside('noor');
  const guidance = await admin.get<{ settings: { prompts: Record<string, object> } }>(
    `/api/programs/${programId}/guidance`,
  );
  const prompts = { ...guidance.settings.prompts, 'resolved-without-cause': { on: true, after_min: 0 } };
  await admin.send('PUT', `/api/admin/programs/${programId}/guidance`, { ...guidance.settings, prompts });

  const opened = await agent.send<Opened>('POST', '/api/cases', {
    programId,
    subject: 'Second bill for one month',
    priority: 'P3',
    customer: { name: 'Ada Bright' },
  });
  const { page } = await house.person('maya', `/cases/${opened.number}`);
  const strip = page.getByRole('region', { name: 'What to write now' });
  await seen(page.getByRole('article', { name: 'Case note' }).getByText('Saved', { exact: true }));
  await gone(strip);

  await agent.send('PATCH', `/api/cases/${opened.id}`, { status: 'resolved' });
  const prompt = strip.getByText(/no note names the cause/);
  await seen(prompt);
  await strip.getByRole('button', { name: /^Put away/ }).click();
  await gone(prompt);
  await strip.getByRole('button', { name: 'Undo' }).click();
  await seen(prompt);

  await strip.getByRole('button', { name: 'Write the cause' }).click();
  const note = page.getByRole('article', { name: 'Resolution note' });
  const cause = note.locator('[data-field-key="cause"]');
  await seen(cause);
  await eventually(() =>
    page.evaluate(() => {
      const anchor = document.getSelection()?.anchorNode;
      const element = anchor instanceof Element ? anchor : anchor?.parentElement;
      return element?.closest('[data-field-key]')?.getAttribute('data-field-key');
    }),
  ).toBe('cause');
  await page.keyboard.type('The batch ran twice.');
  await seen(cause.getByText('The batch ran twice.'));
  await gone(strip);
});

test('a note whose day has come is found still right in one click, which its case records', async () => {
  const agent = await house.outside('maya');
  const { items } = await agent.get<{ items: { noteId: string; case: Opened }[] }>('/api/rechecks');
  const [due] = items;
  expect(due).toBeDefined();
  const { page, goOn } = await house.person('maya', '/rechecks');
  const row = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: due?.case.number ?? '' })
    .first();
  await row.getByRole('button', { name: /^Still right/ }).click();
  await gone(row);
  await goOn(`/cases/${due?.case.number}`);
  await seen(
    page
      .getByRole('region', { name: 'Timeline' })
      .getByText(/still right/)
      .first(),
  );
});

test('an admin edits a template by keyboard, publishes it with a reason, and new notes ask for it', async () => {
  const { page } = await house.person('noor', '/admin/templates');
  await page.getByRole('combobox', { name: 'Program' }).click();
  await page.getByRole('option', { name: 'Northwind Mobile' }).click();
  const kind = page.getByRole('button', { name: /^Follow-up note/ });
  await kind.click();
  await seen(kind.and(page.locator('[aria-current]')));
  await page.getByRole('button', { name: 'Add a field' }).first().press('Enter');
  await page.getByRole('menuitem', { name: 'Amount' }).press('Enter');
  const label = page.getByLabel('Label').first();
  await label.fill('');
  await seen(page.getByText('One thing needs attention, marked above.'));
  await label.fill('Credit promised');
  await seen(page.getByRole('region', { name: 'Preview' }).getByText('Credit promised'));
  await page.getByRole('textbox', { name: 'Why it changes' }).fill('Billing asks for the amount.');
  await page.keyboard.press('Enter');
  await seen(page.getByText(/^Version 2, by Noor/));

  const agent = await house.outside('maya');
  const { items } = await agent.get<{ items: Opened[] }>('/api/cases?status=open&owner=me');
  const note = await agent.send<{ text: string; template: { version: number } }>(
    'POST',
    `/api/cases/${items[0]?.id}/notes`,
    { kind: 'follow-up' },
  );
  expect(note.template.version).toBe(2);
});
