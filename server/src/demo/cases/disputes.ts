import { after, by, type CaseScript, changed, replace, strike, tick, under } from '../script.ts';

export const disputes: readonly CaseScript[] = [
  {
    number: 1002,
    program: 'kestrel',
    subject: 'Hotel no-show charge although cancelled',
    priority: 'P3',
    customer: {
      name: 'Claire Dubois',
      email: 'claire.dubois@example.com',
      phone: '+1 555 0121',
      account: 'KC-20418',
      timeZone: 'Europe/Paris',
    },
    tags: ['dispute', 'hotel'],
    owner: 'samuel',
    opened: '-6 09:05',
    changes: [
      changed('-6 09:50', 'samuel', { status: 'waiting' }),
      changed('-3 10:15', 'samuel', { status: 'open' }),
      changed('-3 16:45', 'fatima', { tags: ['dispute', 'hotel', 'second round'] }),
      changed('-1 11:00', 'samuel', { status: 'waiting' }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'samuel',
        at: '-6 09:06',
        turns: [
          by(
            'samuel',
            '-6 09:07',
            under(
              'Situation',
              'Hotel Miramar, €386.00, “no-show”, booked for {d-12}. She cancelled on {d-16}, four days before; their rule says 48 hours.',
            ),
            under(
              'What was tried',
              '- Cancellation e-mail from her: has a booking number and a time, 18:22\n- Hotel on the phone: “not in our system”',
            ),
            under(
              'What the customer was told',
              'That we dispute it as cancelled service. The amount is credited provisionally, and may be taken back if the hotel proves otherwise.',
            ),
            under(
              'Next steps',
              '[x] Dispute filed, reason 13.7\n[ ] Answer from the hotel’s bank, 30 days @samuel',
            ),
          ),
          by(
            'samuel',
            '-3 10:12',
            under(
              'What was tried',
              '- Answer came early: hotel sends a page of its booking system, no cancellation on it',
            ),
          ),
          by(
            'fatima',
            '-3 16:40',
            after(
              'no cancellation on it',
              '. The page is printed for booking 7731-**A**. Hers is 7731-B. They looked at the wrong room.',
            ),
          ),
          by(
            'samuel',
            '-3 17:02',
            replace(
              'may be taken back if the hotel proves otherwise',
              'may be taken back; told her so twice',
            ),
            under('Next steps', '[x] Second round with Fatima’s finding\n[ ] Decision by {d+9}'),
          ),
          by('samuel', '-1 10:55', after('told her so twice', ', she has it in writing now')),
        ],
      },
      {
        kind: 'interaction-summary',
        by: 'samuel',
        at: '-3 17:10',
        turns: [
          by(
            'samuel',
            '-3 17:11',
            under(
              'Summary',
              'Four contacts in six days, all about one booking. She is precise and keeps everything.',
            ),
            under('Outcome', 'Second round filed, provisional credit stays.'),
            under(
              'Open questions',
              'Does the hotel’s bank accept the booking number as proof? Last year they did (C-0877).',
            ),
          ),
          by(
            'fatima',
            '-3 17:30',
            after('(C-0877)', ', because the number carried a date; this one does not'),
            strike('Four contacts in six days'),
          ),
          by('samuel', '-3 17:35', replace('Four contacts in six days', 'Three contacts in four days')),
        ],
      },
    ],
  },
  {
    number: 1011,
    program: 'kestrel',
    subject: 'Streaming subscription charged after cancellation',
    priority: 'P3',
    customer: { name: 'Jonas Weber', email: 'jonas.weber@example.com', account: 'KC-11873' },
    tags: ['dispute', 'subscription'],
    owner: 'samuel',
    opened: '-5 10:48',
    changes: [changed('-5 11:15', 'samuel', { status: 'waiting' })],
    notes: [
      {
        kind: 'case',
        by: 'samuel',
        at: '-5 10:49',
        turns: [
          by(
            'samuel',
            '-5 10:50',
            under('Situation', 'Three charges of €14.99 since he cancelled in August.'),
            under('What was tried', 'Asked for the cancellation mail: has a screenshot only, date cut off.'),
            under(
              'What the customer was told',
              'To ask the merchant for a confirmation; with it all three are an easy dispute, without it perhaps only the last.',
            ),
            under('Next steps', '[x] Stop order for this merchant\n[ ] Confirmation from Jonas'),
          ),
          by(
            'fatima',
            '-5 11:05',
            after(
              'date cut off.',
              ' The file itself has a date: properties of the picture, 14 August. Ask him to send the original.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1020,
    program: 'kestrel',
    subject: 'Charged in dollars instead of euros at a restaurant',
    priority: 'P4',
    customer: { name: 'Anneli Korhonen', phone: '+1 555 0144', account: 'KC-30992' },
    tags: ['fees'],
    owner: 'samuel',
    opened: '-4 15:15',
    changes: [changed('-4 15:40', 'samuel', { status: 'resolved' })],
    notes: [
      {
        kind: 'interaction',
        by: 'samuel',
        at: '-4 15:16',
        turns: [
          by(
            'samuel',
            '-4 15:17',
            under('Reason for contact', 'Dinner for €92 became $108.40, then €99.71.'),
            under(
              'What was said',
              'The terminal asked “pay in your home currency” the wrong way round and the waiter pressed for her. No dispute right: receipt is signed. €7.71 credited as goodwill, first time.',
            ),
            under('Agreed', '[x] Credit\n[x] Tip for next time: always choose the currency of the country'),
          ),
        ],
      },
    ],
  },
  {
    number: 1023,
    program: 'kestrel',
    subject: 'Gym keeps charging after a move abroad',
    priority: 'P3',
    customer: {
      name: 'Rashid Karimov',
      email: 'r.karimov@example.com',
      account: 'KC-27560',
      timeZone: 'Asia/Tashkent',
    },
    tags: ['dispute', 'subscription'],
    owner: 'samuel',
    opened: '-3 09:30',
    notes: [
      {
        kind: 'case',
        by: 'samuel',
        at: '-3 09:31',
        turns: [
          by(
            'samuel',
            '-3 09:32',
            under(
              'Situation',
              'Moved on {d-75}. Contract allows leaving with proof of a new address abroad. Gym says the proof must be in German.',
            ),
            under('What was tried', 'Read the terms he sent: no language named, clause 9.'),
            under(
              'What the customer was told',
              'That we dispute what came after his notice, two months, €79.80; the month before it stands.',
            ),
            under('Next steps', '[ ] Terms, clause 9, as evidence\n[ ] Dispute two charges @samuel @@+120'),
          ),
          by('samuel', '-2 10:20', tick('Terms, clause 9')),
          by(
            'fatima',
            '-1 15:10',
            after('clause 9.', ' Page 4 says “in text form”, which an e-mail is. Use both.'),
            under('Next steps', '[ ] Call Rashid when it is filed'),
          ),
        ],
      },
    ],
  },
];
