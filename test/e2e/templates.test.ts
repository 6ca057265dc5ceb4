import type { Note } from '@caseroom/shared/note';
import type { ProgramTemplates, SaveTemplate } from '@caseroom/shared/template';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openHouse, type Person } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

const content: SaveTemplate['content'] = {
  sections: [
    {
      key: 'end',
      title: 'How it ended',
      fields: [
        { key: 'customer', label: 'Customer', type: 'text', fill: 'customer.name' },
        {
          key: 'cause',
          label: 'Cause',
          type: 'rich',
          required: true,
          help: 'What broke, not what was seen.',
        },
        {
          key: 'agreed',
          label: 'Customer agrees',
          type: 'yes-no',
          required: true,
          ifYes: [{ key: 'agreed-at', label: 'Agreed at', type: 'date-time', required: true }],
        },
        { key: 'credit', label: 'Credit', type: 'amount', currency: 'EUR' },
        { key: 'areas', label: 'Areas', type: 'choices', options: ['Billing', 'Network', 'Device'] },
      ],
    },
  ],
};

/** A case with a resolution note made from the template above. */
async function resolutionNote(by: Person['http']): Promise<{ number: string; noteId: string }> {
  const { memberships } = await by.get<{ memberships: { program: { id: string } }[] }>('/api/me');
  const programId = memberships[0]?.program.id;
  const admin = await house.outside('noor');
  const { items } = await admin.get<ProgramTemplates>(`/api/programs/${programId}/templates`);
  const after = items.find(({ kind }) => kind === 'resolution')?.version ?? 0;
  const body: SaveTemplate = { name: 'Resolution', content, after, reason: 'Shorter.' };
  await admin.send('PUT', `/api/admin/programs/${programId}/templates/resolution`, body);
  const made = await by.send<{ id: string; number: string }>('POST', '/api/cases', {
    programId,
    subject: 'Charged twice',
    priority: 'P3',
    customer: { name: 'Ada Bright' },
  });
  const note = await by.send<Note>('POST', `/api/cases/${made.id}/notes`, { kind: 'resolution' });
  return { number: made.number, noteId: note.id };
}

const field = (note: NoteOnPage, key: string) => note.whole.locator(`[data-field-key="${key}"]`);

it('two people fill one template at once, and finalise it once nothing is missing', async () => {
  const { number } = await resolutionNote(await house.outside('maya'));
  const [maya, tomasz] = await Promise.all([
    house.person('maya', `/cases/${number}`),
    house.person('tomasz', `/cases/${number}`),
  ]);
  const [hers, his] = [
    new NoteOnPage(maya.page, 'Resolution note'),
    new NoteOnPage(tomasz.page, 'Resolution note'),
  ];
  await Promise.all([hers.saved(), his.saved()]);
  await seen(field(hers, 'customer').getByText('from the record'));

  await hers.whole.getByRole('button', { name: 'Finalise' }).click();
  await seen(field(hers, 'cause').getByText('still empty'));
  await maya.page.keyboard.type('A batch ran twice.');
  await his.whole.getByRole('radiogroup', { name: 'Customer agrees' }).getByLabel('Yes').check();
  await seen(field(hers, 'agreed').getByText('set by Tomasz'));

  await Promise.all([
    hers.whole.getByLabel('Billing').check(),
    his.whole.getByLabel('Network').check(),
    fillIn(tomasz.page, his, 'Agreed at', '22 nov 2026 14:05'),
  ]);
  await fillIn(maya.page, hers, 'Credit', '49,9');
  for (const note of [hers, his]) {
    await eventually(() => note.whole.getByLabel('Billing').isChecked()).toBe(true);
    await eventually(() => note.whole.getByLabel('Network').isChecked()).toBe(true);
    await eventually(() => note.whole.getByRole('textbox', { name: 'Credit' }).inputValue()).toBe('49.9 EUR');
    await seen(note.whole.getByText('Everything required is here'));
    await note.saved();
  }

  await his.whole.getByRole('button', { name: 'Finalise' }).click();
  await his.whole.getByRole('button', { name: 'Finalise' }).click();
  for (const note of [hers, his]) {
    await seen(note.whole.getByText(/^Finalised by Tomasz Król/));
    await seen(note.reading.getByText('A batch ran twice.'));
    await seen(note.reading.getByText('Sun, 22 Nov 2026, 14:05'));
    expect(await note.text.count()).toBe(0);
  }

  await hers.whole.getByRole('button', { name: 'Amend' }).click();
  await maya.page.getByLabel('Why is this added?').fill('The credit was booked.');
  await maya.page.keyboard.press('Enter');
  const amendment = new NoteOnPage(maya.page, 'Amendment: Resolution note');
  await seen(amendment.whole.getByText('The credit was booked.'));
  await seen(amendment.text);
  await eventually(() => amendment.text.evaluate((root) => root.contains(document.activeElement))).toBe(true);
  await maya.page.keyboard.type('Booked on 23 November.');
  await amendment.saved();
  const theirs = new NoteOnPage(tomasz.page, 'Amendment: Resolution note');
  await seen(theirs.text.getByText('Booked on 23 November.'));
});

async function fillIn(page: Page, note: NoteOnPage, label: string, words: string): Promise<void> {
  await note.whole.getByRole('textbox', { name: label, exact: true }).fill(words);
  await page.keyboard.press('Enter');
}

it('keeps its fields whatever is deleted, and goes through them with Tab', async () => {
  const { number, noteId } = await resolutionNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const note = new NoteOnPage(maya.page, 'Resolution note');
  await note.saved();
  await note.whole.getByRole('button', { name: 'Cause' }).click();
  await maya.page.keyboard.type('One.');
  await maya.page.keyboard.press('Tab');
  await maya.page.keyboard.press('Space');
  await seen(field(note, 'agreed-at'));
  await maya.page.keyboard.press('Tab');
  await maya.page.keyboard.type('yesterday 3pm');
  await maya.page.keyboard.press('Tab');
  await maya.page.keyboard.type('12');
  await maya.page.keyboard.press('Enter');
  const text = async () => (await maya.http.get<Note>(`/api/notes/${noteId}`)).text;
  await eventually(text).toMatch(
    /^How it ended\nCustomer: Ada Bright\nCause: One\.\nCustomer agrees: Yes\nAgreed at: .*Z\nCredit: 12 EUR\n$/,
  );
  await note.caretAfter('One.');
  await maya.page.keyboard.press('ControlOrMeta+a');
  await maya.page.keyboard.press('Backspace');
  await eventually(text).toMatch(/^\n+$/);
  expect(await note.whole.locator('[data-field-key]').count()).toBe(6);
  await maya.page.keyboard.press('ControlOrMeta+z');
  await eventually(text).toContain('Cause: One.');
});
