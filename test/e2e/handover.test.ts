import type { Handover } from '@caseroom/shared/handover';
import { expect, test } from 'vitest';
import { openHouse } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse();
const SUBJECT = 'Card swallowed by a machine';
const NOTE = 'Handover from Yuki Tanaka';

/** Yuki's two cases: one of the demo, and one of which the record knows little. */
async function newCase(): Promise<{ id: string; number: string }> {
  const yuki = await house.outside('yuki');
  const { memberships } = await yuki.get<{ memberships: { program: { id: string } }[] }>('/api/me');
  return yuki.send<{ id: string; number: string }>('POST', '/api/cases', {
    programId: memberships[0]?.program.id,
    subject: SUBJECT,
    priority: 'P4',
    customer: { name: 'Ada Bright' },
  });
}

test('a shift ends: written together, stopped by a silent part, sent, read back, asked, accepted and declined', async () => {
  const { number } = await newCase();
  const yuki = await house.person('yuki', '/queue');
  await seen(yuki.page.getByRole('link', { name: new RegExp(SUBJECT) }));
  await yuki.page.keyboard.press('h');
  await yuki.page.getByRole('button', { name: 'Prepare the handover' }).click();

  // She lets it balance, and then chooses herself.
  const cases = yuki.page.getByRole('complementary', { name: 'Cases of the handover' });
  await cases.getByRole('button', { name: 'Balance for me' }).click();
  await gone(cases.getByText('No receiver:'));
  const receiver = yuki.page.getByRole('combobox', { name: 'Goes to' });
  for (const named of ['C-1041', number]) {
    await cases
      .getByRole('button', { name: new RegExp(named) })
      .first()
      .click();
    await seen(yuki.page.getByRole('article', { name: 'Handover' }).getByText(`${named} ·`));
    await receiver.click();
    await receiver.fill('samuel');
    await yuki.page.getByRole('option', { name: /Samuel Adeyemi/ }).click();
    await eventually(() => receiver.inputValue()).toBe('Samuel Adeyemi');
  }

  // The packet is not whole, and says so.
  const send = cases.getByRole('button', { name: 'Sign and hand over 2 cases' });
  await seen(cases.getByText('What to know:'));
  expect(await send.isDisabled()).toBe(true);

  // Both write in the same note before it is sent.
  const address = new URL(yuki.page.url());
  const samuel = await house.person('samuel', `${address.pathname}?case=${number}`);
  await samuel.page.getByText('Write in the note', { exact: true }).click();
  const hers = new NoteOnPage(yuki.page, NOTE);
  const his = new NoteOnPage(samuel.page, NOTE);
  await Promise.all([hers.saved(), his.saved()]);
  await seen(hers.whole.getByRole('img', { name: /Samuel Adeyemi/ }));
  await hers.enter();
  await hers.write('The branch keeps it until Friday.');
  await eventually(() => his.lines()).toContain('The branch keeps it until Friday.');
  await his.caretAfter('until Friday.');
  await his.write(' She has a second card.');
  await eventually(() => hers.lines()).toContain('The branch keeps it until Friday. She has a second card.');
  await his.saved();
  await writeWhatIsMissing('C-1041');
  await gone(cases.getByText('What to know:'));
  await send.click();
  await seen(cases.getByText('2 cases are still yours.', { exact: false }));

  // He reads it back by keyboard, a line in his own words, and asks.
  await samuel.page.getByText('Read back', { exact: true }).click();
  const answer = samuel.page.getByRole('complementary', { name: 'Answer the handover' });
  const accept = answer.getByRole('button', { name: `Accept ${number}` });
  await seen(accept);
  expect(await accept.isDisabled()).toBe(true);
  const ticks = samuel.page.getByRole('checkbox');
  await ticks.first().focus();
  await samuel.page.keyboard.press('w');
  await samuel.page.getByPlaceholder('In your words').fill('Not urgent; branch has the card.');
  await samuel.page.keyboard.press('Enter');
  await seen(samuel.page.getByText('“Not urgent; branch has the card.”'));
  await ticks.nth(1).focus();
  const count = await ticks.count();
  for (let i = 1; i < count; i += 1) await samuel.page.keyboard.press('Space');
  await seen(answer.getByText('Everything is read back.'));
  await answer.getByLabel('Ask Yuki').fill('Which branch?');
  await answer.getByRole('button', { name: 'Ask' }).click();
  await yuki.page.getByLabel('Your answer to Samuel Adeyemi').fill('The one at the station.');
  await yuki.page.getByRole('button', { name: 'Answer' }).click();
  await seen(answer.getByText('The one at the station.'));

  // One is his from now on, the other goes back.
  await ticks.first().focus();
  await samuel.page.keyboard.press('Enter');
  await seen(answer.getByRole('button', { name: 'Accept C-1041' }));
  await answer.getByRole('button', { name: 'Decline' }).click();
  await answer.getByLabel('Why it goes back').fill('Daniel knows the police officer');
  await samuel.page.keyboard.press('Enter');
  await seen(cases.getByText(/^accepted \d\d:\d\d by Samuel$/), cases.getByText('Samuel declined'));
  const held = await yuki.http.get<{ owner: { name: string } }>(`/api/cases/${number}`);
  expect(held.owner.name).toBe('Samuel Adeyemi');

  // On paper both have signed.
  await yuki.goOn(`${address.pathname}/record`);
  const sheet = yuki.page.getByRole('region', { name: `${number} ${SUBJECT}` });
  await seen(sheet.getByText('Handed over'), sheet.getByText('Read back and accepted'));
  expect(await sheet.getByText('matches the ledger').count()).toBe(2);
  await seen(sheet.getByText('“Not urgent; branch has the card.”'));
  await yuki.page.emulateMedia({ media: 'print' });
  await gone(yuki.page.getByRole('button', { name: 'Print' }), yuki.page.getByRole('navigation'));
  await seen(...['Yuki Tanaka', 'Samuel Adeyemi'].map((name) => sheet.getByText(name, { exact: true })));
  await yuki.page.emulateMedia({ media: 'screen' });

  async function writeWhatIsMissing(named: string): Promise<void> {
    const packet = await yuki.http.get<Handover>(
      `/api${address.pathname.replace('/handover/', '/handovers/')}`,
    );
    const item = packet.items.find((one) => one.case.number === named);
    if (!item?.missing.length) return;
    await cases
      .getByRole('button', { name: new RegExp(named) })
      .first()
      .click();
    await hers.saved();
    await hers.enter();
    await hers.write('Nothing else to know.');
    await hers.saved();
    await cases
      .getByRole('button', { name: new RegExp(number) })
      .first()
      .click();
  }
});
