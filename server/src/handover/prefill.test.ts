import { linesToRead } from '@caseroom/shared/editor/handover-lines';
import { emptySections } from '@caseroom/shared/editor/sections';
import { writeJson } from '@caseroom/shared/editor/text';
import { handoverSections } from '@caseroom/shared/handover';
import { expect, it } from 'vitest';
import { bodyOf, createNoteDoc } from '../note/doc.ts';
import { type CaseFacts, prefill } from './prefill.ts';

const facts: CaseFacts = {
  subject: 'Charged twice',
  priority: 'P2',
  customer: { name: 'Elena Ruiz', account: 'NW-4471' },
  timeZone: 'Asia/Manila',
  situation: ['Two charges after the plan change.'],
  tried: ['Checked the ledger.'],
  told: ['A refund today.'],
  risk: ['Threatens to leave.'],
  record: {
    timer: { kind: 'resolution', dueAt: '2026-11-22T17:00:00.000Z', soonAt: null },
    nextUpdateAt: '2026-11-22T18:30:00.000Z',
    pause: { reason: 'supplier', note: 'Engineer visit' },
    followUps: [
      {
        id: '1',
        text: 'Call Elena',
        owner: { id: 'maya', name: 'Maya Okafor', colour: 0 },
        dueAt: '2026-11-22T17:15:00.000Z',
        promise: true,
      },
      { id: '2', text: 'Find the batch', owner: null, dueAt: '2026-11-23T09:00:00.000Z', promise: false },
    ],
    escalation: { targetName: 'Tier 2', ask: 'Correct the batch', sentAt: '2026-11-22T12:00:00.000Z' },
  },
};
const bare: CaseFacts = {
  ...facts,
  situation: [],
  tried: [],
  told: [],
  risk: [],
  record: { timer: null, nextUpdateAt: null, pause: null, followUps: [], escalation: null },
};

function written(from: CaseFacts) {
  const doc = createNoteDoc();
  doc.transact(() => writeJson(bodyOf(doc), prefill(from)));
  return bodyOf(doc);
}
const texts = (from: CaseFacts) => {
  const lines = linesToRead(written(from));
  return Object.fromEntries(
    handoverSections.map((title) => [
      title,
      lines.filter(({ section }) => section === title).map(({ text }) => text),
    ]),
  );
};

it('says everything the record knows', () => {
  expect(texts(facts)).toEqual({
    Severity: [
      'P2 high. Resolution due 2026-11-23 01:00 Asia/Manila. Next update to the customer due 2026-11-23 02:30 Asia/Manila. ' +
        'The timers are paused: waiting for a supplier, Engineer visit.',
    ],
    Summary: [
      'Charged twice. Elena Ruiz, account NW-4471.',
      'Two charges after the plan change.',
      'What was tried:',
      'Checked the ledger.',
      'What the customer was told:',
      'A refund today.',
    ],
    Actions: [
      'Call Elena (Maya Okafor) due 2026-11-23 01:15 Asia/Manila',
      'Find the batch due 2026-11-23 17:00 Asia/Manila',
    ],
    'What to know': [
      'Promised to the customer for 2026-11-23 01:15 Asia/Manila: Call Elena',
      'Escalated to Tier 2, not accepted yet: Correct the batch',
      'Threatens to leave.',
    ],
  });
});

it('leaves to the giver what only the giver knows', () => {
  expect(emptySections(written(bare), handoverSections)).toEqual(['What to know']);
  expect(texts(bare)).toMatchObject({ Severity: ['P2 high.'], Actions: ['No open follow-ups.'] });
});

it('has a key for every line, which another wording changes', () => {
  const keys = linesToRead(written(facts)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const reworded = linesToRead(written({ ...facts, situation: ['Three charges.'] })).map(({ key }) => key);
  expect(reworded.filter((key) => !keys.includes(key))).toHaveLength(1);
  const twice = linesToRead(written({ ...facts, risk: ['Same.', 'Same.'] })).map(({ key }) => key);
  expect(new Set(twice).size).toBe(twice.length);
});
