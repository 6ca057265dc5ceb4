import { after, by, type CaseScript, changed, replace, split, tick, under, write } from '../script.ts';

export const merchants: readonly CaseScript[] = [
  {
    number: 1030,
    program: 'kestrel',
    subject: 'Airline refund promised, not received',
    priority: 'P3',
    customer: {
      name: 'Thandiwe Nkosi',
      email: 't.nkosi@example.com',
      phone: '+1 555 0166',
      account: 'KC-19044',
    },
    tags: ['dispute', 'airline'],
    owner: 'samuel',
    opened: '-2 08:20',
    changes: [changed('-2 09:05', 'samuel', { status: 'waiting' })],
    notes: [
      {
        kind: 'call-summary',
        by: 'samuel',
        at: '-2 08:41',
        turns: [
          by(
            'samuel',
            '-2 08:42',
            under(
              'Reason',
              'Flight cancelled by the airline, two tickets, €1,148.60. Refund promised in writing on {d-41}.',
            ),
            under(
              'Outcome',
              'A promise older than 30 days is enough to dispute without asking the airline again. She had been told otherwise here in October; apologised.',
            ),
            under(
              'Next steps',
              '[x] Letter of the airline received\n[x] Dispute filed\n[ ] Tell her the outcome, at the latest {d+13}',
            ),
          ),
          by(
            'daniel',
            '-2 11:30',
            after(
              'apologised.',
              ' Found the October call: our answer was wrong. Added to the team briefing.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1034,
    program: 'kestrel',
    subject: 'Merchant fights the dispute with new evidence',
    priority: 'P3',
    customer: {
      name: 'Leif Andersen',
      company: 'Andersen Foto',
      email: 'leif@andersenfoto.example',
      account: 'KC-08815',
    },
    tags: ['dispute', 'deadline'],
    owner: 'fatima',
    opened: '-2 14:10',
    changes: [changed('-1 09:10', 'daniel', { priority: 'P2' })],
    notes: [
      {
        kind: 'technical',
        title: 'What the merchant sent',
        by: 'fatima',
        at: '-2 14:12',
        recheck: { inDays: 0, everyDays: 14 },
        turns: [
          by(
            'fatima',
            '-2 14:13',
            under(
              'Environment',
              'Camera lens, €1,299.00, “never arrived”. Merchant answered with a courier’s proof of delivery. Answer due {d+2}.',
            ),
            under('Steps to reproduce', 'Not applicable; compare the papers below.'),
            under(
              'Evidence',
              '| | Order | Proof of delivery |\n| Name | Leif Andersen | L. Andersson |\n| Street | Kirkegata 12 | Kirkegata 112 |\n| Weight | 1.4 kg | 0.3 kg |\n| Date | {d-24} | {d-22}, 11:04 |',
            ),
          ),
          by(
            'samuel',
            '-2 15:20',
            under('Findings', 'Weight alone settles it: a 1.4 kg lens does not travel in a 0.3 kg parcel.'),
          ),
          by(
            'fatima',
            '-2 15:32',
            after('0.3 kg parcel.', ' And the house number. Kirkegata ends at 40.'),
            replace('Not applicable; compare the papers below.', 'Compare the two papers line by line.'),
          ),
          by(
            'daniel',
            '-1 09:08',
            after(
              'Kirkegata ends at 40.',
              ' Strong. Keep it to these two points, the name is a typing error and weakens it.',
            ),
            split('Kirkegata ends at 40.'),
          ),
        ],
      },
      {
        kind: 'follow-up',
        by: 'fatima',
        at: '-1 09:25',
        turns: [
          by(
            'fatima',
            '-1 09:26',
            under(
              'Promised',
              'Answer to the merchant’s bank before the deadline; Leif hears the day it goes out.',
            ),
            under(
              'To do',
              '[ ] Two points, one page @fatima\n[ ] Read by Daniel before it goes @daniel\n[ ] Call Leif',
            ),
          ),
          by('fatima', '-1h22', tick('Two points')),
          by('daniel', '-36m', tick('Read by Daniel')),
        ],
      },
    ],
  },
  {
    number: 1038,
    program: 'kestrel',
    subject: 'Wrong amount at petrol station',
    priority: 'P4',
    customer: { name: 'Petra Novak', phone: '+1 555 0129', account: 'KC-24406' },
    tags: ['fees'],
    owner: 'samuel',
    opened: '-1 09:25',
    changes: [changed('-1 09:36', 'samuel', { status: 'waiting' })],
    notes: [
      {
        kind: 'interaction',
        blank: true,
        by: 'samuel',
        at: '-1 09:26',
        turns: [
          by(
            'samuel',
            '-1 09:35',
            write(
              '€150 reserved, filled up for €61.20. It is a hold, not a charge; falls away by itself within 5 days, usually 2. She needs the money before Friday, so asked the acquirer to release it, mail sent 09:34.',
            ),
          ),
        ],
      },
    ],
  },
];
