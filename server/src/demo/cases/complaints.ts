import {
  after,
  by,
  type CaseScript,
  changed,
  drop,
  pause,
  replace,
  split,
  tick,
  under,
  write,
} from '../script.ts';

export const complaints: readonly CaseScript[] = [
  {
    number: 1013,
    program: 'kestrel',
    subject: 'Complaint: fifty minutes on hold during fraud',
    priority: 'P2',
    customer: {
      name: 'Dr. Helen Fairweather',
      email: 'h.fairweather@example.com',
      phone: '+1 555 0102',
      account: 'KC-00914',
    },
    tags: ['complaint', 'fraud line'],
    owner: 'daniel',
    opened: '-5 16:05',
    changes: [changed('-4 10:00', 'daniel', { tags: ['complaint', 'fraud line', 'ombudsman possible'] })],
    notes: [
      {
        kind: 'case',
        by: 'daniel',
        at: '-5 16:06',
        turns: [
          by(
            'daniel',
            '-5 16:07',
            under(
              'Situation',
              'Card stolen on {d-7}. She waited 50 minutes on the fraud line; meanwhile four payments, €2,310 together. All four since refunded. The complaint is about the wait.',
            ),
            under(
              'What was tried',
              'Call records: 18:12 to 19:02, choice 2 (“card lost”), which had no agents between 18:00 and 19:00.',
            ),
            under('What the customer was told', 'Letter of receipt, final answer within 15 business days.'),
            under(
              'Next steps',
              '[ ] Who moved the agents away at 18:00? @daniel\n[ ] Final answer, draft by {d+3}',
            ),
          ),
          by(
            'yuki',
            '-5 22:40',
            after(
              'between 18:00 and 19:00',
              '. Night shift starts at 19:00, day shift left at 18:00: the gap is in the plan, every day since the 1st',
            ),
          ),
          by(
            'daniel',
            '-4 09:55',
            tick('Who moved the agents'),
            after('every day since the 1st', '. Plan corrected today'),
            split('All four since refunded.'),
          ),
          by(
            'samuel',
            '-4 13:10',
            under(
              'What was tried',
              'Seven more callers gave up in that hour on {d-7}. Two had fraud on the card.',
            ),
          ),
        ],
      },
      {
        kind: 'interim',
        title: 'Answer to Dr. Fairweather',
        by: 'daniel',
        at: '-2 13:00',
        interim: {
          is: 'released',
          by: 'daniel',
          at: '-1 17:00',
          nextUpdateIn: null,
          why: 'This ends the matter',
          pageKey: 'demo-customer-page',
        },
        turns: [
          by(
            'daniel',
            '-2 13:01',
            under(
              'What we did',
              'You waited fifty minutes to report a stolen card. That is not acceptable and it was our mistake: our plan left the line without staff for one hour a day.',
            ),
            under(
              'What happens next',
              'The plan was corrected the day after your complaint. We pay you €150 for the time and worry.',
            ),
          ),
          by(
            'fatima',
            '-2 13:40',
            replace('for the time and worry', 'for the time and the distress'),
            pause(10),
            replace('That is not acceptable and it was our mistake: our', 'It was our mistake: our'),
          ),
          by(
            'daniel',
            '-1 16:50',
            under(
              'When you hear from us again',
              'If this settles the matter you need do nothing. If not, you can turn to the ombudsman; the address is below.',
            ),
            replace('You waited fifty', 'Dear Dr. Fairweather, you waited fifty'),
          ),
        ],
      },
      {
        kind: 'supervisor',
        by: 'daniel',
        at: '-4 10:05',
        turns: [
          by(
            'daniel',
            '-4 10:06',
            write(
              'She sits on the patients’ council and writes for the local paper. Treated like everybody else, but answer on time.',
            ),
          ),
          by(
            'daniel',
            '-4 10:20',
            write('Compensation up to €250 is within my limit. Start at 150: her loss is refunded in full.'),
          ),
        ],
      },
    ],
  },
  {
    number: 1032,
    program: 'kestrel',
    subject: 'Payment difficulty, asks for a pause',
    priority: 'P2',
    customer: { name: 'Rosa Delgado', phone: '+1 555 0107', account: 'KC-12608' },
    tags: ['hardship', 'careful'],
    owner: 'daniel',
    opened: '-2 10:15',
    changes: [changed('-1 12:15', 'daniel', { status: 'waiting' })],
    notes: [
      {
        kind: 'case',
        by: 'samuel',
        at: '-2 10:16',
        turns: [
          by(
            'samuel',
            '-2 10:17',
            under(
              'Situation',
              'Lost her job in the summer, pays €60 a month of €120 due. Afraid of letters, has not opened the last three.',
            ),
            under(
              'What was tried',
              'Read the letters with her on the phone. Nothing is with collections yet.',
            ),
            under(
              'What the customer was told',
              'That nothing happens this week and that Daniel calls her himself. Number of the free debt advice given.',
            ),
          ),
          by(
            'daniel',
            '-2 11:50',
            under(
              'Next steps',
              '[ ] Call her on {d-1}, 11:30, she is alone then @daniel\n[ ] No automatic letters until {d+28}',
            ),
            replace('is with collections', 'has gone to collections'),
          ),
          by(
            'daniel',
            '-1 12:05',
            tick('Call her on'),
            tick('No automatic letters'),
            under(
              'Next steps',
              '[x] Plan: €40 for six months, interest off\n[ ] Plan in plain words by text, not by letter @samuel',
            ),
          ),
          by(
            'samuel',
            '-1 13:30',
            tick('Plan in plain words'),
            drop('Afraid of letters, has not opened the last three.'),
            pause(4),
            after('€120 due. ', 'Prefers texts to letters.'),
          ),
        ],
      },
      {
        kind: 'supervisor',
        by: 'daniel',
        at: '-2 11:55',
        turns: [
          by(
            'daniel',
            '-2 11:56',
            write(
              'Vulnerable customer, marked with her consent. Same person calls every time: me, Samuel when I am away. No sales, no surveys.',
            ),
          ),
        ],
      },
      {
        kind: 'sentiment',
        by: 'samuel',
        at: '-1 13:40',
        turns: [
          by(
            'samuel',
            '-1 13:41',
            under('How the customer feels', 'Lighter. Laughed once.'),
            under('In their words', '> So I can open the next one?'),
            under('Risk', 'If anything automatic reaches her before the plan is booked, trust is gone.'),
          ),
        ],
      },
    ],
  },
];
