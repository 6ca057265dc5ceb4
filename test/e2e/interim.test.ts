import { type MailSink, readable, startMailSink } from '@caseroom/server/platform/testing/mail-sink';
import type { Interim } from '@caseroom/shared/interim';
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

test('two people write to a customer, are stopped by the check, mend it and release it', async () => {
  const { number, programId } = await beginMessage(await house.outside('maya'));
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
