import { signInLimits } from '@caseroom/server/auth/sign-in-rules';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { credentialsOf } from '../support/demo-sign-in.ts';
import { openHouse } from './house.ts';
import { eventually, seen } from './seen.ts';

const house = openHouse();

const queue = (page: Page) => page.getByRole('region', { name: 'Queue' });

async function signInByPassword(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('one picks a person of the demo and is in their queue', async () => {
  const { page, cable } = await house.stranger();
  await page.goto(cable.origin);
  await page.getByRole('button', { name: /Maya Okafor/ }).click();
  await seen(queue(page).getByRole('link', { name: /Double charge after plan change/ }));
  await seen(page.getByRole('button', { name: 'Maya Okafor, account' }));
});

test('a wrong password says so, and after too many the page counts the seconds', async () => {
  const { page, cable } = await house.stranger();
  await page.goto(`${cable.origin}/sign-in`);
  await page.getByRole('button', { name: 'Use a password' }).click();
  const { email } = credentialsOf('raj');
  await signInByPassword(page, email, 'not it at all');
  const alert = page.getByRole('alert');
  await seen(alert.getByText(/password/i));
  for (let failed = 1; failed < signInLimits.pair.failures; failed++) {
    const answer = page.waitForResponse('**/api/session');
    await signInByPassword(page, email, 'not it at all');
    expect((await answer).status()).toBe(401);
  }
  await signInByPassword(page, email, credentialsOf('raj').password);
  await seen(alert.getByText(/You can try again in \d+ s/));
  expect(await page.getByRole('button', { name: 'Sign in', exact: true }).isDisabled()).toBe(true);
});

test('after signing in one is where one was going', async () => {
  const { page, cable } = await house.stranger();
  await page.goto(`${cable.origin}/cases/C-1039?view=all`);
  await seen(page.getByText('Sign in to open the page you asked for.'));
  await page.getByRole('button', { name: /Tomasz Król/ }).click();
  await seen(page.getByRole('article', { name: 'Case C-1039' }));
  expect(new URL(page.url()).search).toBe('?view=all');
});

test('signing out in one tab ends the other one at once', async () => {
  const linh = await house.person('linh', '/queue');
  const other = await house.person('linh', '/cases/C-1042');
  await seen(other.page.getByRole('article', { name: 'Case note', exact: true }).getByText('Saved'));
  await linh.page.getByRole('button', { name: 'Linh Tran, account' }).click();
  await linh.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await eventually(() => new URL(linh.page.url()).pathname).toBe('/sign-in');
  const again = other.page.getByRole('dialog', { name: 'Your session has ended' });
  await seen(again);
  const { email, password } = credentialsOf('linh');
  expect(await again.getByLabel('E-mail').inputValue()).toBe(email);
  await again.getByLabel('Password', { exact: true }).fill(password);
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  await again.waitFor({ state: 'hidden' });
  await seen(other.page.getByRole('article', { name: 'Case note', exact: true }).getByText('Saved'));
});
