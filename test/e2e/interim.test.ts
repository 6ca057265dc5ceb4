import { type MailSink, readable, startMailSink } from '@caseroom/server/platform/testing/mail-sink';
import type { Interim } from '@caseroom/shared/interim';
import type { Me } from '@caseroom/shared/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HttpClient } from '../support/http-client.ts';
import { openHouse } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse();
let sink: MailSink;
beforeAll(async () => {
  sink = await startMailSink();
});
afterAll(() => sink.close());

/** A case whose customer has an address, with a message begun in it. */
async function beginMessage(maya: HttpClient): Promise<{ number: string; programId: string }> {
  const { memberships } = await maya.get<{ memberships: { program: { id: string } }[] }>('/api/me');
  const programId = memberships[0]?.program.id ?? '';
  const { id, number } = await maya.send<{ id: string; number: string }>('POST', '/api/cases', {
    programId,
    subject: 'Charged twice',
    priority: 'P3',
    customer: { name: 'Ada Bright', email: 'ada@example.com' },
  });
  const lead = await house.outside('ines');
  const template = { name: 'Hello', channel: 'email', language: 'en', subject: 'News of {{case.number}}' };
  const body = 'Hello {{customer.first_name}},';
  const { id: templateId } = await lead.send<{ id: string }>(
    'POST',
    `/api/programs/${programId}/interim-templates`,
    { ...template, body },
  );
  await maya.send<Interim>('POST', `/api/cases/${id}/interims`, { templateId });
  return { number, programId };
}

/** Mail of the program goes to the sink. */
async function mailToSink(programId: string): Promise<void> {
  const noor = await house.outside('noor');
  await noor.send('PUT', `/api/admin/programs/${programId}/interim-channels/email`, {
    on: true,
    settings: {
      host: '127.0.0.1',
      port: sink.port,
      secure: false,
      user: '',
      from: 'Care <care@northwind.example>',
      replyTo: '',
    },
  });
}

test('two people write to a customer, are stopped by the check, mend it and release it', async () => {
  const { number, programId } = await beginMessage(await house.outside('maya'));
  await mailToSink(programId);
  const [maya, tomasz] = await Promise.all([
    house.person('maya', `/cases/${number}`),
    house.person('tomasz', `/cases/${number}`),
  ]);
  const [hers, his] = [
    new NoteOnPage(maya.page, 'Interim update'),
    new NoteOnPage(tomasz.page, 'Interim update'),
  ];
  await Promise.all([hers.saved(), his.saved()]);
  await hers.enter();
  await hers.type('\nWe corrected the second charge.');
  await his.reads('Hello {{customer.first_name}},', 'We corrected the second charge.');
  await his.enter();
  await his.type(' This is internal only.');
  await hers.reads(
    'Hello {{customer.first_name}},',
    'We corrected the second charge. This is internal only.',
  );

  const message = maya.page.getByRole('region', { name: 'Message to the customer' });
  await message.getByRole('button', { name: 'In 2 h' }).click();
  await seen(message.getByText('Internal words'));
  await message.getByRole('button', { name: 'Read it and release' }).click();
  const go = message.getByRole('button', { name: 'Send to ada@example.com' });
  await seen(message.getByText('Hello Ada,'), go);
  await expect(go.isDisabled()).resolves.toBe(true);

  await his.select(' This is internal only.');
  await tomasz.page.keyboard.press('Backspace');
  await gone(message.getByText('Internal words'));
  await eventually(() => go.isEnabled()).toBe(true);
  await go.click();
  await seen(message.getByText('Sent to ada@example.com'));
  await seen(tomasz.page.getByText('Sent to ada@example.com'));

  expect(sink.messages).toHaveLength(1);
  const mail = readable(sink.messages[0] ?? '');
  expect(mail).toContain('To: ada@example.com');
  expect(mail).toContain(`Subject: News of ${number}`);
  expect(mail).toMatch(/Hello Ada,\s+We corrected the second charge\.\s/);
  expect(mail).not.toContain('internal');
});

test('a lead selects cases in the queue, writes one message to their customers and sees how each fares', async () => {
  const lead = await house.outside('ines');
  const { memberships } = await lead.get<Me>('/api/me');
  const programId = memberships.find(({ role }) => role === 'lead')?.program.id ?? '';
  await mailToSink(programId);
  const numbers: string[] = [];
  for (const name of ['Lia Moreau', 'Otto Brandt', 'Pia Silent']) {
    const email = name === 'Pia Silent' ? {} : { email: `${name.split(' ')[0]?.toLowerCase()}@example.com` };
    const made = await lead.send<{ number: string }>('POST', '/api/cases', {
      programId,
      subject: 'Quarzwerk fibre cut',
      priority: 'P3',
      customer: { name, ...email },
    });
    numbers.push(made.number);
  }
  sink.messages.length = 0;
  const { page } = await house.person('ines', '/queue?q=quarzwerk');
  await seen(page.getByRole('link', { name: /Pia Silent/ }));
  await page.getByRole('button', { name: 'Select cases' }).click();
  await page.getByRole('button', { name: 'Select all 3' }).click();
  await page.getByRole('button', { name: 'Message customers' }).click();

  await page.getByRole('combobox', { name: 'Channel' }).click();
  await page.getByRole('option', { name: 'E-mail' }).click();
  await page.getByLabel('Next update by').fill('2099-01-01T12:00');
  await page.getByLabel('Subject of an e-mail').fill('Outage, {{case.number}}');
  await page
    .getByLabel('Words')
    .fill('Hello {{customer.first_name}}, a cable was cut. We write by {{next_update}}.');
  const check = page.getByRole('region', { name: 'Before it leaves' });
  await seen(check.getByText('Hello Lia, a cable was cut.'), check.getByText('1 case is left out'));
  await check.getByRole('button', { name: 'The next customer' }).click();
  await seen(check.getByText('Hello Otto, a cable was cut.'));
  await check.getByRole('checkbox', { name: /^I read it/ }).check();
  await check.getByRole('button', { name: 'Send to 2 customers' }).click();

  await seen(page.getByRole('heading', { name: 'Done: 2 of 3 sent' }));
  const cases = page.getByRole('list', { name: 'Cases' });
  await seen(cases.getByText('Sent lia@example.com'), cases.getByText('No address'));
  await page.getByText('Not sent 1').click();
  await eventually(() => cases.getByRole('listitem').count()).toBe(1);
  await eventually(() => sink.messages.length).toBe(2);
  const mails = sink.messages.map(readable);
  for (const [i, name] of ['Lia', 'Otto'].entries()) {
    const mail = mails.find((one) => one.includes(`To: ${name.toLowerCase()}@example.com`));
    expect(mail).toContain(`Subject: Outage, ${numbers[i]}`);
    expect(mail).toContain(`Hello ${name}, a cable was cut.`);
  }
});
