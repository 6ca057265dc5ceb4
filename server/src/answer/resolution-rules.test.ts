import { TemplateContent } from '@caseroom/shared/template';
import { describe, expect, it } from 'vitest';
import { resolutionIn, situationIn } from './resolution-rules.ts';

const template = TemplateContent.parse({
  sections: [
    {
      key: 'cause',
      title: 'Ursache',
      fields: [
        { key: 'cause', label: 'Was war es', type: 'rich' },
        { key: 'where', label: 'Wo', type: 'choice', options: ['Bei uns', 'Beim Kunden'] },
        { key: 'aside', label: 'Nebenbei', type: 'rich' },
      ],
    },
    { key: 'fix', title: 'Lösung' },
    {
      key: 'confirmed',
      title: 'Bestätigt',
      fields: [{ key: 'told', label: 'Was gesagt wurde', type: 'rich' }],
    },
  ],
});

describe('a resolution note', () => {
  it('is taken apart by the usual headings', () => {
    const text = 'Cause\nA batch ran twice.\n\nFix\nRefunded.\nBatch corrected.\nPrevention\nWatch it.';
    expect(resolutionIn(text, null)).toEqual({
      cause: 'A batch ran twice.',
      fix: 'Refunded.\nBatch corrected.',
      told: '',
    });
  });

  it('is taken apart by its template, whatever its language, without the labels', () => {
    const text = [
      'Ursache',
      'Was war es: Ein alter Router.',
      'Er war zu heiß.',
      'Wo: Beim Kunden',
      'Nebenbei: Schönes Wetter.',
      'Auch gestern.',
      'Lösung',
      'Getauscht.',
      'Bestätigt',
      'Was gesagt wurde: Dass er bleibt.',
    ].join('\n');
    expect(resolutionIn(text, template)).toEqual({
      cause: 'Ein alter Router.\nEr war zu heiß.',
      fix: 'Getauscht.',
      told: 'Dass er bleibt.',
    });
  });

  it('is all fix where it has no sections', () => {
    expect(resolutionIn('\nReset the line.\n\n\n\nWorked.', null)).toEqual({
      cause: '',
      fix: 'Reset the line.\n\nWorked.',
      told: '',
    });
  });
});

it('a case note says what is going on under its situation', () => {
  const text = 'Situation\nCharged twice.\nWhat was tried\nLedger checked.';
  expect(situationIn(text, null)).toBe('Charged twice.');
  expect(situationIn('Just words.', null)).toBe('');
});
