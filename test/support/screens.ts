import type { PersonKey } from '@caseroom/server/demo/people';
import type { Page } from 'playwright-core';

/** One screen of the product in the demo, ready to be looked at. */
export interface Screen {
  readonly name: string;
  /** Who sees it; null: nobody is signed in. */
  readonly by: PersonKey | null;
  /** "/queue". */
  readonly path: string | ((world: World) => string);
  /** Resolves when everything has come that the screen is made of. */
  readonly ready: (page: Page) => Promise<unknown>;
  /** Opens what stands there on a phone alone. */
  readonly onPhone?: (page: Page) => Promise<unknown>;
  /** Has a picture in the README. */
  readonly tour?: true;
  /** Not one of the app's: it follows the system's colours by itself. */
  readonly plain?: true;
}

/** What differs from demo to demo. */
export interface World {
  /** "/invite/…", not accepted yet. */
  readonly invitation: string;
  /** "/cases/…/history" of the case note of the first case. */
  readonly history: string;
  /** "/handover/…": Maya's packet, the one Linh receives from Raj, and Fatima's, which nobody answers. */
  readonly handovers: { readonly given: string; readonly received: string; readonly late: string };
}

/** The case a visitor opens first. */
export const FIRST_CASE = 'C-1042';

const caseNote = (page: Page) => page.getByRole('article', { name: 'Case note', exact: true });
const handoverNote = (page: Page) => page.getByRole('article', { name: /^Handover from/ });
const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { name }).first().waitFor();

async function caseIsThere(page: Page): Promise<void> {
  await caseNote(page).getByText('Saved', { exact: true }).waitFor();
  // On a phone it is in the other pane.
  await page.locator('section[aria-label="Timeline"] li').first().waitFor({ state: 'attached' });
}

async function historyIsThere(page: Page): Promise<void> {
  await page.getByRole('slider').first().waitFor();
  await page.getByRole('document', { name: 'Case note' }).getByText('Situation').waitFor();
}

/** Every screen there is. */
export const screens: readonly Screen[] = [
  {
    name: 'sign-in',
    by: null,
    path: '/sign-in',
    ready: (page) => page.getByRole('button', { name: /Maya/ }).waitFor(),
  },
  {
    name: 'sign-in-password',
    by: null,
    path: '/sign-in',
    ready: (page) => page.getByRole('button', { name: 'Use a password' }).click(),
  },
  { name: 'invitation', by: null, path: ({ invitation }) => invitation, ready: heading(/Welcome/) },
  {
    name: 'queue',
    by: 'maya',
    path: '/queue',
    ready: (page) => page.getByRole('link', { name: /Double charge/ }).waitFor(),
  },
  { name: 'case', by: 'maya', path: `/cases/${FIRST_CASE}`, ready: caseIsThere },
  { name: 'case-for-leads', by: 'ines', path: `/cases/${FIRST_CASE}`, tour: true, ready: caseIsThere },
  {
    name: 'case-message',
    by: 'maya',
    path: `/cases/${FIRST_CASE}`,
    tour: true,
    ready: async (page) => {
      await page.getByRole('button', { name: 'Read it and release' }).click();
      await page.getByRole('region', { name: 'Read it once more' }).getByText('What we did').waitFor();
    },
  },
  {
    name: 'customer-page',
    by: null,
    path: '/u/demo-customer-page',
    tour: true,
    plain: true,
    ready: (page) => page.getByRole('radio', { name: '5' }).waitFor({ state: 'attached' }),
  },
  {
    name: 'interaction',
    by: 'maya',
    path: `/cases/${FIRST_CASE}`,
    tour: true,
    async ready(page) {
      await caseIsThere(page);
      const details = page.getByRole('button', { name: 'Details and timeline' });
      if (await details.isVisible()) await details.click();
      await page.getByRole('button', { name: /^Inbound call, 9 min/ }).click();
      await page.getByRole('textbox', { name: 'Find in transcript' }).fill('three');
      await page.locator('mark').first().waitFor();
    },
  },
  {
    name: 'summary-review',
    by: 'maya',
    path: '/cases/C-1031',
    async ready(page) {
      await page.getByRole('button', { name: 'Beside what was said' }).first().click();
      await page.locator('.draft-line').first().waitFor();
      const said = page.getByRole('complementary', { name: 'What was said' });
      const tab = page.getByRole('button', { name: 'What was said', exact: true });
      if (await tab.isVisible()) await tab.click();
      await said.locator('li').first().waitFor();
    },
  },
  {
    name: 'interaction-log',
    by: 'maya',
    path: `/cases/${FIRST_CASE}?interaction=new`,
    async ready(page) {
      await page.getByRole('textbox', { name: 'Transcript' }).fill('Maya: Hello\nElena: Charged twice!');
      await page.getByRole('group', { name: 'Who is who' }).waitFor();
    },
  },
  {
    name: 'case-escalated',
    by: 'tomasz',
    path: '/cases/C-1033',
    tour: true,
    async ready(page) {
      await page.getByRole('button', { name: 'Accept and own it' }).waitFor();
      await page.getByText('Saved', { exact: true }).first().waitFor();
    },
  },
  {
    name: 'case-report',
    by: 'maya',
    path: `/cases/${FIRST_CASE}/report`,
    ready: (page) => page.locator('section[aria-label="Timeline"] li').first().waitFor(),
  },
  {
    name: 'admin-summaries',
    by: 'noor',
    path: '/admin/summaries',
    ready: (page) => page.getByRole('switch').first().waitFor(),
  },
  {
    name: 'case-since-you-left',
    by: 'maya',
    path: '/cases/C-1037',
    tour: true,
    async ready(page) {
      await page.getByRole('button', { name: 'Next change' }).click();
      await page.locator('.since-inserted').first().waitFor();
    },
  },
  {
    name: 'floor',
    by: 'ines',
    path: '/floor',
    tour: true,
    ready: (page) => page.getByRole('link', { name: /C-1039/ }).waitFor(),
  },
  {
    name: 'case-authors',
    by: 'maya',
    path: `/cases/${FIRST_CASE}`,
    async ready(page) {
      await caseIsThere(page);
      await caseNote(page).getByRole('button', { name: 'Authors' }).click();
      await caseNote(page)
        .getByRole('list', { name: /Share of the text/ })
        .waitFor();
    },
  },
  {
    name: 'case-comment',
    by: 'ines',
    path: `/cases/${FIRST_CASE}`,
    async ready(page) {
      await caseIsThere(page);
      await caseNote(page).getByRole('button', { name: 'Comment', exact: true }).click();
      await page.getByRole('radio', { name: /^Coaching/ }).check();
    },
  },
  { name: 'history', by: 'maya', path: ({ history }) => history, ready: historyIsThere },
  {
    name: 'compare',
    by: 'maya',
    path: ({ history }) => `${history}?from=1`,
    async ready(page) {
      await historyIsThere(page);
      await page.getByText(/characters added/).waitFor();
    },
  },
  {
    name: 'inbox',
    by: 'maya',
    path: '/inbox',
    ready: (page) => page.getByRole('main').getByRole('listitem').first().waitFor(),
  },
  {
    name: 'follow-ups',
    by: 'maya',
    path: '/follow-ups',
    ready: (page) => page.getByRole('heading', { name: /^Overdue/ }).waitFor(),
  },
  { name: 'handovers', by: 'linh', path: '/handover', ready: heading('Coming on shift') },
  {
    name: 'handover-give',
    by: 'maya',
    path: ({ handovers }) => `${handovers.given}?case=C-1035`,
    tour: true,
    ready: (page) => handoverNote(page).getByText('Saved', { exact: true }).waitFor(),
  },
  {
    name: 'handover-take',
    by: 'linh',
    path: ({ handovers }) => `${handovers.received}?case=C-1033`,
    tour: true,
    ready: (page) => page.getByRole('checkbox').first().waitFor(),
  },
  {
    name: 'handover-late',
    by: 'ines',
    path: ({ handovers }) => handovers.late,
    ready: heading('Find somebody else'),
  },
  {
    name: 'handover-record',
    by: 'linh',
    path: ({ handovers }) => `${handovers.received}/record`,
    ready: (page) => page.getByText('Handed over').first().waitFor(),
  },
  {
    name: 'new-case',
    by: 'maya',
    path: '/cases/new',
    async ready(page) {
      await page.getByRole('button', { name: 'Open the case' }).click();
      await page.getByLabel('Subject').waitFor();
    },
  },
  {
    name: 'palette',
    by: 'maya',
    path: '/queue',
    async ready(page) {
      await page.getByRole('link', { name: /Double charge/ }).waitFor();
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('dialog').getByRole('option', { name: /^C-/ }).first().waitFor();
    },
  },
  {
    name: 'palette-found',
    by: 'ines',
    path: '/queue',
    async ready(page) {
      await page.getByRole('link', { name: /Double charge/ }).waitFor();
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.type('refund colour:red');
      await page.getByText('There is no filter “colour”.').waitFor();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('credit');
      await page.getByRole('group', { name: 'Notes' }).waitFor();
    },
  },
  {
    name: 'search',
    by: 'ines',
    path: '/search?q=credit+-tag%3Avip+after%3A365d',
    ready: (page) => page.getByRole('list', { name: 'Results' }).getByRole('listitem').first().waitFor(),
  },
  {
    name: 'search-start',
    by: 'ines',
    path: '/search',
    ready: (page) => page.getByRole('heading', { name: 'What you can type' }).waitFor(),
  },
  {
    name: 'search-nothing',
    by: 'maya',
    path: '/search?q=xyzzy',
    ready: (page) => page.getByRole('heading', { name: 'Nothing found' }).waitFor(),
  },
  {
    name: 'shortcuts',
    by: 'maya',
    path: '/queue',
    async ready(page) {
      await page.getByRole('link', { name: /Double charge/ }).waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Next case').waitFor();
    },
  },
  { name: 'client-viewer', by: 'joana', path: '/queue', ready: heading(/./) },
  {
    name: 'people',
    by: 'noor',
    path: '/admin/people',
    async ready(page) {
      await page.getByRole('button', { name: /Maya Okafor/ }).click();
      await page.getByRole('complementary').getByRole('heading', { name: 'Access' }).waitFor();
    },
  },
  {
    name: 'invite',
    by: 'noor',
    path: '/admin/people?new',
    async ready(page) {
      await page.getByRole('button', { name: 'Add to a program' }).click();
      await page.getByLabel('Team').waitFor();
    },
  },
  {
    name: 'programs',
    by: 'noor',
    path: '/admin/programs',
    ready: (page) => page.getByRole('button', { name: /Kestrel Cards/ }).waitFor(),
  },
  {
    name: 'timers',
    by: 'noor',
    path: '/admin/timers',
    ready: (page) => page.getByRole('textbox', { name: 'Time zone' }).waitFor(),
    async onPhone(page) {
      await page.getByRole('button', { name: 'Timers', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Webhooks in' }).waitFor();
    },
  },
  {
    name: 'crm',
    by: 'noor',
    path: '/admin/crm?open=zendesk',
    ready: (page) => page.getByLabel('API token').waitFor(),
  },
  {
    name: 'templates',
    by: 'noor',
    path: '/admin/templates?kind=interaction',
    async ready(page) {
      const preview = page.getByRole('region', { name: 'Preview' });
      await preview.locator('.note-field').first().waitFor({ state: 'attached' });
      await page.getByRole('button', { name: /^Channel/ }).click();
    },
  },
  {
    name: 'templates-for-leads',
    by: 'ines',
    path: '/admin/templates',
    ready: (page) => page.getByRole('button', { name: /^Resolution note/ }).waitFor(),
  },
  {
    name: 'guidance',
    by: 'noor',
    path: '/admin/guidance',
    ready: (page) => page.getByRole('button', { name: 'Save' }).waitFor(),
  },
  {
    name: 'rechecks',
    by: 'ines',
    path: '/rechecks',
    ready: (page) =>
      page
        .getByRole('button', { name: /^Still right/ })
        .first()
        .waitFor(),
  },
  {
    name: 'case-prompts',
    by: 'maya',
    path: '/cases/C-1035',
    ready: (page) => page.getByRole('button', { name: 'Write it down' }).waitFor(),
  },
  {
    name: 'message-to-many',
    by: 'ines',
    path: '/messages/many',
    async ready(page) {
      await page.getByRole('link', { name: /^Your line after the mast work/ }).click();
      await page.getByRole('list', { name: 'Cases' }).getByText('C-1029').waitFor();
    },
  },
  {
    name: 'write-to-many',
    by: 'ines',
    path: '/messages/many/new',
    ready: (page) => page.getByRole('checkbox', { name: /^C-1042/ }).waitFor(),
  },
  {
    name: 'customer-messages',
    by: 'noor',
    path: '/admin/messages',
    ready: heading('Templates'),
  },
  {
    name: 'tags',
    by: 'ines',
    path: '/admin/tags',
    async ready(page) {
      await page.getByRole('button', { name: /^porting/ }).click();
      await page.getByText('renamed number transfer to porting').waitFor();
    },
  },
  {
    name: 'new-tag',
    by: 'noor',
    path: '/admin/tags?new=',
    ready: (page) => page.getByLabel('When to use it').waitFor(),
  },
  {
    name: 'answers',
    by: 'ines',
    path: '/answers',
    async ready(page) {
      await page.getByRole('link', { name: /Porting queue stands still/ }).click();
      await page.getByRole('button', { name: 'Publish' }).waitFor();
    },
  },
  {
    name: 'examples',
    by: 'aroha',
    path: '/examples?kind=resolution',
    ready: (page) => page.getByRole('list', { name: 'Examples' }).getByRole('listitem').first().waitFor(),
  },
  {
    name: 'audit',
    by: 'henrik',
    path: '/audit',
    async ready(page) {
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByText('Everything is as it was written.').waitFor();
      await page.getByRole('row').nth(5).waitFor();
    },
  },
  {
    name: 'quality-work',
    by: 'aroha',
    path: '/quality/work',
    ready: (page) =>
      page
        .getByRole('button', { name: /^Review C-/ })
        .first()
        .waitFor(),
  },
  {
    name: 'quality-review',
    by: 'maya',
    path: '/quality/reviews',
    async ready(page) {
      await page
        .getByRole('link', { name: /Waits for you/ })
        .first()
        .click();
      await page.getByRole('document').waitFor();
      await page.getByRole('button', { name: 'Dispute' }).click();
    },
  },
  {
    name: 'quality-scorecard',
    by: 'aroha',
    path: '/quality/scorecards',
    ready: (page) =>
      page
        .getByRole('button', { name: /^Edit / })
        .first()
        .click(),
  },
  {
    name: 'quality-calibration',
    by: 'ines',
    path: '/quality/calibrations',
    async ready(page) {
      await page
        .getByRole('link', { name: /Compare/ })
        .first()
        .click();
      await page.getByRole('document').waitFor();
      await page.getByText('Krippendorff’s alpha').waitFor({ state: 'attached' });
    },
  },
  {
    name: 'quality-coaching',
    by: 'maya',
    path: '/quality/coaching',
    ready: heading('Your plan'),
  },
  {
    name: 'insight',
    by: 'ines',
    path: '/insight',
    ready: (page) => page.getByRole('region', { name: 'Reasons' }).getByRole('link').first().waitFor(),
  },
  {
    name: 'insight-table',
    by: 'ines',
    path: '/insight?weeks=8',
    async ready(page) {
      await page.getByRole('button', { name: 'Deadlines kept as a table' }).click();
      await page.getByRole('region', { name: 'Deadlines kept as a table' }).waitFor();
    },
  },
  {
    name: 'insight-cases',
    by: 'ines',
    path: '/insight?weeks=4',
    async ready(page) {
      await page.getByRole('region', { name: 'Deadlines kept' }).getByRole('link').last().click();
      await page.getByRole('list', { name: 'Cases behind the figure' }).getByRole('link').first().waitFor();
    },
  },
  {
    name: 'insight-release',
    by: 'ines',
    path: '/insight/releases',
    async ready(page) {
      await page.getByRole('button', { name: 'Release a period' }).click();
      await page.getByLabel('Summary').waitFor();
    },
  },
  {
    name: 'insight-released',
    by: 'joana',
    path: '/insight/releases',
    ready: (page) => page.getByRole('article').waitFor(),
  },
  {
    name: 'preferences',
    by: 'maya',
    path: '/preferences',
    ready: (page) => page.getByText('This device').waitFor(),
  },
  {
    name: 'tokens',
    by: 'maya',
    path: '/tokens',
    async ready(page) {
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByRole('checkbox', { name: 'Read cases' }).waitFor();
    },
  },
  {
    name: 'service-accounts',
    by: 'noor',
    path: '/admin/services?new',
    ready: (page) => page.getByRole('button', { name: 'Add to a program' }).waitFor(),
  },
  {
    name: 'webhooks',
    by: 'noor',
    path: '/admin/webhooks?new',
    ready: (page) => page.getByLabel('Address').waitFor(),
  },
  {
    name: 'incoming',
    by: 'noor',
    path: '/admin/incoming?new',
    ready: (page) => page.getByLabel('What sends to it').waitFor(),
  },
  {
    name: 'import',
    by: 'ines',
    path: '/admin/import',
    async ready(page) {
      const csv =
        'Ticket ID,Subject,Customer,Priority\nZD-1,No signal,Ana Reis,High\n,Late bill,Ben Ode,soon\n';
      const file = { name: 'cases.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
      await page.locator('input[type="file"]').setInputFiles(file);
      await page.getByText('1 of 2 rows need attention').waitFor();
    },
  },
  {
    name: 'developers',
    by: 'maya',
    path: '/developers',
    async ready(page) {
      await page.locator('#operations-tag-Cases').click();
      await page.locator('#operations-Cases-getCases').waitFor();
    },
  },
  { name: 'nothing-here', by: 'maya', path: '/nowhere', ready: heading('There is nothing here') },
];
