import { chromium } from 'playwright-core';

const BASE = 'http://localhost:4612';
const out = '/tmp/shell-shots';
const only = process.argv[2] ? new Set(process.argv[2].split(',')) : null;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
async function ctx({ w, h, dark, who }) {
  const c = await browser.newContext({
    viewport: { width: w, height: h },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const p = await c.newPage();
  p.on('console', (m) => {
    if (['error', 'warning'].includes(m.type())) console.log(`[${m.type()}]`, m.text().slice(0, 400));
  });
  p.on('pageerror', (e) => console.log('[pageerror]', e.message.slice(0, 600)));
  if (who) {
    const r = await p.request.post(`${BASE}/api/session`, {
      data: { email: `${who}@caseroom.example`, password: 'demo-caseroom' },
      headers: { origin: BASE },
    });
    if (!r.ok()) console.log('signin', r.status(), await r.text());
  }
  return { c, p };
}
const wide = { w: 1440, h: 900 },
  narrow = { w: 390, h: 844 };
const shots = {
  async signin() {
    for (const [n, o] of [
      ['w', wide],
      ['wd', { ...wide, dark: true }],
      ['n', narrow],
    ]) {
      const { c, p } = await ctx(o);
      await p.goto(`${BASE}/sign-in`);
      await p.waitForTimeout(1500);
      await p.screenshot({ path: `${out}/signin-${n}.png` });
      await c.close();
    }
  },
  async queue() {
    for (const [n, o] of [
      ['w', wide],
      ['nd', { ...narrow, dark: true }],
    ]) {
      const { c, p } = await ctx({ ...o, who: 'maya' });
      await p.goto(`${BASE}/`);
      await p.waitForTimeout(2000);
      await p.screenshot({ path: `${out}/queue-${n}.png` });
      await c.close();
    }
  },
  async kase() {
    for (const [n, o] of [
      ['w', wide],
      ['wd', { ...wide, dark: true }],
      ['n', narrow],
      ['nd', { ...narrow, dark: true }],
    ]) {
      const { c, p } = await ctx({ ...o, who: 'maya' });
      await p.goto(`${BASE}/queue`);
      await p.waitForSelector('[data-case]');
      await p.locator('[data-case]').first().click();
      await p.waitForTimeout(3500);
      await p.screenshot({ path: `${out}/case-${n}.png` });
      if (n === 'n') {
        await p.getByRole('button', { name: 'Details and timeline' }).click();
        await p.waitForTimeout(300);
        await p.screenshot({ path: `${out}/case-n-details.png` });
      }
      await c.close();
    }
  },
  async menus() {
    const { c, p } = await ctx({ ...wide, who: 'tomasz' });
    await p.goto(`${BASE}/queue`);
    await p.waitForSelector('[data-case]');
    await p.getByRole('button', { name: 'Filter' }).first().click();
    await p.waitForTimeout(300);
    await p.screenshot({ path: `${out}/menu-filter.png` });
    await p.getByRole('menuitem', { name: 'Owner' }).click();
    await p.waitForTimeout(300);
    await p.screenshot({ path: `${out}/menu-owner.png` });
    await p.keyboard.press('Escape');
    await p.locator('[data-case]').nth(2).click();
    await p.waitForTimeout(2500);
    await p.keyboard.press('Escape');
    await p.locator('h1').first().click();
    await p.locator('body').press('n');
    await p.waitForTimeout(400);
    await p.screenshot({ path: `${out}/menu-note.png` });
    await p.keyboard.press('Escape');
    await p.keyboard.press('Control+k');
    await p.waitForTimeout(900);
    await p.keyboard.type('roa');
    await p.waitForTimeout(700);
    await p.screenshot({ path: `${out}/palette.png` });
    await p.keyboard.press('Escape');
    await p.waitForTimeout(300);
    await p.locator('body').press('?');
    await p.waitForTimeout(500);
    await p.screenshot({ path: `${out}/sheet.png` });
    await c.close();
  },
  async fresh() {
    for (const [n, o] of [
      ['w', wide],
      ['nd', { ...narrow, dark: true }],
    ]) {
      const { c, p } = await ctx({ ...o, who: 'maya' });
      await p.goto(`${BASE}/cases/new`);
      await p.waitForTimeout(1500);
      await p.getByRole('button', { name: 'Open the case' }).click();
      await p.waitForTimeout(300);
      await p.screenshot({ path: `${out}/new-${n}.png` });
      await c.close();
    }
  },
  async admin() {
    for (const [n, o] of [
      ['w', wide],
      ['nd', { ...narrow, dark: true }],
    ]) {
      const { c, p } = await ctx({ ...o, who: 'noor' });
      await p.goto(`${BASE}/admin/people`);
      await p.waitForTimeout(1500);
      await p.screenshot({ path: `${out}/admin-${n}.png` });
      await p.getByText('Tomasz Król').first().click();
      await p.waitForTimeout(500);
      await p.screenshot({ path: `${out}/admin-person-${n}.png` });
      if (n === 'w') {
        await p.getByRole('button', { name: 'Invite' }).click();
        await p.waitForTimeout(400);
        await p.screenshot({ path: `${out}/admin-invite.png` });
        await p.goto(`${BASE}/admin/programs`);
        await p.waitForTimeout(800);
        await p.screenshot({ path: `${out}/admin-programs.png` });
      }
      await c.close();
    }
  },
  async audit() {
    for (const [n, o] of [
      ['w', wide],
      ['nd', { ...narrow, dark: true }],
    ]) {
      const { c, p } = await ctx({ ...o, who: 'henrik' });
      await p.goto(`${BASE}/audit`);
      await p.waitForTimeout(1500);
      await p.getByRole('button', { name: 'Verify' }).click();
      await p.waitForTimeout(2500);
      await p.screenshot({ path: `${out}/audit-${n}.png` });
      await c.close();
    }
  },
  async prefs() {
    for (const [n, o] of [
      ['w', wide],
      ['nd', { ...narrow, dark: true }],
    ]) {
      const { c, p } = await ctx({ ...o, who: 'maya' });
      await p.goto(`${BASE}/preferences`);
      await p.waitForTimeout(1500);
      await p.screenshot({ path: `${out}/prefs-${n}.png` });
      await c.close();
    }
  },
  async gone() {
    const { c, p } = await ctx({ ...wide, who: 'maya' });
    await p.goto(`${BASE}/cases/C-99999`);
    await p.waitForTimeout(1500);
    await p.screenshot({ path: `${out}/gone.png` });
    await c.setOffline(true);
    await p.waitForTimeout(3000);
    await p.screenshot({ path: `${out}/offline.png` });
    await c.close();
  },
};
for (const [name, run] of Object.entries(shots)) {
  if (only && !only.has(name)) continue;
  console.log('==', name);
  try {
    await run();
  } catch (e) {
    console.log('FAILED', name, e.message.slice(0, 500));
  }
}
await browser.close();
