import { after, bold, by, type CaseScript, changed, meanwhile, pause, tick, under } from '../script.ts';

export const fraud: readonly CaseScript[] = [
  {
    number: 1008,
    program: 'kestrel',
    subject: 'Three small test charges from an unknown merchant',
    priority: 'P1',
    customer: { name: 'Victor Almeida', phone: '+1 555 0151', account: 'KC-15230' },
    tags: ['fraud', 'card testing'],
    owner: 'yuki',
    opened: '-6 23:35',
    changes: [
      changed('-5 00:10', 'yuki', { status: 'resolved' }),
      changed('-4 14:00', 'fatima', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'yuki',
        at: '-6 23:36',
        turns: [
          by(
            'yuki',
            '-6 23:42',
            under(
              'Situation',
              'Charges of 0.10, 0.35 and 1.00 within two minutes, all online, all “DGTL*SRV”. He did not make them.',
            ),
            under(
              'What was tried',
              '- Card blocked 23:39\n- Three charges reversed\n- Asked where he last typed the number: a parking site, {d-7}',
            ),
            under('What the customer was told', 'New card in three days, phone wallet gets it tonight.'),
            under('Next steps', '[x] Parking site reported to the fraud desk'),
          ),
          by(
            'fatima',
            '-5 09:02',
            after('a parking site, {d-7}', '. Fourth customer naming that site this week'),
          ),
        ],
      },
    ],
  },
  {
    number: 1015,
    program: 'kestrel',
    subject: 'Cash machine kept the card, Osaka',
    priority: 'P2',
    customer: {
      name: 'Hélène Marchand',
      email: 'h.marchand@example.com',
      phone: '+1 555 0137',
      account: 'KC-33071',
      timeZone: 'Asia/Tokyo',
    },
    tags: ['travel', 'emergency cash'],
    owner: 'yuki',
    opened: '-5 23:10',
    changes: [
      changed('-4 00:20', 'yuki', { status: 'waiting' }),
      changed('-3 23:02', 'yuki', { status: 'resolved' }),
    ],
    notes: [
      {
        kind: 'interaction',
        by: 'yuki',
        at: '-5 23:11',
        turns: [
          by(
            'yuki',
            '-5 23:12',
            under(
              'Reason for contact',
              'Machine in a convenience store kept the card, 07:05 her time. Flight home in three days, ¥2,000 in her purse.',
            ),
            under(
              'What was said',
              'Spoke Japanese with the store: machine is emptied on Mondays only. Blocked the card. Emergency cash ¥60,000, to collect at the post office in Namba with passport, from 09:00.',
            ),
            under(
              'Agreed',
              '[x] Cash reference sent by text\n[ ] Ask whether she got it, 10:30 her time @yuki',
            ),
          ),
          by('yuki', '-4 02:31', tick('Ask whether she got it')),
          by(
            'fatima',
            '-4 09:20',
            after('from 09:00.', ' The fee of €35 does not apply, machine error. Booked back.'),
          ),
        ],
      },
      {
        kind: 'sentiment',
        by: 'yuki',
        at: '-3 23:00',
        turns: [
          by(
            'yuki',
            '-3 23:01',
            under('How the customer feels', 'Was close to tears, then relieved. Wrote from the airport.'),
            under(
              'In their words',
              '> At seven in the morning in Osaka somebody spoke to the shop for me. I will not forget it.',
            ),
            under('Risk', 'None. Asked to keep her as a reference; passed on.'),
          ),
        ],
      },
    ],
  },
  {
    number: 1028,
    program: 'kestrel',
    subject: 'Traveller without a working card, Nairobi airport',
    priority: 'P1',
    customer: {
      name: 'Erik Johansson',
      phone: '+1 555 0158',
      account: 'KC-29917',
      timeZone: 'Africa/Nairobi',
    },
    tags: ['travel', 'false alarm'],
    owner: 'yuki',
    opened: '-3 23:05',
    changes: [
      changed('-3 23:32', 'yuki', { status: 'resolved' }),
      changed('-1 09:00', 'daniel', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'yuki',
        at: '-3 23:06',
        turns: [
          by(
            'yuki',
            '-3 23:20',
            under(
              'Situation',
              'Blocked by rule T-14 (two airports in a day). He has just changed planes. Needs a visa fee paid in 40 minutes.',
            ),
            under(
              'What was tried',
              '- Verified by phrase and last two bookings\n- Rule lifted 23:14, terminal still says no\n- Second rule, V-02, first use of the chip abroad. Lifted 23:19',
            ),
          ),
          meanwhile(
            'fatima',
            '-3 23:20',
            pause(95),
            under(
              'What the customer was told',
              'To try once with chip and PIN, not contactless. Three more refusals would lock the PIN.',
            ),
          ),
          by('yuki', '-3 23:30', under('Next steps', '[x] Paid, 23:27. He waved through the phone')),
          by(
            'daniel',
            '-2 09:20',
            after('Lifted 23:19', '. Both rules fire for the same journey; asked risk to join them'),
            bold('V-02'),
          ),
        ],
      },
    ],
  },
];
