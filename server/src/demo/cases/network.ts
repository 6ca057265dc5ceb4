import {
  after,
  bold,
  by,
  type CaseScript,
  changed,
  meanwhile,
  pause,
  replace,
  tick,
  under,
  write,
} from '../script.ts';

export const network: readonly CaseScript[] = [
  {
    number: 1003,
    program: 'northwind',
    subject: 'Slow 4G at new office address',
    priority: 'P4',
    customer: {
      name: 'Arjun Mehta',
      company: 'Studio Mehta',
      email: 'hello@studiomehta.example',
      account: 'NW-B-2207',
    },
    tags: ['coverage', 'pleased'],
    owner: 'raj',
    opened: '-6 09:40',
    changes: [
      changed('-6 10:30', 'raj', { status: 'waiting' }),
      changed('-3 08:20', 'raj', { status: 'resolved' }),
    ],
    notes: [
      {
        kind: 'technical',
        by: 'raj',
        at: '-6 09:42',
        recheck: { inDays: -3, everyDays: 7 },
        turns: [
          by(
            'raj',
            '-6 09:43',
            under('Environment', 'Ground floor, metal-coated windows, 600 m from mast 2208.'),
            under('Steps to reproduce', 'Speed test at the window 48 Mbit/s, at the desk 3.'),
            under(
              'Evidence',
              '| Place | Signal | Down | Up |\n| Window | −89 dBm | 48 | 11 |\n| Desk | −113 dBm | 3 | 0.4 |\n| Street | −84 dBm | 61 | 14 |',
            ),
            under(
              'Findings',
              'The window glass, not the network. Wi-Fi calling on and a small indoor antenna would do.',
            ),
          ),
          by('raj', '-3 08:10', after('would do.', ' Antenna arrived, 37 at the desk. He is happy.')),
        ],
      },
    ],
  },
  {
    number: 1029,
    program: 'northwind',
    subject: 'Lift alarm line silent since mast work',
    priority: 'P1',
    customer: {
      name: 'Duty desk',
      company: 'Halden Property',
      email: 'duty@halden.example',
      phone: '+1 555 0110',
      account: 'NW-B-0178',
    },
    tags: ['incident', 'safety', 'machine sim'],
    owner: 'linh',
    opened: '-2 00:40',
    changes: [
      changed('-2 03:10', 'linh', { status: 'waiting' }),
      changed('-2 06:05', 'linh', { status: 'resolved' }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'linh',
        at: '-2 00:41',
        turns: [
          by(
            'linh',
            '-2 00:57',
            under(
              'Situation',
              'Six lifts in Halden House: test call from the emergency phones fails since 23:55. Nobody is inside, lifts taken out of use.',
            ),
            under(
              'What was tried',
              '- 00:44 SIMs are registered, but on 2G of mast 1140 that is being switched off tonight\n- 00:51 field engineer on site says 2G is down “as planned, ticket CHG-6614”',
            ),
            under(
              'What the customer was told',
              '00:55, duty desk (Mr Halvorsen): lifts stay off, we call every hour on the hour.',
            ),
            under('Next steps', '[ ] 01:00 call\n[ ] 02:00 call\n[ ] 03:00 call'),
          ),
          by(
            'linh',
            '-2 01:05',
            tick('01:00 call'),
            under('What was tried', '- 01:10 change manager woken. Machine SIMs were not in the impact list'),
          ),
          by(
            'linh',
            '-2 02:10',
            tick('02:00 call'),
            under(
              'What was tried',
              '- 02:05 2G carrier back on for sector B only. One lift phone connects, others after a power cycle',
            ),
          ),
          by(
            'linh',
            '-2 03:04',
            tick('03:00 call'),
            after(
              'lifts stay off, we call every hour on the hour.',
              ' 03:00: five of six fine. Sixth needs their technician, comes 05:30.',
            ),
          ),
          by('linh', '-2 06:00', under('Next steps', '[x] 05:50, all six tested by Mr Halvorsen')),
          by(
            'tomasz',
            '-2 08:55',
            after(
              'not in the impact list',
              ', because the list is made from phone models and these modules report none',
            ),
          ),
        ],
      },
      {
        kind: 'resolution',
        by: 'linh',
        at: '-2 06:01',
        recheck: { inDays: -1, everyDays: 90 },
        fields: {
          cause: 'Planned 2G switch-off, alarm modules without fallback.',
          'cause-kind': 'Our mistake',
          fix: 'Sector B kept on 2G until modules are replaced.',
          confirmed: 'yes',
          'confirmed-at': '-2 05:50',
          told: 'That all six are tested, and that we tell them before 2G goes for good.',
          prevention: 'See Tomasz.',
        },
        finalised: { by: 'tomasz', at: '-2 09:20' },
        turns: [
          by(
            'tomasz',
            '-2 09:05',
            replace(
              'See Tomasz.',
              'Impact list now counts by tariff “machine”, not by model: 212 more sites found, none switched off yet.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1033,
    program: 'northwind',
    subject: 'Bank codes by text arrive an hour late',
    priority: 'P2',
    customer: {
      name: 'Theo van Dijk',
      email: 'theo.vandijk@example.com',
      phone: '+1 555 0178',
      account: 'NW-6402-91',
    },
    tags: ['sms', 'delay'],
    owner: 'raj',
    opened: '-2 11:45',
    changes: [changed('-1 14:05', 'tomasz', { tags: ['sms', 'delay', 'partner'] })],
    notes: [
      {
        kind: 'technical',
        by: 'raj',
        at: '-2 12:28',
        turns: [
          by(
            'raj',
            '-2 12:29',
            under('Environment', 'Texts from short codes only. Person to person instant.'),
            under(
              'Steps to reproduce',
              'He asks his bank for a code at 11:20, it arrives 12:24. Every second one.',
            ),
            under(
              'Evidence',
              '```log\n11:20:08 smsc accept from=72255 to=…5178 route=B2\n11:20:09 smsc submit route=B2 status=QUEUED\n12:24:10 smsc deliver route=B2 attempt=2 status=OK\n```',
            ),
          ),
          by(
            'tomasz',
            '-1 13:40',
            under(
              'Findings',
              'Route B2 retries only after 3,840 s. First attempt fails whenever the phone is idle: page lost between two cells. B1 retries after 4 s.',
            ),
          ),
          by(
            'tomasz',
            '-1 14:02',
            after('retries after 4 s.', ' Moved short codes to B1 as a trial for his prefix.'),
            bold('3,840 s'),
          ),
          by('raj', '-1h15', after('for his prefix.', ' 31 codes since, slowest 6 s.')),
          by(
            'tomasz',
            '-58m',
            write(
              '# Next\n[ ] Partner to change the retry of B2, mail sent\n[ ] Move all prefixes if no answer by {d+1} @tomasz @@+55',
            ),
          ),
        ],
      },
      {
        kind: 'escalation',
        by: 'raj',
        at: '-31m',
        turns: [
          by(
            'raj',
            '-30m',
            under(
              'Situation',
              'Bank codes by text arrive up to an hour late. Theo cannot log in to his bank.',
            ),
            under(
              'Background',
              'Route B2 retries only after 3,840 s. His prefix is on B1 as a trial: 31 codes since, slowest 6 s. He was told we watch it until tonight.',
            ),
            under(
              'Assessment',
              'The route, confidence high: the trial cured it and nothing else was changed. Every prefix on B2 has the same trouble.',
            ),
            under(
              'Recommendation',
              'Move all short codes to B1 tonight without waiting for the partner. Needs somebody with access to the routing table.',
            ),
          ),
        ],
        escalation: {
          reason: 'access',
          ask: 'Move all short codes to route B1 tonight',
          sent: '-12m',
        },
      },
    ],
  },
  {
    number: 1043,
    program: 'northwind',
    subject: 'Mast 7714 down, sixty calls in the first hour',
    priority: 'P1',
    customer: { name: 'All customers', company: 'Northwind', email: 'noc@northwind.example' },
    tags: ['incident', 'outage'],
    owner: 'tomasz',
    opened: '-2h15',
    changes: [changed('-27m', 'tomasz', { tags: ['incident', 'outage', 'partly restored'] })],
    notes: [
      {
        kind: 'case',
        title: 'Running log',
        blank: true,
        by: 'tomasz',
        at: '-2h14',
        turns: [
          by(
            'tomasz',
            '-1h58',
            write(
              '# What we know\nMast 7714 and its two children without power since {t-150}. About 4,100 customers, among them the clinic in Rua Nova (informed, has landlines).\n# Log\n- {t-133} network centre confirms, crew on the way\n- {t-120} outage text on the phone line, saves us about half the calls',
            ),
          ),
          by(
            'raj',
            '-1h48',
            write('- {t-108} taxi firm “Azul” asks for compensation, told them to keep the times'),
          ),
          meanwhile(
            'ines',
            '-1h48',
            pause(6),
            under(
              'What we know',
              'Say: “We expect an answer from the crew by {p-60}.” Do not say when it will be fixed.',
            ),
          ),
          by(
            'tomasz',
            '-1h20',
            write('- {t-80} crew at the site. A digger cut the feed, second feed is from the same street'),
          ),
          by('raj', '-55m', write('- {t-55} calls down to four in ten minutes')),
          by(
            'tomasz',
            '-29m',
            write('- {t-29} generator runs, 7714 back, children still down. About 900 customers left'),
            bold('7714 back'),
          ),
          by(
            'ines',
            '-24m',
            replace(
              'Do not say when it will be fixed.',
              'Most are back; the rest “this afternoon”, not earlier.',
            ),
          ),
          by('tomasz', '-5m', write('- {t-5} first child back')),
        ],
      },
    ],
  },
];
