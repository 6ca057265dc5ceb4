import { after, by, type CaseScript, changed, replace, tick, under, write } from '../script.ts';

export const accounts: readonly CaseScript[] = [
  {
    number: 1009,
    program: 'northwind',
    subject: 'Change of name on contract after marriage',
    priority: 'P4',
    customer: { name: 'Ayşe Yılmaz-Koch', email: 'ayse.koch@example.com', account: 'NW-2740-33' },
    tags: ['contract'],
    owner: 'fatima',
    opened: '-5 08:30',
    changes: [
      changed('-5 08:44', 'fatima', { status: 'resolved' }),
      changed('-5 08:46', 'fatima', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'case',
        blank: true,
        by: 'fatima',
        at: '-5 08:31',
        turns: [
          by(
            'fatima',
            '-5 08:32',
            write(
              'Certificate seen in the shop, copy not kept. Name changed on contract, invoice and voicemail. Both dots in the right places.\nNothing open.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1012,
    program: 'northwind',
    subject: 'Voicemail greeting in the wrong language',
    priority: 'P4',
    customer: { name: 'Olu Bankole', phone: '+1 555 0155', account: 'NW-8103-27' },
    owner: 'maya',
    opened: '-5 13:30',
    changes: [
      changed('-5 13:40', 'maya', { status: 'resolved' }),
      changed('-5 13:41', 'maya', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'interaction',
        blank: true,
        by: 'maya',
        at: '-5 13:32',
        turns: [
          by(
            'maya',
            '-5 13:32',
            write(
              'Greets callers in Danish since the number was ported. Language code came over from the old operator. Set to English, he tried it while on the line. He rather liked the Danish.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1022,
    program: 'northwind',
    subject: 'Requests export of personal data',
    priority: 'P3',
    customer: { name: 'Nils Holm', email: 'nils.holm@example.com', account: 'NW-4502-19' },
    tags: ['privacy', 'deadline'],
    owner: 'maya',
    opened: '-3 08:55',
    notes: [
      {
        kind: 'case',
        by: 'maya',
        at: '-3 08:56',
        turns: [
          by(
            'maya',
            '-3 08:57',
            under(
              'Situation',
              'Wants everything we hold about him, as a file. By e-mail of {d-4}, so one month runs from then.',
            ),
            under(
              'What was tried',
              'Identity: he wrote from the address on file. Not enough for location data, so a letter with a code goes to his home.',
            ),
            under('What the customer was told', 'That we have received it, and why the letter.'),
            under(
              'Next steps',
              '[x] Privacy desk informed, DSAR-0412\n[ ] Code back from Nils\n[ ] Recordings: which calls?',
            ),
          ),
          by('ines', '-3 10:20', after('why the letter.', ' Nobody asks him for a reason; he needs none.')),
          by(
            'maya',
            '-1 11:40',
            tick('Code back'),
            after('which calls?', ' Two, {d-90} and {d-31}. Other people’s voices must be removed first'),
          ),
        ],
      },
    ],
  },
  {
    number: 1024,
    program: 'northwind',
    subject: 'Second router upstairs, advice on mesh',
    priority: 'P4',
    customer: { name: 'Ingrid Aas', email: 'ingrid.aas@example.com', account: 'NW-9911-06' },
    tags: ['advice'],
    owner: 'raj',
    opened: '-3 11:10',
    changes: [
      changed('-3 11:31', 'raj', { status: 'resolved' }),
      changed('-3 11:35', 'raj', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'interaction',
        blank: true,
        by: 'raj',
        at: '-3 11:11',
        turns: [
          by(
            'raj',
            '-3 11:12',
            write(
              'Three floors, thick walls, one router in the cellar. Advised moving it up one floor before buying anything. She did it on the phone with a long cable: attic has signal. Sold nothing, saved €119.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1031,
    program: 'northwind',
    subject: 'Cannot verify address for delivery',
    priority: 'P3',
    customer: { name: 'Noa Ben-David', email: 'noa.bd@example.com', account: 'NW-6049-02' },
    tags: ['delivery', 'upset'],
    owner: 'maya',
    opened: '-2 09:00',
    notes: [
      {
        kind: 'case',
        by: 'maya',
        at: '-2 09:01',
        turns: [
          by(
            'maya',
            '-2 09:02',
            under(
              'Situation',
              'New building, “Am Alten Hafen 7c”. Street exists since August, courier’s address check does not know it.',
            ),
            under('What was tried', 'Override by hand: refused. Neighbour house 7b: also unknown.'),
            under(
              'What the customer was told',
              'Offered the parcel shop at the station. She is in a wheelchair and wants home delivery.',
            ),
            under('Next steps', '[ ] Courier account manager: add the street @maya @@+95'),
          ),
          by(
            'raj',
            '-2 09:35',
            after(
              'also unknown.',
              ' Entering the plot number (“Plot 114”) works; I did it twice for the same street last month.',
            ),
          ),
          by(
            'maya',
            '-2 09:52',
            under(
              'Next steps',
              '[x] Resent with “Plot 114”, courier accepts\n[ ] Call when it is out for delivery',
            ),
            replace('She is in a wheelchair and wants home delivery.', 'She needs it brought to the door.'),
          ),
          by('ines', '-2 10:10', after('brought to the door.', ' The driver carries it up.')),
        ],
      },
      { kind: 'call-summary', draftedFrom: 'TEL-20803', by: 'maya', at: '-1h28', turns: [] },
      {
        kind: 'interim',
        title: 'Update to Noa',
        by: 'maya',
        at: '-1h20',
        turns: [
          by(
            'maya',
            '-1h19',
            under(
              'What we did',
              'The courier now knows your address. Your parcel left the depot this morning and comes to your door.',
            ),
            under(
              'What happens next',
              'The driver rings and carries it up. You do not need to be at the station.',
            ),
          ),
          by(
            'raj',
            '-1h05',
            under(
              'When you hear from us again',
              'We write to you as soon as it is out for delivery, by {{next_update}} at the latest.',
            ),
          ),
        ],
        interim: { is: 'waiting', by: 'maya', at: '-58m', nextUpdateIn: 150 },
      },
    ],
  },
  {
    number: 1036,
    program: 'northwind',
    subject: 'Parental lock blocks the school’s website',
    priority: 'P4',
    customer: { name: 'Carmen Ibáñez', account: 'NW-5873-24' },
    tags: ['advice'],
    owner: 'linh',
    opened: '-2 22:35',
    changes: [
      changed('-2 22:46', 'linh', { status: 'resolved' }),
      changed('-2 22:50', 'linh', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'case',
        blank: true,
        by: 'linh',
        at: '-2 22:36',
        turns: [
          by(
            'linh',
            '-2 22:37',
            write(
              'Homework portal filed under “games” by the filter list. Exception set for her line, reported to the list’s maker. Daughter can hand in her essay, deadline 23:59.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1045,
    program: 'northwind',
    subject: 'Wants to keep her number when moving abroad',
    priority: 'P4',
    customer: {
      name: 'Hana Novotná',
      email: 'hana.novotna@example.com',
      phone: '+1 555 0183',
      account: 'NW-7316-50',
    },
    tags: ['contract'],
    owner: 'fatima',
    opened: '-18m',
    notes: [
      {
        kind: 'interaction',
        by: 'fatima',
        at: '-17m',
        fields: {
          channel: 'Phone',
          'happened-at': '-19m',
          reason: 'Moves to Toronto in spring, wants to keep the number for her parents and the bank.',
          said: '“Park” tariff, €2.90 a month, texts still arrive. Needs one use in 12 months or it lapses',
        },
        turns: [
          by('maya', '-6m', after('or it lapses', '; a received text counts, a missed call does not')),
          by('fatima', '-2m', under('Agreed', '[ ] Send her the Park conditions')),
        ],
      },
    ],
  },
];
