import {
  after,
  by,
  type CaseScript,
  changed,
  drop,
  dropSection,
  replace,
  tick,
  under,
  write,
} from '../script.ts';

export const cardService: readonly CaseScript[] = [
  {
    number: 1004,
    program: 'kestrel',
    subject: 'Card declined abroad although travel was announced',
    priority: 'P2',
    customer: { name: 'Marek Horák', email: 'marek.horak@example.com', account: 'KC-26619' },
    tags: ['travel'],
    owner: 'fatima',
    opened: '-6 11:20',
    changes: [
      changed('-6 11:52', 'fatima', { status: 'resolved' }),
      changed('-4 11:52', 'fatima', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'fatima',
        at: '-6 11:21',
        turns: [
          by(
            'fatima',
            '-6 11:22',
            under('Situation', 'Travel notice for Chile, set in the app on {d-9}. Declined in Santiago.'),
            under(
              'What was tried',
              'Notice was stored for “China”. He picked the line above by mistake, or the app did.',
            ),
            under('What the customer was told', 'Corrected, try now. He did: coffee paid.'),
          ),
          by(
            'fatima',
            '-6 11:40',
            dropSection('Next steps'),
            after(
              'or the app did.',
              ' Tried it myself on a small phone: the list jumps when the keyboard closes. Reported, APP-3120.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1006,
    program: 'kestrel',
    subject: 'Two cards delivered, which one is active?',
    priority: 'P4',
    customer: { name: 'Simone Ricci', phone: '+1 555 0115', account: 'KC-10447' },
    owner: 'samuel',
    opened: '-6 15:45',
    changes: [
      changed('-6 15:56', 'samuel', { status: 'resolved' }),
      changed('-6 15:58', 'samuel', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'interaction',
        blank: true,
        by: 'samuel',
        at: '-6 15:46',
        turns: [
          by(
            'samuel',
            '-6 15:47',
            write(
              'The one with the later date, 09/29 on the front. Other one cut up while we talked. Letters crossed because she moved in the week of the renewal.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1017,
    program: 'kestrel',
    subject: 'Refund credited to a closed card account',
    priority: 'P2',
    customer: { name: 'Yara Haddad', email: 'yara.h@example.com', phone: '+1 555 0193', account: 'KC-05126' },
    tags: ['refund', 'closed account'],
    owner: 'fatima',
    opened: '-4 09:50',
    changes: [changed('-2 10:45', 'fatima', { tags: ['refund', 'closed account', 'ledger desk'] })],
    notes: [
      {
        kind: 'case',
        by: 'fatima',
        at: '-4 09:51',
        turns: [
          by(
            'fatima',
            '-4 09:52',
            under(
              'Situation',
              'Furniture shop refunded €845.00 on {d-8} to a card closed in spring. Money is with us, on no account.',
            ),
            under(
              'What was tried',
              '1. Suspense ledger: found, item 55-2091\n2. Payout needs her account at another bank, and proof that it is hers',
            ),
            under(
              'What the customer was told',
              'That the money is safe and found. Needs a bank statement with name and IBAN, by upload link, not by e-mail.',
            ),
            under('Next steps', '[ ] Statement from Yara\n[ ] Payout by ledger desk'),
          ),
          by(
            'fatima',
            '-2 10:30',
            tick('Statement from Yara'),
            under('What was tried', '3. Ledger desk wants a wet signature. In which century'),
          ),
          by(
            'daniel',
            '-2 11:05',
            drop('. In which century'),
            after('wet signature', '. They accept the signed upload, form 31; talked to Birgit there'),
          ),
          by(
            'fatima',
            '-1 10:15',
            replace('Payout by ledger desk', 'Payout by ledger desk, promised for {d+1}'),
          ),
          by('fatima', '-2h35', after('not by e-mail.', ' Called her with the date, she repeated it back.')),
        ],
      },
    ],
  },
  {
    number: 1025,
    program: 'kestrel',
    subject: 'Partner cannot see her own transactions',
    priority: 'P4',
    customer: { name: 'Dae-jung Kim', email: 'dj.kim@example.com', account: 'KC-31345' },
    tags: ['app', 'privacy'],
    owner: 'fatima',
    opened: '-3 13:25',
    changes: [changed('-3 14:10', 'fatima', { status: 'resolved' })],
    notes: [
      {
        kind: 'resolution',
        by: 'fatima',
        at: '-3 14:02',
        fields: {
          cause: 'Partner card was linked to his sign-in, not to one of her own.',
          upheld: 'No complaint',
          fix: 'Own sign-in created by her, on her phone. He cannot set it up for her.',
          confirmed: 'yes',
        },
        turns: [
          by(
            'fatima',
            '-3 14:05',
            after('set it up for her', ', also not with her passport in his hand'),
            write('Told both who sees what; they had expected it the other way round.'),
          ),
        ],
      },
    ],
  },
  {
    number: 1040,
    program: 'kestrel',
    subject: 'Limit lowered by letter, customer objects',
    priority: 'P3',
    customer: {
      name: 'Stefan Popescu',
      company: 'Popescu Transport',
      phone: '+1 555 0188',
      account: 'KC-07733',
    },
    tags: ['limit', 'objection'],
    owner: 'fatima',
    opened: '-1 17:50',
    notes: [
      {
        kind: 'call-summary',
        by: 'fatima',
        at: '-1 18:05',
        turns: [
          by(
            'fatima',
            '-1 18:06',
            under(
              'Reason',
              'Limit cut from €8,000 to €2,500 by letter of {d-5}. Fuel for three lorries goes over this card.',
            ),
            under(
              'Outcome',
              'Objection taken down in his words, read back to him. Review wants turnover of the last three months.',
            ),
            under(
              'Next steps',
              '[ ] Figures from his tax adviser\n[ ] Interim limit of €5,000 for 14 days? @daniel @@+200',
            ),
          ),
          by(
            'daniel',
            '-3h20',
            tick('Interim limit'),
            after('read back to him.', ' Interim limit granted until the review is done, he has the text.'),
          ),
        ],
      },
    ],
  },
];
