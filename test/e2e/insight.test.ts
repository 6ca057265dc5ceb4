import type { InsightCases, InsightReport } from '@caseroom/shared/insight';
import { expect, test } from 'vitest';
import { openHouse } from './house.ts';
import { gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

test('a lead opens a reason as its cases, and a case from there', async () => {
  const ines = await house.person('ines', '/insight');
  const { page } = ines;
  const billing = page.getByRole('region', { name: 'Reasons' }).getByRole('link', { name: /^billing/ });
  await seen(billing);
  await billing.click();
  await seen(page.getByRole('heading', { name: 'Reasons: billing' }));
  const query = new URLSearchParams(new URL(page.url()).search);
  const counted = await ines.http.get<InsightReport>(`/api/insight?program=${query.get('program')}`);
  const n = counted.measures
    .find(({ measure }) => measure === 'reasons')
    ?.parts.find(({ part }) => part === 'billing')?.current.n;
  const { items } = await ines.http.get<InsightCases>(`/api/insight/cases?${query}`);
  const rows = page.getByRole('list', { name: 'Cases behind the figure' }).getByRole('link');
  await seen(rows.first());
  expect(items).toHaveLength(n as number);
  expect(await rows.count()).toBe(n);
  const number = items[0]?.case.number as string;
  await rows.filter({ hasText: number }).click();
  await seen(page.getByRole('article', { name: `Case ${number}` }));
});

test('a chart is walked with the arrows, and reads as a table with the same numbers', async () => {
  const { page } = await house.person('ines', '/insight');
  const opened = page.getByRole('region', { name: 'Cases opened', exact: true });
  const last = opened.getByRole('list', { name: 'Cases opened by week' }).getByRole('link').last();
  await last.focus();
  await page.keyboard.press('ArrowLeft');
  const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  expect(label).toMatch(/^\d+ \w+ – \d+ \w+: \d+ cases?$/);
  const [when = '', count = ''] = label.split(': ');
  await opened.getByRole('button', { name: 'Cases opened as a table' }).press('Enter');
  const row = opened.getByRole('row').filter({ hasText: when }).first();
  await seen(row.getByRole('link', { name: count.split(' ')[0] as string, exact: true }));
});

test('a client viewer reads what a lead releases, and nothing else', async () => {
  const ines = await house.person('ines', '/insight/releases');
  const joana = await house.person('joana', '/insight/releases');
  await seen(joana.page.getByText(/Fewer roaming questions/));
  await ines.page.getByRole('button', { name: 'Withdraw' }).click();
  await seen(ines.page.getByText('Withdrawn'));
  await joana.page.reload();
  await seen(joana.page.getByText('No figures have been released yet'));

  await ines.page.getByRole('button', { name: 'Release a period' }).click();
  await ines.page.getByRole('checkbox', { name: /^billing/ }).check();
  await ines.page.getByLabel('Summary').fill('Billing keeps us busy.');
  await ines.page.getByRole('button', { name: 'Release to Northwind' }).click();
  await seen(ines.page.getByRole('article').getByText('Billing keeps us busy.'));
  await joana.page.reload();
  await seen(
    joana.page.getByText('Billing keeps us busy.'),
    joana.page.getByText(/Reasons: billing \(\d+\)$/),
  );
  await gone(joana.page.getByText(/Fewer roaming questions/));
  const { memberships } = await joana.http.get<{ memberships: { program: { id: string } }[] }>('/api/me');
  const program = memberships[0]?.program.id;
  await expect(joana.http.get(`/api/insight?program=${program}`)).rejects.toThrow();
});
