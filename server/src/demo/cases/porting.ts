import { after, bold, by, type CaseScript, changed, code, replace, tick, under } from '../script.ts';

export const porting: readonly CaseScript[] = [
  {
    number: 1001,
    program: 'northwind',
    subject: 'Number not ported after contract change',
    priority: 'P3',
    customer: {
      name: 'Sofia Lindholm',
      email: 'sofia.lindholm@example.com',
      phone: '+1 555 0104',
      account: 'NW-3018-64',
    },
    tags: ['porting'],
    owner: 'maya',
    opened: '-6 08:12',
    changes: [
      changed('-6 08:50', 'maya', { status: 'waiting' }),
      changed('-5 11:20', 'maya', { status: 'resolved' }),
      changed('-4 08:00', 'maya', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'maya',
        at: '-6 08:13',
        turns: [
          by(
            'maya',
            '-6 08:14',
            under(
              'Situation',
              'Port-in from Alder Telecom was due {d-8}. Her old SIM still works, ours shows “emergency calls only”.',
            ),
            under('What was tried', 'Port status REJ-05: name mismatch. Alder has “Lindholm-Berg”.'),
            under(
              'What the customer was told',
              'To send a photo of the last Alder invoice; we resubmit with that spelling. Two working days after that.',
            ),
            under('Next steps', '[ ] Resubmit as Lindholm-Berg @maya'),
          ),
          by('maya', '-6 15:32', tick('Resubmit')),
          by('maya', '-5 11:10', under('Next steps', '[x] Test call to the number: rings on our SIM, 11:08')),
        ],
      },
    ],
  },
  {
    number: 1007,
    program: 'northwind',
    subject: 'No service after eSIM transfer',
    priority: 'P2',
    customer: {
      name: 'Mateusz Wrona',
      email: 'm.wrona@example.com',
      account: 'NW-5521-09',
      timeZone: 'Europe/Warsaw',
    },
    tags: ['esim'],
    owner: 'linh',
    opened: '-6 22:50',
    changes: [
      changed('-6 23:41', 'linh', { status: 'resolved' }),
      changed('-4 22:00', 'linh', { status: 'closed' }),
    ],
    notes: [
      {
        kind: 'technical',
        by: 'linh',
        at: '-6 22:52',
        turns: [
          by(
            'linh',
            '-6 22:53',
            under(
              'Environment',
              'New phone, eSIM moved by the phone’s own transfer function at about 21:30. Old phone wiped and sold the same evening.',
            ),
            under(
              'Steps to reproduce',
              '1. Transfer starts, old profile is deleted\n2. Download of the new one stops at 80 %\n3. Every retry: “profile already installed”',
            ),
            under(
              'Evidence',
              '```\nES9+ download: 8.2/3.8 profile state=RELEASED\nES9+ download: 8.1/4.8 not enough memory (retry)\nES9+ download: 8.2/3.8 profile state=INSTALLED eid=…7740\n```',
            ),
            under('Findings', 'Platform believes the profile is on the new phone, phone says it is not.'),
          ),
          by(
            'tomasz',
            '-6 23:12',
            after(
              'phone says it is not.',
              ' Don’t resend the same profile: it stays INSTALLED for ever. Disable it, order a fresh one, QR by e-mail.',
            ),
          ),
          by(
            'linh',
            '-6 23:36',
            after('QR by e-mail.', ' Done 23:31, registered on the network 23:34.'),
            bold('Disable it, order a fresh one'),
          ),
        ],
      },
      {
        kind: 'resolution',
        by: 'linh',
        at: '-6 23:38',
        turns: [
          by(
            'linh',
            '-6 23:39',
            under('Cause', 'Interrupted eSIM transfer left the profile marked as installed.'),
            under('Fix', 'New profile, old one disabled.'),
            under('Confirmed with the customer', 'He called back from the number itself.'),
            under('Prevention', 'Added to the night runbook, page 9.'),
          ),
        ],
      },
    ],
  },
  {
    number: 1026,
    program: 'northwind',
    subject: 'Porting queue stuck for 38 numbers',
    priority: 'P1',
    customer: { name: 'Porting desk', company: 'Northwind', email: 'porting@northwind.example' },
    tags: ['porting', 'incident'],
    owner: 'tomasz',
    opened: '-3 14:40',
    changes: [
      changed('-3 17:30', 'tomasz', { status: 'waiting' }),
      changed('-2 08:15', 'tomasz', { status: 'resolved' }),
    ],
    notes: [
      {
        kind: 'technical',
        by: 'tomasz',
        at: '-3 14:42',
        turns: [
          by(
            'tomasz',
            '-3 14:43',
            under(
              'Environment',
              'Clearing house gateway, our side `npg-2`. Outgoing port-outs fine, port-ins of Alder and Fjord only.',
            ),
            under(
              'Steps to reproduce',
              'None on demand. Every message with a `ü` or `ø` in the name since 12:00 stays in state SENT.',
            ),
            under(
              'Evidence',
              `\`\`\`log
              12:03:41 npg-2 NP-OUT id=88e1 SENT
              12:03:41 npg-2 NP-ACK id=88e1 parse error at byte 211: 0xFC
              12:03:41 npg-2 ack dropped
              \`\`\``,
            ),
          ),
          by(
            'fatima',
            '-3 15:10',
            under(
              'Evidence',
              '| Operator | Stuck | With accents | Oldest |\n| Alder | 23 | 23 | 12:03 |\n| Fjord | 15 | 15 | 12:20 |\n| Others | 0 | 41 | |',
            ),
          ),
          by(
            'tomasz',
            '-3 15:42',
            under(
              'Findings',
              'They answer in Latin-1 since their release at noon, we read UTF-8 and drop what we cannot read. The port itself went through on their side.',
            ),
          ),
          by(
            'tomasz',
            '-3 17:20',
            after(
              'on their side.',
              ' Gateway now accepts both. 38 acknowledgements replayed by hand, four eyes with Fatima.',
            ),
            code('npg-2'),
          ),
        ],
      },
      {
        kind: 'interim',
        title: 'Text for the 38 customers',
        by: 'fatima',
        at: '-3 15:50',
        interim: {
          is: 'released',
          by: 'fatima',
          at: '-3 16:10',
          nextUpdateIn: null,
          why: 'The text says when',
        },
        turns: [
          by(
            'fatima',
            '-3 15:51',
            under(
              'What we did',
              'Your number has reached us. A technical fault between two systems stopped the last confirmation.',
            ),
            under('What happens next', 'Keep your old SIM in the phone until ours shows a signal.'),
            under('When you hear from us again', 'We text you the moment it is done, today before 20:00.'),
          ),
          by(
            'tomasz',
            '-3 16:00',
            replace(
              'A technical fault between two systems stopped the last confirmation.',
              'One confirmation from your old provider is late.',
            ),
            replace('today before 20:00', 'at the latest tomorrow at 09:00'),
          ),
        ],
      },
      {
        kind: 'resolution',
        by: 'tomasz',
        at: '-2 08:05',
        turns: [
          by(
            'tomasz',
            '-2 08:06',
            under('Cause', 'Character set changed without notice by the clearing house.'),
            under('Fix', 'Gateway reads both. All 38 active at 07:50.'),
            under('Confirmed with the customer', 'Texts sent 07:55; five spot calls, all fine.'),
            under(
              'Prevention',
              'An acknowledgement that cannot be read raises an alarm instead of being dropped.',
            ),
          ),
          by('ines', '-2 08:40', after('instead of being dropped.', ' That sentence goes on the wall.')),
        ],
      },
    ],
  },
];
