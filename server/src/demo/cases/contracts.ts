import {
  after,
  before,
  bold,
  by,
  type CaseScript,
  changed,
  drop,
  meanwhile,
  move,
  pause,
  replace,
  tick,
  under,
  write,
} from '../script.ts';

export const contracts: readonly CaseScript[] = [
  {
    number: 1021,
    program: 'northwind',
    subject: 'Roaming bill of €412 after ferry crossing',
    priority: 'P2',
    customer: {
      name: 'Henning Brandt',
      email: 'h.brandt@example.com',
      phone: '+1 555 0133',
      account: 'NW-7702-41',
      timeZone: 'Europe/Berlin',
    },
    tags: ['billing', 'roaming'],
    owner: 'linh',
    opened: '-4 22:20',
    changes: [
      changed('-4 23:15', 'linh', { tags: ['billing', 'roaming', 'regulator mentioned'] }),
      changed('-2 22:12', 'linh', { status: 'waiting' }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'linh',
        at: '-4 22:21',
        turns: [
          by(
            'linh',
            '-4 22:22',
            under(
              'Situation',
              'Ferry Kiel to Oslo, night of {d-11}. Phone joined the ship’s satellite network (MCP-901) at 21:47 and used 34 MB in the background until 05:10. €412.08. He slept.',
            ),
            under(
              'What was tried',
              '- Cost limit of €59.50 was active on the account and did not stop it\n- No warning text was sent, or none delivered\n- Asked whether “data roaming” was on: yes, he thought the ferry counts as EU',
            ),
            under(
              'What the customer was told',
              'That ships are not covered by EU roaming, that the limit should have stopped it all the same, that we look into the limit before he pays anything. Dunning paused until {d+10}.',
            ),
            under(
              'Next steps',
              '[ ] Why did the limit not act? @tomasz @@-2900\n[ ] Dunning pause, check it is set @linh',
            ),
          ),
          by(
            'linh',
            '-4 23:10',
            tick('Dunning pause'),
            after('before he pays anything.', ' He mentioned the regulator, politely.'),
          ),
          by(
            'tomasz',
            '-3 10:05',
            after(
              'did not stop it',
              ': usage records from satellite partners arrive in a file once a day, the limit only sees live records',
            ),
            tick('Why did the limit not act'),
          ),
          by(
            'ines',
            '-3 10:31',
            replace('before he pays anything', 'and that he does not pay the disputed part meanwhile'),
            pause(8),
            under('Next steps', '[ ] Credit down to the limit, €352.58. Needs @joana @@+1600'),
          ),
          by(
            'linh',
            '-2 22:08',
            replace('Needs ', 'Needs sign-off by '),
            under('Next steps', '[ ] Call Henning when Joana has signed @linh @@!+2900'),
          ),
        ],
      },
      {
        kind: 'call-summary',
        title: 'Call on the night shift',
        by: 'linh',
        at: '-4 23:02',
        turns: [
          by(
            'linh',
            '-4 23:03',
            under('Reason', 'Bill shock after a ferry crossing.'),
            under(
              'Outcome',
              '22 minutes. Calm after he heard he need not pay today. Wants an answer in writing, by e-mail, in plain words.',
            ),
            under('Next steps', '[ ] E-mail once credit is decided'),
          ),
        ],
      },
      {
        kind: 'supervisor',
        by: 'ines',
        at: '-3 10:35',
        turns: [
          by(
            'ines',
            '-3 10:36',
            write(
              'The cost limit is a legal duty, not a courtesy. If satellite records bypass it we have a problem bigger than one ferry. Raised with Joana as NB-118. Do not discuss scope with the customer.',
            ),
          ),
          by(
            'ines',
            '-2 15:20',
            write('Joana: 61 customers since June. Credits approved in principle, list follows.'),
          ),
        ],
      },
    ],
  },
  {
    number: 1037,
    program: 'northwind',
    subject: 'Corporate plan: 14 SIMs with the wrong data limit',
    priority: 'P2',
    customer: {
      name: 'Milica Jovanović',
      company: 'Vidra Logistics',
      email: 'fleet@vidra.example',
      phone: '+1 555 0126',
      account: 'NW-B-4410',
    },
    tags: ['business', 'provisioning'],
    owner: 'fatima',
    opened: '-1 08:10',
    changes: [changed('-1 12:30', 'fatima', { tags: ['business', 'provisioning', 'fleet'] })],
    notes: [
      {
        kind: 'case',
        by: 'fatima',
        at: '-1 08:11',
        turns: [
          by(
            'fatima',
            '-1 08:12',
            under(
              'Situation',
              'Contract says 20 GB pooled for 40 SIMs. 14 of them stop at 2 GB each. Drivers lose the route app around the 10th of the month.',
            ),
            under(
              'What was tried',
              'Compared all 40: the 14 were activated on {d-34} in one order, with product code `POOL2` instead of `POOL20`.',
            ),
          ),
          meanwhile(
            'maya',
            '-1 08:12',
            pause(45),
            under(
              'What the customer was told',
              'Milica rang in again while Fatima was checking: told her we see the reason and that drivers get data today, before the paperwork.',
            ),
          ),
          by(
            'fatima',
            '-1 08:34',
            under(
              'Next steps',
              '[x] One-off 10 GB to each of the 14, so trucks roll today\n[ ] Change product code, needs order desk\n[ ] Credit for the extra packs her drivers bought, ask for receipts',
            ),
          ),
          by(
            'tomasz',
            '-1 12:20',
            under('What was tried', 'Order form prefilled the code from the first line. Reported, PRV-771.'),
          ),
          by(
            'fatima',
            '-1 16:05',
            tick('Change product code'),
            move('Credit for the extra packs', 'One-off 10 GB'),
          ),
        ],
      },
      {
        kind: 'follow-up',
        by: 'fatima',
        at: '-1 16:20',
        turns: [
          by(
            'fatima',
            '-1 16:21',
            under(
              'Promised',
              'By phone to Milica: list of the 14 numbers with the new limit, and the credit, by {d+1}, 15:00.',
            ),
            under(
              'To do',
              '[x] List of numbers\n[ ] Sum of receipts (9 of 14 in so far, €134.10)\n[ ] E-mail to fleet@vidra.example',
            ),
          ),
          by('fatima', '-1h35', replace('9 of 14', '12 of 14'), replace('€134.10', '€178.80')),
        ],
      },
      {
        kind: 'sentiment',
        by: 'fatima',
        at: '-1 16:40',
        turns: [
          by(
            'fatima',
            '-1 16:41',
            under('How the customer feels', 'Practical, tired. Liked that data came before paperwork.'),
            under('In their words', '> I don’t need a sorry, I need fourteen phones that work on the tenth.'),
            under('Risk', 'Renewal in February. Low if the credit arrives when we said.'),
          ),
          by(
            'ines',
            '-1 17:10',
            bold('Renewal in February'),
            drop('Practical, tired. '),
            before('Liked that data', 'Practical and tired of this. '),
          ),
        ],
      },
    ],
  },
];
