import {
  after,
  before,
  bold,
  by,
  type CaseScript,
  changed,
  drop,
  heading,
  meanwhile,
  name,
  pause,
  replace,
  split,
  under,
  write,
} from '../script.ts';

export const firmware: readonly CaseScript[] = [
  {
    number: 1039,
    program: 'northwind',
    subject: 'Router offline since firmware 4.2',
    priority: 'P2',
    customer: {
      name: 'Beatriz Figueira',
      email: 'b.figueira@example.com',
      phone: '+1 555 0119',
      account: 'NW-8264-37',
      timeZone: 'Europe/Lisbon',
    },
    tags: ['broadband', 'router'],
    owner: 'raj',
    opened: '-1 10:40',
    changes: [
      changed('-1 13:15', 'tomasz', { priority: 'P1', tags: ['broadband', 'router', 'firmware 4.2'] }),
    ],
    notes: [
      {
        kind: 'technical',
        title: 'Firmware 4.2 boot loop',
        by: 'raj',
        at: '-1 10:41',
        turns: [
          by(
            'raj',
            '-1 10:42',
            under(
              'Environment',
              'HomeBox 3, hardware rev C, firmware 4.2.0 pushed overnight {d-1} at 03:00. PPPoE with VLAN 7.',
            ),
            under(
              'Steps to reproduce',
              '1. Power on\n2. DSL light steady after 40 s\n3. Restart after 95 s, for ever',
            ),
          ),
          by(
            'raj',
            '-1 11:30',
            under(
              'Evidence',
              `\`\`\`log
              [   38.114] dsl0: showtime 104233/41880 kbit/s
              [   41.902] ppp0: authenticated, peer 10.64.0.1
              [   42.377] fw: loading 312 rules
              [   93.006] watchdog: fwd stuck for 50 s
              [   95.010] reboot: watchdog
              \`\`\``,
            ),
          ),
          by(
            'tomasz',
            '-1 12:50',
            under(
              'Findings',
              'Rev C only, and only with more than 256 port rules. She has 312, from a game console that never cleans up.',
            ),
          ),
          meanwhile(
            'raj',
            '-1 12:50',
            pause(30),
            under(
              'Evidence',
              '| Revision | Rules | Boots |\n| B | 312 | yes |\n| C | 40 | yes |\n| C | 312 | no |',
            ),
          ),
          by('tomasz', '-1 13:10', bold('more than 256 port rules'), name('Cause found')),
          by(
            'tomasz',
            '-1 15:35',
            write(
              'Workaround\nHold reset for 12 s during the DSL light: rules are cleared, line stays up. Loses port rules only, Wi-Fi name and password stay.',
            ),
          ),
          by('tomasz', '-1 15:48', heading('Workaround')),
          by(
            'raj',
            '-1 16:20',
            after('password stay.', ' Tried with Beatriz, works, 11 minutes with the reading glasses.'),
            split('password stay.'),
          ),
          by(
            'ines',
            '-2h55',
            write(
              '# Scale\n1,180 boxes of rev C with more than 256 rules. Push of 4.2 stopped at {t-180}. 4.2.1 promised for tonight.',
            ),
          ),
          by(
            'raj',
            '-33m',
            after(
              'works, 11 minutes with the reading glasses.',
              ' Nine more callers since, all back online.',
            ),
          ),
          by(
            'tomasz',
            '-12m',
            replace('promised for tonight', 'in the lab now, three boxes up for 40 minutes'),
          ),
        ],
      },
      {
        kind: 'escalation',
        by: 'raj',
        at: '-1 11:45',
        turns: [
          by(
            'raj',
            '-1 11:46',
            under('Situation', 'Firmware 4.2 puts routers in a boot loop. 14 calls since seven, all rev C.'),
            under(
              'Background',
              'Beatriz Figueira works from home and has had no line since this morning. Restart, factory reset from the menu, other power supply: no change.',
            ),
            under(
              'Assessment',
              'Firmware, confidence high. Hardware would not fail in 14 homes in one night.',
            ),
            under('Recommendation', 'Stop the rollout **now**, tier 2 to find a workaround by 16:00.'),
          ),
          by('tomasz', '-1 11:58', after('by 16:00.', ' Accepted. Rollout is with Inês.')),
        ],
      },
      {
        kind: 'interim',
        by: 'raj',
        at: '-1 15:55',
        interim: {
          is: 'released',
          by: 'raj',
          at: '-1 16:10',
          nextUpdateIn: null,
          why: 'She hears when the software is out; nobody can say when yet',
        },
        turns: [
          by(
            'raj',
            '-1 15:56',
            under(
              'What we did',
              'We found what makes your router restart and a way around it that takes ten minutes.',
            ),
            under('What happens next', 'Call us when you stand beside the router and we do it together.'),
            under(
              'When you hear from us again',
              'When the repaired software is out. Until then the workaround holds.',
            ),
          ),
          by(
            'ines',
            '-1 16:02',
            before('We found', 'We are sorry about the lost day. '),
            drop(' Until then the workaround holds.'),
          ),
        ],
      },
    ],
  },
];
