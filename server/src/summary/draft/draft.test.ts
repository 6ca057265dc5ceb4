import {
  linesOf,
  MAX_PROSE_SENTENCES,
  MIN_PROSE_SENTENCES,
  type SummaryDraft,
} from '@caseroom/shared/summary';
import type { Turn } from '@caseroom/shared/transcript';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { draftSummary } from './draft.ts';
import { type English, loadEnglish } from './english.ts';
import { talk, talks } from './testing/talks.ts';

/** A Thursday, ten o'clock in Lisbon. */
const said = { at: new Date('2026-11-19T10:00:00Z'), timeZone: 'Europe/Lisbon' };
let english: English;
beforeAll(async () => {
  english = await loadEnglish();
});
const draftOf = (turns: readonly Turn[]): SummaryDraft => draftSummary(turns, said, english);
const words = (draft: SummaryDraft, section: Parameters<typeof linesOf>[1]): string =>
  linesOf(draft, section)
    .map(({ text }) => text)
    .join('\n');

interface Expected {
  readonly outcome: SummaryDraft['outcome'];
  readonly sentiment?: readonly SummaryDraft['sentiment'][];
  readonly reason: RegExp;
  /** What came of it. */
  readonly came?: RegExp;
  /** Of each next step: its words, whose it is, its deadline in UTC where one was named. */
  readonly steps?: readonly (readonly [RegExp, string, string?])[];
  readonly open?: RegExp;
}

const expected: Record<keyof typeof talks, Expected> = {
  'broadband call with hesitations': {
    outcome: 'pending',
    sentiment: ['Unhappy', 'Angry'],
    reason: /^The customer has been without internet since yesterday/,
    steps: [
      [/^The engineer will be with the customer on Tuesday/, 'company'],
      [/^Call the customer back tomorrow at 3pm/, 'agent', '2026-11-20T15:00'],
    ],
  },
  'card dispute at a bank': {
    outcome: 'pending',
    reason: /two payments on their card that they did not make/,
    came: /raised a dispute for both payments/,
    steps: [
      [/provisional credit takes up to 10 business days/, 'company', '2026-12-03T17:00'],
      [/new card within 5 days/, 'company', '2026-11-24T17:00'],
      [/^Customer to fill in the dispute form/, 'customer', '2026-11-30T17:00'],
    ],
  },
  'clinic appointment': {
    outcome: 'resolved',
    reason: /^The customer needs to move their daughter's appointment/,
    came: /moved the appointment to Thursday at 10:30/,
    steps: [
      [/^Ask the nurse to call the customer back this afternoon/, 'agent', '2026-11-19T17:00'],
      [/^Customer to bring the lab results/, 'customer'],
    ],
    open: /antibiotics/,
  },
  'e-mail thread about an invoice': {
    outcome: 'escalated',
    reason: /received invoice INV-2291[\s\S]*asked us to check and send them a corrected invoice/,
    steps: [[/billing department.*by Thursday/, 'company', '2026-11-26T17:00']],
    open: /discount be applied automatically/,
  },
  'api trouble in a technical chat': {
    outcome: 'resolved',
    sentiment: ['Satisfied', 'Delighted'],
    reason: /webhook endpoint gets 401/,
    came: /deliveries go through now/,
  },
  'refund refused to an angry shopper': {
    outcome: 'escalated',
    sentiment: ['Angry'],
    reason: /fell apart after two washes/,
    came: /^Declined: [\s\S]*\nEscalated: /,
    steps: [[/^The supervisor will contact the customer within 24 hours/, 'company', '2026-11-20T10:00']],
  },
  'cancelling a subscription': {
    outcome: 'resolved',
    reason: /wants to cancel their premium subscription/,
    came: /^Resolved: the agent has cancelled the customer's subscription/i,
    steps: [],
  },
  'insurance claim': {
    outcome: 'pending',
    reason: /pipe burst in their kitchen/,
    steps: [
      [/loss adjuster will visit/, 'company', '2026-11-26T17:00'],
      [/^Customer to take photos of the damage/, 'customer'],
      [/^Check with the adjuster and get back to the customer by tomorrow/, 'agent', '2026-11-20T17:00'],
    ],
    open: /rip out the floor/,
  },
  'hotel booking by an unknown speaker': {
    outcome: 'resolved',
    sentiment: ['Satisfied', 'Delighted'],
    reason: /would like to add a cot to their booking/,
    steps: [[/receive a confirmation by e-mail/, 'company']],
  },
  'speech without full stops': {
    outcome: 'resolved',
    reason: /^The customer's electricity bill is like three times higher/,
    steps: [
      [/^Send someone to read the meter next wednesday/, 'agent', '2026-11-25T17:00'],
      [/^We will correct the bill/, 'company'],
    ],
  },
  'a parcel and a stranger to politeness': {
    outcome: 'answered',
    reason: /“wheres my parcel”/,
    came: /delivered to a neighbour/,
    steps: [],
  },
  'locked out, password reset': {
    outcome: 'resolved',
    reason: /^The customer is locked out of their laptop/,
    came: /“I'm in now”/,
  },
  'a flight and a promise by text': {
    outcome: 'resolved',
    reason: /^The customer's flight TP1351 was cancelled and they are stuck in London/,
    came: /rebooked on TP1357/,
    steps: [
      [/boarding pass will be sent/, 'company', '2026-11-19T10:30'],
      [/^Customer to keep the receipts/, 'customer', '2026-12-19T17:00'],
    ],
  },
  'nobody answers': {
    outcome: 'none',
    sentiment: ['Unhappy', 'Angry'],
    reason: /wedding dress/,
    steps: [],
  },
  'a short answer to a short question': {
    outcome: 'answered',
    reason: /^The customer asked whether we ship to Norway/,
    came: /5-7 business days/,
    steps: [],
  },
  'internal escalation': {
    outcome: 'escalated',
    reason: /^Maya said that the gateway in rack 4 drops packets/,
    steps: [[/patch by Friday 18:00/, 'company', '2026-11-20T18:00']],
  },
  portuguese: { outcome: 'answered', sentiment: [null], reason: /ecrã partido/, came: /recolha/ },
  german: {
    outcome: 'answered',
    sentiment: [null],
    reason: /doppelt abgebucht/,
    open: /Bestätigung per E-Mail/,
  },
  'a forgotten password': {
    outcome: 'resolved',
    sentiment: ['Satisfied'],
    reason: /^The customer is trying to check their order status but they forgot their password/,
    came: /^Resolved: the agent gave the customer a new password\.$/,
    steps: [],
  },
  'praise that is none': {
    outcome: 'escalated',
    sentiment: ['Unhappy', 'Angry'],
    reason: /deleted all their playlists/,
    steps: [],
  },
  'passed on to a colleague': {
    outcome: 'escalated',
    reason: /^The customer's business line has been down since 6 am/,
    came: /transferring the customer now to Kevin/,
    steps: [[/^Kevin will call the customer back at 2:30/, 'company', '2026-11-19T14:30']],
  },
  'three things at once': {
    outcome: 'resolved',
    reason: /invoice for October is wrong.*\n.*add a user, Jana Novak.*\n.*when the API v3 comes out/,
    steps: [[/^Ask the product team/, 'agent', '2026-11-24T17:00']],
    open: /when the API v3 comes out/,
  },
  'angry first and happy in the end': {
    outcome: 'resolved',
    sentiment: ['Satisfied', 'Delighted'],
    reason: /charging me 15 dollars for roaming/,
    came: /credited all three/,
    steps: [[/December 3rd bill/, 'company', '2026-12-03T17:00']],
  },
  'the line is lost': {
    outcome: 'unresolved',
    reason: /smart meter shows error 17/,
    came: /^Not resolved: the talk was cut off/,
    steps: [],
  },
  'an outage that lasts': {
    outcome: 'pending',
    reason: /outage in 90210/,
    steps: [[/^Estimated fix time is 6:45 pm/, 'company', '2026-11-19T18:45']],
  },
  'only for members': {
    outcome: 'declined',
    sentiment: ['Unhappy', 'Angry'],
    reason: /want an extension of a couple days/,
    came: /^Declined: only gold and silver members can get an extension/,
    steps: [],
  },
  'a message on the machine': {
    outcome: 'none',
    reason: /^The customer is calling about the invoice we sent on the fourth/,
    steps: [[/^The customer asked us to call them back on 555 0177/, 'agent']],
  },
  'orders to the machine': {
    outcome: 'declined',
    reason: /^The customer's router is broken/,
    came: /^Declined: the router is out of warranty/,
    steps: [],
  },
  'a log of work': {
    outcome: 'resolved',
    reason: /^Users at the Lisbon site cannot print/,
    came: /^Resolved: Rui confirms that all floors print/,
    steps: [
      [/^Block driver 7\.1 before Saturday/, 'company', '2026-11-21T17:00'],
      [/^Check the spooler again/, 'agent', '2026-11-20T09:00'],
    ],
  },
  'shouted, with a visit to come': {
    outcome: 'pending',
    reason: /^The customer's washing machine is leaking again/,
    came: /^Pending: The agent has booked a new visit/,
    steps: [
      [/^Customer to send photos to our claims team/, 'customer'],
      [/^The claims team decide within 10 days/, 'company', '2026-11-29T17:00'],
    ],
  },
  'refused, with a link to complain': {
    outcome: 'declined',
    sentiment: ['Angry'],
    reason: /flight to Palermo was cancelled/,
    came: /^Declined: [^\n]*compensation\.$/,
    steps: [],
  },
  'an offer that was taken up, and one kept for the worst': {
    outcome: 'resolved',
    sentiment: ['Satisfied'],
    reason: /bill went up by 8 dollars/,
    steps: [
      [/^It takes up to 5 working days/, 'company', '2026-11-26T17:00'],
      [/^Let the customer know/, 'agent', '2026-11-26T17:00'],
    ],
  },
  'if the doctor does not answer': {
    outcome: 'pending',
    reason: /needs a refill/,
    came: /sent the request to Dr Hale/,
    steps: [
      [/^If we don't hear back by tomorrow at 3 the agent will ring him/, 'agent', '2026-11-20T15:00'],
      [/^The driver calls half an hour before/, 'company', '2026-11-28T17:00'],
    ],
  },
  'two colleagues by name': {
    outcome: 'resolved',
    reason: /Halden Foods reports that orders are stuck/,
    came: /Marc got the new certificate/,
    steps: [[/^Add an expiry monitor by Friday/, 'company', '2026-11-20T17:00']],
  },
};

describe.each(Object.entries(expected))('%s', (name, want) => {
  const turns = talks[name as keyof typeof talks];

  it('says why, what came of it, what comes next and how they feel', () => {
    const draft = draftOf(turns);
    expect(words(draft, 'reason')).toMatch(want.reason);
    expect(draft.outcome).toBe(want.outcome);
    if (want.came) expect(words(draft, 'outcome')).toMatch(want.came);
    if (want.sentiment) expect(want.sentiment).toContain(draft.sentiment);
    expect(words(draft, 'questions')).toMatch(want.open ?? /^$/);
  });

  if (want.steps)
    it('gives every next step an owner and a deadline', () => {
      const steps = linesOf(draftOf(turns), 'next-steps').filter(({ step }) => step);
      expect(steps.map(({ step }) => step?.owner)).toEqual(want.steps?.map(([, owner]) => owner));
      want.steps?.forEach(([pattern, , due], i) => {
        expect(steps[i]?.text).toMatch(pattern);
        if (due) expect(steps[i]?.step?.dueAt.slice(0, 16)).toBe(due);
        expect(steps[i]?.step?.dueWords === null).toBe(
          due === undefined && !/Tuesday/.test(steps[i]?.text ?? ''),
        );
      });
    });

  it('takes two to five sentences, and every line points to turns that are there', () => {
    const draft = draftOf(turns);
    const sentences = linesOf(draft, 'summary').length;
    expect(sentences).toBeGreaterThanOrEqual(MIN_PROSE_SENTENCES);
    expect(sentences).toBeLessThanOrEqual(MAX_PROSE_SENTENCES);
    for (const { turns: places } of draft.lines) {
      expect(places.length).toBeGreaterThan(0);
      expect(places.every((turn) => turn >= 0 && turn < turns.length)).toBe(true);
    }
  });
});

test('a card number and its code are in no line', () => {
  const draft = draftOf(talks['card dispute at a bank']);
  const all = draft.lines.map(({ text }) => text).join('\n');
  expect(all).not.toMatch(/4111|\b737\b/);
});

test('a password that was handed over is in no line', () => {
  const draft = draftOf(talks['a forgotten password']);
  expect(draft.lines.map(({ text }) => text).join('\n')).not.toContain('8vlw0wl7lyl');
});

test('the sentence that shows how they feel is the customer’s own', () => {
  const turns = talks['refund refused to an angry shopper'];
  const [line] = linesOf(draftOf(turns), 'sentiment');
  const quote = /“(.+)”/.exec(line?.text ?? '')?.[1] ?? '?';
  expect(turns[line?.turns[0] ?? -1]).toMatchObject({
    role: 'customer',
    text: expect.stringContaining(quote),
  });
});

test('one sentence, one word and nothing at all are no trouble', () => {
  expect(draftOf([]).lines).toEqual([]);
  expect(words(draftOf(talk('C: My kettle leaks.')), 'reason')).toBe("The customer's kettle leaks.");
  expect(draftOf(talk('A: ok')).outcome).toBe('none');
});

test('the same turns give the same draft', () => {
  const turns = talks['insurance claim'];
  expect(draftOf(turns)).toEqual(draftOf(turns));
});

test.each(['http://', 'a', '4', '1:'])('%s over and over, without a space, holds nobody up', (sign) => {
  const long = sign.repeat(8_000 / sign.length);
  const draft = draftOf(talk(`C: My kettle leaks. ${long}\nA: ${long}\nC: ${long}`));
  expect(words(draft, 'reason')).toContain('kettle leaks');
});
