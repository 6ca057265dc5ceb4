import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openHouse } from './house.ts';
import { gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

/** Types each key once the item it is for has the focus. */
async function score(page: Page, keys: readonly string[]): Promise<void> {
  const items = page.locator('[data-item]');
  for (const [i, key] of keys.entries()) {
    await page.locator('[data-item][data-active]').and(items.nth(i)).waitFor();
    await page.keyboard.press(key);
  }
}

const itemOf = (page: Page, name: string): Locator => page.locator('[data-item]').filter({ hasText: name });

test('a note is scored by keyboard, disputed by its author and settled by the lead, each seeing the other’s step', async () => {
  const told = 'What the customer was told is written down';
  const aroha = await house.person('aroha', '/quality/work');
  await aroha.page.getByRole('button', { name: 'Review C-1022, Maya Okafor' }).click();
  await seen(aroha.page.getByRole('document', { name: 'Case note' }).getByText('Privacy desk informed'));
  await score(aroha.page, ['4', '4', '3', '1', '0', 'n', '4', '1', '4', '1', '1']);
  await seen(aroha.page.getByRole('status', { name: 'Total' }).getByText('86.8 %'));
  await aroha.page
    .getByRole('group', { name: `Score: ${told}` })
    .getByRole('button', { name: 'No' })
    .focus();
  await aroha.page.getByLabel(`Quote the note: ${told}`).fill('nobody asks him');
  await aroha.page.keyboard.press('Enter');
  await seen(itemOf(aroha.page, told).getByRole('button', { name: 'Nobody asks him', exact: true }));
  await seen(aroha.page.getByText('Draft saved'));
  await aroha.page.getByRole('button', { name: 'Submit to Maya' }).click();
  await seen(aroha.page.getByText('Waits for Maya'));

  const maya = await house.person('maya', '/quality');
  await maya.page.getByRole('link', { name: /C-1022.*Waits for you/ }).click();
  await seen(itemOf(maya.page, told).getByText('Nobody asks him'));
  await maya.page.getByRole('button', { name: 'Dispute' }).click();
  await maya.page.getByLabel(`Dispute: ${told}`).fill('The section says it in the first sentence.');
  await maya.page.getByRole('button', { name: 'Send the dispute' }).click();
  await seen(maya.page.getByText('You dispute this'), aroha.page.getByText('Maya disputes this'));

  const ines = await house.person('ines', '/quality/disputes');
  await ines.page.getByRole('link', { name: /C-1022/ }).click();
  const disputed = itemOf(ines.page, told);
  await disputed.getByRole('button', { name: 'Yes' }).click();
  await ines.page.getByLabel('Answer to Maya').fill('It does; I read past it.');
  await ines.page.getByRole('button', { name: 'Uphold' }).click();
  await seen(ines.page.getByText('Inês Santos upheld the dispute'));
  await seen(maya.page.getByText('Inês Santos upheld the dispute'), maya.page.getByText('98.5 %').first());

  const raj = await house.outside('raj');
  const id = new URL(maya.page.url()).pathname.split('/').at(-1);
  expect((await raj.fetch(`/api/reviews/${id}`)).status).toBe(404);
});

test('words selected in the note become evidence, and a critical item fails the whole', async () => {
  const { page } = await house.person('aroha', '/quality/work');
  await page.getByRole('button', { name: 'Review C-1019, Maya Okafor' }).click();
  const note = page.getByRole('document', { name: 'Interaction note' });
  await note.locator('p').first().waitFor();
  await itemOf(page, 'Brief and free of jargon').click();
  const words = await note
    .locator('p')
    .first()
    .evaluate((line) => {
      const range = document.createRange();
      range.selectNodeContents(line);
      document.getSelection()?.removeAllRanges();
      document.getSelection()?.addRange(range);
      return range.toString();
    });
  await page.getByRole('button', { name: 'Attach as evidence' }).click();
  await seen(itemOf(page, 'Brief and free of jargon').getByRole('list', { name: 'Evidence' }));
  const quoted = itemOf(page, 'Brief and free of jargon').getByRole('list', { name: 'Evidence' });
  expect(await quoted.textContent()).toContain(words.slice(0, 40));
  const secrets = page.getByRole('group', { name: 'Score: Nothing is noted that must not be kept' });
  await secrets.getByRole('button', { name: 'No' }).click();
  await seen(page.getByRole('status', { name: 'Total' }).getByText(/^Fails: “Nothing is noted/));
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  await seen(page.getByRole('button', { name: 'Review C-1019, Maya Okafor' }));
});

test('a calibration is blind until the last scores are in, then shows them side by side', async () => {
  const { page } = await house.person('aroha', '/quality/calibrations');
  await page.getByRole('link', { name: /C-1020.*Waits for you/ }).click();
  await seen(page.getByRole('document', { name: 'Interaction note' }));
  await gone(page.getByText('Not in the note.'));
  await score(page, ['4', '4', '4', '1', '1', '1', '4', '1', '1', '1', '1', '4']);
  await page.getByRole('button', { name: 'Submit' }).click();
  await seen(page.getByText('Krippendorff’s alpha'), page.getByText('Daniel: Not in the note.'));
  await seen(page.getByRole('row', { name: /Identity was verified.*No Yes|Identity was verified.*Yes No/ }));
});
