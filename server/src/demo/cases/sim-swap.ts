import {
  after,
  bold,
  by,
  type CaseScript,
  changed,
  meanwhile,
  pause,
  split,
  tick,
  under,
  write,
} from '../script.ts';

export const simSwap: readonly CaseScript[] = [
  {
    number: 1014,
    program: 'northwind',
    subject: 'SIM swap suspected, account locked',
    priority: 'P2',
    customer: {
      name: 'Gabriela Moraes',
      email: 'g.moraes@example.com',
      phone: '+1 555 0139',
      account: 'NW-1150-88',
      timeZone: 'Europe/Lisbon',
    },
    tags: ['fraud', 'sim'],
    owner: 'maya',
    opened: '-5 17:20',
    changes: [
      changed('-5 17:31', 'maya', { priority: 'P1' }),
      changed('-4 10:15', 'ines', { tags: ['fraud', 'sim', 'police report'] }),
      changed('-2 12:05', 'maya', { priority: 'P2' }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'maya',
        at: '-5 17:21',
        turns: [
          by(
            'maya',
            '-5 17:26',
            under(
              'Situation',
              'Her SIM went dead at 16:50. At 16:44 a replacement was issued in shop 212, she was at work 300 km away. Account locked 17:24.',
            ),
            under(
              'What was tried',
              '- New SIM disabled, outgoing calls and texts stopped\n- Shop 212 called: ID shown was a driving licence, copy on file',
            ),
          ),
          meanwhile(
            'ines',
            '-5 17:26',
            pause(70),
            under(
              'What the customer was told',
              'To ring her bank first and us second. She is doing it now from a colleague’s phone.',
            ),
          ),
          by(
            'maya',
            '-5 17:48',
            under(
              'Next steps',
              '[x] Block replacement in all shops\n[ ] List of texts received on the false SIM 16:44 to 17:24 @tomasz @@-7100\n[ ] New SIM only in person, shop of her choice, two documents',
            ),
          ),
          by('tomasz', '-5 18:30', tick('List of texts')),
          by(
            'maya',
            '-4 09:40',
            after(
              'from a colleague’s phone.',
              ' Bank stopped one transfer in time. She has filed a report and will send the number.',
            ),
            split('colleague’s phone.'),
          ),
          by(
            'linh',
            '-3 01:15',
            under(
              'What was tried',
              '- 01:12, caller “husband” asked to lift the lock. Could not answer the phrase. Refused, noted the number, ends 0188',
            ),
          ),
          by(
            'maya',
            '-2 12:00',
            after('ends 0188', '. Same number had called shop 212 on {d-6}'),
            bold('Refused'),
          ),
        ],
      },
      {
        kind: 'escalation',
        by: 'maya',
        at: '-5 17:55',
        turns: [
          by(
            'maya',
            '-5 17:56',
            under(
              'Situation',
              'Suspected SIM swap, 40 minutes of control over the number. Ask: shop footage kept, not overwritten.',
            ),
            under(
              'Background',
              'Verified by phrase and by call-back to her employer. Replacement by shop 212, clerk id 2127.',
            ),
            under(
              'Assessment',
              'Prepared in advance, confidence high: her number was on a data-breach list and the licence copy has the right birthday and a wrong photo.',
            ),
            under(
              'Recommendation',
              'Security desk to secure footage and clerk log by {d-4} noon. Decide whether shop 212 may issue replacements meanwhile.',
            ),
          ),
          by(
            'ines',
            '-5 18:20',
            after('replacements meanwhile.', ' Taken to the security desk 18:15, reference SD-5520.'),
          ),
        ],
      },
      {
        kind: 'supervisor',
        by: 'ines',
        at: '-5 18:22',
        turns: [
          by(
            'ines',
            '-5 18:23',
            write(
              'Clerk 2127 issued four replacements this week without the second check. Not for the case note: it may be carelessness and it may not. Security has it.',
            ),
          ),
          by(
            'ines',
            '-3 09:10',
            write(
              'Security: training gap, no collusion found so far. Shop 212 issues replacements only with a call to us until further notice.',
            ),
          ),
        ],
      },
    ],
  },
];
