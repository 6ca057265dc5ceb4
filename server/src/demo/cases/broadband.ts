import {
  after,
  by,
  type CaseScript,
  changed,
  comment,
  drop,
  replace,
  strike,
  tick,
  under,
  write,
} from '../script.ts';

export const broadband: readonly CaseScript[] = [
  {
    number: 1010,
    program: 'northwind',
    subject: 'Router delivered without power supply',
    priority: 'P3',
    customer: { name: 'Ewa Dąbrowska', phone: '+1 555 0162', account: 'NW-4085-71' },
    tags: ['delivery', 'router'],
    owner: 'raj',
    opened: '-5 09:15',
    changes: [
      changed('-5 09:30', 'raj', { status: 'waiting' }),
      changed('-4 12:10', 'raj', { status: 'resolved' }),
      changed('-2 07:45', 'raj', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'follow-up',
        by: 'raj',
        at: '-5 09:16',
        turns: [
          by(
            'raj',
            '-5 09:17',
            under('Promised', 'Power supply by courier, {d-4} before noon.'),
            under('To do', '[x] Order PSU-12V-2A, shipment 77120\n[ ] Check delivery'),
          ),
          by(
            'raj',
            '-4 12:05',
            tick('Check delivery'),
            after('Check delivery', ': 10:52, router online 11:20'),
          ),
        ],
      },
    ],
  },
  {
    number: 1016,
    program: 'northwind',
    subject: 'Broadband drops every evening at eight',
    priority: 'P3',
    customer: {
      name: 'Giorgos Papadakis',
      email: 'g.papadakis@example.com',
      account: 'NW-3377-15',
      timeZone: 'Europe/Athens',
    },
    tags: ['broadband', 'pleased'],
    owner: 'raj',
    opened: '-4 08:05',
    changes: [changed('-3 08:30', 'raj', { status: 'waiting' })],
    notes: [
      {
        kind: 'case',
        by: 'raj',
        at: '-4 08:06',
        turns: [
          by(
            'raj',
            '-4 08:12',
            under(
              'Situation',
              'For three weeks the line has dropped between 20:00 and 20:10, every day, two or three times. He keeps a list, which is a joy.',
            ),
            under(
              'What was tried',
              '1. Restart, other cable, other socket\n2. Line test: clean at 08:10, of course\n3. Asked what starts at eight in the house: nothing',
            ),
            under(
              'What the customer was told',
              'That we watch the line ourselves tonight, he does not need to call.',
            ),
            under('Next steps', '[ ] Line monitor 19:45 to 20:30 @linh'),
          ),
          by(
            'ines',
            '-4 09:05',
            comment('we watch the line ourselves tonight, he does not need to call', {
              coaching: 'raj',
              body: 'This is how it is done: after three weeks you took the waiting off him. Do it again.',
              replies: [{ at: '-4 09:20', by: 'raj', body: 'Thank you! Linh does the watching, though.' }],
              evidence: true,
            }),
          ),
          by(
            'linh',
            '-4 20:40',
            under(
              'What was tried',
              '4. Watched it: noise on all tones from 20:01:30, 9 dB, for 70 seconds, then again 20:06. Not his modem.',
            ),
            tick('Line monitor'),
          ),
          by(
            'tomasz',
            '-3 08:22',
            after(
              'Not his modem.',
              ' Repetitive electrical noise. Street lamps come on at dusk, this is at eight sharp: a timer. Ask him what the neighbour downstairs has.',
            ),
            drop('of course'),
          ),
          by(
            'raj',
            '-3 08:50',
            replace('clean at 08:10, ', 'clean at 08:10'),
            after(
              'downstairs has.',
              ' A grow light, on a timer. He will ask them for an evening without it.',
            ),
          ),
          by(
            'raj',
            '-1 08:15',
            under(
              'Next steps',
              '[x] Evening without the lamp {d-2}: no drops\n[ ] Filter for his socket, ordered\n[ ] Close when a week is clean',
            ),
          ),
        ],
      },
      {
        kind: 'sentiment',
        by: 'raj',
        at: '-1 08:20',
        fields: {
          sentiment: 'Satisfied',
          'sentiment-trend': 'Better',
          quote: 'You are the first who did not ask me to restart it.',
          'churn-risk': 'no',
          public: 'no',
        },
        finalised: { by: 'raj', at: '-1 08:30' },
        turns: [
          by(
            'raj',
            '-1 08:22',
            write(
              'Curious rather than angry, enjoys the detective work. We did ask him to restart, but quickly.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1019,
    program: 'northwind',
    subject: 'Complaint about technician visit',
    priority: 'P3',
    customer: { name: 'Margit Szabó', phone: '+1 555 0108', account: 'NW-2951-43' },
    tags: ['complaint', 'field service'],
    owner: 'maya',
    opened: '-4 12:40',
    changes: [changed('-4 15:30', 'ines', { tags: ['complaint', 'field service', 'damage'] })],
    notes: [
      {
        kind: 'interaction',
        by: 'maya',
        at: '-4 12:41',
        turns: [
          by(
            'maya',
            '-4 12:42',
            under(
              'Reason for contact',
              'Technician came three hours late on {d-5}, drilled through a water pipe in the hall and left before the water was off.',
            ),
            under(
              'What was said',
              'Her neighbour shut the main valve. Floor and skirting are wet. She has photos and a plumber’s invoice, €164. Technician says he was told the wall was clear.',
            ),
            under(
              'Agreed',
              '[x] Complaint number CP-3308 given\n[ ] Photos and invoice by e-mail\n[ ] Call from a lead within two days',
            ),
          ),
          by(
            'ines',
            '-4 15:28',
            after('within two days', ' @ines'),
            strike('Technician says he was told the wall was clear.'),
          ),
          by(
            'ines',
            '-4 15:41',
            after(
              'the wall was clear.',
              ' His side belongs in the report of the field company, not in our note of her call.',
            ),
          ),
          by('ines', '-2 11:12', tick('Call from a lead'), tick('Photos and invoice')),
        ],
      },
      {
        kind: 'call-summary',
        title: 'Lead’s call to Ms Szabó',
        by: 'ines',
        at: '-2 11:15',
        turns: [
          by(
            'ines',
            '-2 11:16',
            under('Reason', 'Call promised in the complaint.'),
            under(
              'Outcome',
              'Listened for a quarter of an hour. She wants the plumber paid, the floor looked at, and somebody else to finish the job.',
            ),
            under(
              'Next steps',
              '[ ] Insurance form for the floor @maya @@!-40\n[x] Plumber’s €164 approved as direct cost\n[ ] New appointment, not the same technician',
            ),
          ),
          by('maya', '-1 13:25', after('not the same technician', ': {d+1}, first slot of the day')),
        ],
      },
      {
        kind: 'supervisor',
        by: 'ines',
        at: '-2 11:40',
        turns: [
          by(
            'ines',
            '-2 11:41',
            write(
              'Liability sits with the field company; insurer informed. **Do not admit fault in writing** and do not discuss the technician. Paying the plumber is goodwill and worded so.',
            ),
          ),
        ],
      },
    ],
  },
];
