import {
  accept,
  after,
  before,
  by,
  type CaseScript,
  changed,
  dropSection,
  replace,
  split,
  tick,
  under,
  write,
} from '../script.ts';

export const billing: readonly CaseScript[] = [
  {
    number: 1005,
    program: 'northwind',
    subject: 'Cancellation not processed, still billed',
    priority: 'P3',
    customer: {
      name: 'Patrick O’Neill',
      email: 'p.oneill@example.com',
      phone: '+1 555 0118',
      account: 'NW-1207-55',
    },
    tags: ['billing', 'cancellation', 'upset'],
    owner: 'maya',
    opened: '-6 13:02',
    changes: [
      changed('-6 14:20', 'maya', { status: 'waiting' }),
      changed('-4 09:12', 'maya', { status: 'open' }),
      changed('-4 09:40', 'maya', { status: 'resolved' }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'maya',
        at: '-6 13:03',
        turns: [
          by(
            'maya',
            '-6 13:04',
            under(
              'Situation',
              'Cancelled his second line by letter on {d-39}. Still billed €17.50 for the month after. He has the registered-post receipt.',
            ),
            under(
              'What was tried',
              'Letter found in the scan archive, filed under his other account NW-1207-54. Nobody acted on it.',
            ),
            under(
              'What the customer was told',
              'That the letter counts from the day we received it, and that I check the credit with billing. No date given.',
            ),
            under('Next steps', '[ ] Ask billing to back-date the cancellation @maya @@-7000'),
          ),
          by(
            'ines',
            '-6 14:05',
            after('No date given.', ' He asked twice whether he has to write again: no.'),
          ),
          by(
            'maya',
            '-4 09:15',
            tick('Ask billing to back-date'),
            under('Next steps', '[x] Tell Patrick the amount: €35.00, two months'),
          ),
        ],
      },
      {
        kind: 'call-summary',
        draftedFrom: 'TEL-20391',
        by: 'maya',
        at: '-4 09:27',
        finalised: { by: 'maya', at: '-4 09:29' },
        turns: [
          by(
            'maya',
            '-4 09:27',
            replace(
              'just sent the customer the letter',
              'sent it to the customer in writing, letter template 12',
            ),
            replace("The agent found the customer's letter.", 'Nobody has to write again.'),
            dropSection('How the customer feels'),
            accept,
          ),
        ],
      },
      {
        kind: 'resolution',
        by: 'maya',
        at: '-4 09:30',
        recheck: { inDays: -2, everyDays: 30 },
        turns: [
          by(
            'maya',
            '-4 09:31',
            under(
              'Cause',
              'Letter scanned to the wrong account. Both accounts are his and differ in one digit.',
            ),
            under('Fix', 'Cancellation back-dated, €35.00 credited on the next invoice.'),
            under(
              'Confirmed with the customer',
              'By phone, {d-4} at 09:26. He would like it in writing; letter template 12 sent.',
            ),
            under(
              'Prevention',
              'Told the post room that two accounts with one name need the line number checked.',
            ),
          ),
          by(
            'ines',
            '-4 11:02',
            after(
              'line number checked.',
              ' They already have a rule for it; it was a temp on the first day.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1018,
    program: 'northwind',
    subject: 'Data bonus missing after top-up',
    priority: 'P4',
    customer: { name: 'Lucía Ferrer', phone: '+1 555 0172', account: 'NW-6620-18' },
    tags: ['prepaid', 'promotion'],
    owner: 'maya',
    opened: '-4 10:30',
    changes: [changed('-4 11:05', 'maya', { status: 'resolved' })],
    notes: [
      {
        kind: 'interaction',
        by: 'maya',
        at: '-4 10:31',
        turns: [
          by(
            'maya',
            '-4 10:32',
            under('Reason for contact', 'Topped up €20 on {d-5}, no 5 GB bonus.'),
            under(
              'What was said',
              'Bonus text says “top-ups of €20 or more in the app”. She paid in a kiosk. Kiosk poster does not mention the app. Gave her the bonus as goodwill, code GW-05.',
            ),
            under('Agreed', '[x] 5 GB added, valid 30 days\n[x] Photo of the poster to marketing'),
          ),
        ],
      },
    ],
  },
  {
    number: 1027,
    program: 'northwind',
    subject: 'Invoice shows old company name',
    priority: 'P3',
    customer: {
      name: 'Agnieszka Lis',
      company: 'Lis & Partner Sp. z o.o.',
      email: 'office@lis-partner.example',
      account: 'NW-B-3391',
    },
    tags: ['billing', 'business'],
    owner: 'maya',
    opened: '-3 16:00',
    changes: [changed('-3 16:40', 'maya', { status: 'waiting' })],
    notes: [
      {
        kind: 'case',
        blank: true,
        by: 'maya',
        at: '-3 16:02',
        turns: [
          by(
            'maya',
            '-3 16:03',
            write(
              'Company renamed on {d-60}; extract of the register received and filed. Three invoices since then still say “Lis Consulting”. Their accountant cannot book them.',
            ),
            write(
              'Name changed in CRM, invoice address is a separate field in billing and needs a ticket. Raised BIL-20977.',
            ),
            write('Told her: corrected invoices within 5 working days, new numbers, old ones cancelled.'),
          ),
          by(
            'fatima',
            '-3 16:31',
            before(
              'Told her',
              'Had the same with a restaurant chain in June: billing corrects only if the tax id stayed the same. ',
            ),
          ),
          by('maya', '-3 16:36', after('tax id stayed the same. ', 'It did, checked. ')),
          by(
            'maya',
            '-1 09:05',
            write(
              'BIL-20977 accepted, promised for {d+1}. Asked for all three in one e-mail so she gets them together.',
            ),
          ),
        ],
      },
    ],
  },
  {
    number: 1035,
    program: 'northwind',
    subject: 'Refund not received, order 88213',
    priority: 'P3',
    customer: {
      name: 'Kofi Boateng',
      email: 'kofi.boateng@example.com',
      phone: '+1 555 0191',
      account: 'NW-9034-12',
    },
    tags: ['refund', 'shop'],
    owner: 'maya',
    opened: '-2 15:30',
    changes: [
      changed('-1 09:50', 'maya', { priority: 'P2', tags: ['refund', 'shop', 'third contact'] }),
      changed('-2h40', 'maya', { tags: ['refund', 'shop', 'third contact', 'courier claim'] }),
    ],
    notes: [
      {
        kind: 'case',
        by: 'maya',
        at: '-2 15:31',
        turns: [
          by(
            'maya',
            '-2 15:32',
            under(
              'Situation',
              'Returned a phone (order 88213, €289.00) on {d-19}. Tracking says delivered to our warehouse on {d-17}. No refund.',
            ),
            under(
              'What was tried',
              'Warehouse says parcel not booked in. Tracking shows a signature “R. Pohl”, dock 4.',
            ),
            under(
              'What the customer was told',
              'Third contact. Apologised. Told him we search the parcel today and call tomorrow.',
            ),
            under('Next steps', '[ ] Warehouse: who is R. Pohl? @maya\n[ ] Call Kofi {d-1} before noon'),
          ),
          by(
            'raj',
            '-1 08:40',
            after(
              'dock 4.',
              ' Dock 4 is the spare-parts return, not phones. Parcels there wait for a weekly count, next one {d+1}.',
            ),
          ),
          by(
            'maya',
            '-1 09:30',
            tick('Call Kofi'),
            tick('R. Pohl'),
            after('who is R. Pohl? ', 'Temp at dock 4. '),
          ),
          by(
            'ines',
            '-1 09:48',
            split('Apologised.'),
            after(
              'call tomorrow.',
              ' He was told “five working days” twice before. Do not use that sentence with him again.',
            ),
          ),
          by(
            'maya',
            '-2h45',
            under(
              'Next steps',
              '[ ] Refund against the tracking proof, without waiting for the count @ines @@+60\n[ ] Courier claim if the phone does not turn up',
            ),
          ),
        ],
      },
      {
        kind: 'interaction-summary',
        by: 'maya',
        at: '-1 09:55',
        turns: [
          by(
            'maya',
            '-1 09:56',
            under(
              'Summary',
              '1. {d-14}, chat: told to wait five working days.\n2. {d-6}, phone: told to wait five working days.\n3. {d-2}, phone: parcel found to be missing in the warehouse, search started.',
            ),
            under('Outcome', 'We have proof of delivery, the customer does nothing more.'),
            under('Open questions', 'Can we refund on proof of delivery alone? Policy R-7 says up to €300.'),
          ),
          by('ines', '-2h20', after('up to €300.', ' Yes. Approved, €289.00.')),
        ],
      },
      {
        kind: 'escalation',
        by: 'maya',
        at: '-2h05',
        turns: [
          by(
            'maya',
            '-2h04',
            under(
              'Situation',
              'Refund of €289.00 for order 88213 is overdue. Third contact, he is losing patience.',
            ),
            under(
              'Background',
              'Parcel delivered to dock 4, signed by a temp, not booked in. He was promised five working days twice.',
            ),
            under('Assessment', 'The phone is in the building or lost by us; neither is his to wait for.'),
            under('Recommendation', 'Refund before the parcel is found.'),
          ),
        ],
        escalation: {
          reason: 'exception',
          ask: 'Refund €289.00 before the parcel is found',
          sent: '-1h50',
          declined: {
            at: '-1h35',
            by: 'tomasz',
            reason: 'Tier 2 cannot release money. Inês signs off refunds without a booked parcel.',
          },
        },
      },
    ],
  },
];
