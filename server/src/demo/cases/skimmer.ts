import { after, bold, by, type CaseScript, changed, replace, split, tick, under, write } from '../script.ts';

export const skimmer: readonly CaseScript[] = [
  {
    number: 1041,
    program: 'kestrel',
    subject: 'Card used in two countries within an hour',
    priority: 'P2',
    customer: {
      name: 'Amira Saleh',
      email: 'amira.saleh@example.com',
      phone: '+1 555 0169',
      account: 'KC-17702',
    },
    tags: ['fraud'],
    owner: 'yuki',
    opened: '-1 23:40',
    changes: [
      changed('-1 23:52', 'yuki', { priority: 'P1' }),
      changed('-5h10', 'yuki', { tags: ['fraud', 'skimming'] }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'yuki',
        at: '-1 23:41',
        turns: [
          by(
            'yuki',
            '-1 23:46',
            under(
              'Situation',
              'Supermarket in her town at 22:31, magnetic stripe, hers. Electronics shop abroad 23:18, €640, magnetic stripe, not hers.',
            ),
            under(
              'What was tried',
              '- Card blocked 23:44\n- Looked for a common place: cash machine at the station, {d-2} 18:05',
            ),
            under(
              'What the customer was told',
              'That she owes none of the €640 and that we ask her to sign one form. New card by courier, tomorrow before noon.',
            ),
            under('Next steps', '[ ] Form back from Amira\n[ ] Station machine: fraud desk to check @daniel'),
          ),
          by(
            'yuki',
            '-5h05',
            after('{d-2} 18:05', '. Two other customers of tonight used it within the same hour'),
            replace(
              'Station machine: fraud desk to check',
              'Station machine: skimmer likely, fraud desk and operator to check',
            ),
          ),
          by(
            'daniel',
            '-1h50',
            tick('Station machine'),
            after('That she owes none of the €640', ' (confirmed, stripe fallback)'),
          ),
          by(
            'samuel',
            '-26m',
            under('What was tried', '- Courier tried {t-40}, nobody in. Second try {p+120}, she knows'),
          ),
        ],
      },
      {
        kind: 'escalation',
        by: 'yuki',
        at: '-5h00',
        turns: [
          by(
            'yuki',
            '-4h59',
            under(
              'Situation',
              'Three cards copied at one cash machine, station hall, between 17:30 and 18:30 on {d-2}.',
            ),
            under(
              'Background',
              'C-1041 and two alerts without a call. 212 of our cards used the machine that day.',
            ),
            under(
              'Assessment',
              'Skimmer, confidence medium: three hits of 212 in one night is far above normal.',
            ),
            under(
              'Recommendation',
              'Operator to inspect the machine this morning. Decide by 10:00 whether we replace all 212.',
            ),
          ),
          by(
            'daniel',
            '-1h55',
            after(
              'replace all 212.',
              ' Inspected: overlay found on the slot. Replacing all 212, letters and texts go out today.',
            ),
            split('replace all 212.'),
          ),
        ],
      },
      {
        kind: 'interim',
        title: 'Text for the 212 cardholders',
        by: 'daniel',
        at: '-1h48',
        turns: [
          by(
            'daniel',
            '-1h47',
            under(
              'What we did',
              'Your card may have been copied at a cash machine you used. We have stopped it to protect you.',
            ),
            under(
              'What happens next',
              'A new card is on its way and arrives within two working days. Nothing else changes, also not your PIN.',
            ),
          ),
          by(
            'fatima',
            '-1h25',
            replace(', also not your PIN', '; your PIN stays the same'),
            replace('We have stopped it to protect you.', 'We have stopped it, so nobody can use it.'),
            under(
              'When you hear from us again',
              'If we see a payment that does not look like yours, we call you. We never ask for your PIN.',
            ),
          ),
          by(
            'daniel',
            '-14m',
            replace('used. We have', 'used on {d-2}. We have'),
            bold('We never ask for your PIN.'),
          ),
        ],
      },
    ],
  },
  {
    number: 1044,
    program: 'kestrel',
    subject: 'Chip not read at three terminals',
    priority: 'P3',
    customer: { name: 'Oskar Lehtinen', account: 'KC-21158' },
    tags: ['card'],
    owner: 'samuel',
    opened: '-52m',
    notes: [
      {
        kind: 'case',
        blank: true,
        by: 'samuel',
        at: '-51m',
        turns: [
          by(
            'samuel',
            '-50m',
            write(
              'Three shops since yesterday, “insert card”, nothing. Contactless works. Card is 4 years old, chip scratched.',
            ),
          ),
          by(
            'fatima',
            '-19m',
            write(
              'Rule out the fallback trap first: same picture as the station machine (C-1041)? He was not there. Fine, replace.',
            ),
          ),
          by(
            'samuel',
            '-8m',
            write('[x] New card ordered\n[ ] Tell him the old one keeps working contactless until then'),
          ),
        ],
      },
    ],
  },
];
