import {
  after,
  bold,
  by,
  type CaseScript,
  changed,
  comment,
  drop,
  meanwhile,
  name,
  pause,
  replace,
  split,
  tick,
  under,
  write,
} from '../script.ts';

/** The case a visitor opens first: four people, four notes, everything the editor can do. */
export const doubleCharge: CaseScript = {
  number: 1042,
  program: 'northwind',
  subject: 'Double charge after plan change',
  priority: 'P3',
  customer: {
    name: 'Elena Ruiz',
    email: 'elena.ruiz@example.com',
    phone: '+1 555 0147',
    account: 'NW-4471-20',
    timeZone: 'Europe/Madrid',
  },
  tags: ['billing'],
  owner: 'maya',
  opened: '-3h50',
  changes: [
    changed('-3h08', 'maya', { priority: 'P2', tags: ['billing', 'churn risk'] }),
    changed('-41m', 'tomasz', { tags: ['billing', 'churn risk', 'proration batch'] }),
  ],
  swarm: [
    {
      at: '-58m',
      by: 'maya',
      to: 'tomasz',
      question: 'Why did the proration job charge both plans for this account?',
      answer: {
        at: '-40m',
        text: 'It skips accounts with a pending port-in and leaves both plans open. 214 accounts in batch PR-1118-02.',
      },
    },
    {
      at: '-34m',
      by: 'ines',
      to: 'raj',
      question: 'Which of the 214 have called us already? I need them before the rerun tonight.',
    },
  ],
  notes: [
    {
      kind: 'case',
      by: 'maya',
      at: '-3h49',
      turns: [
        by('raj', '-3h48', under('What was tried', 'Checked the ledger: both charges settled.')),
        by(
          'maya',
          '-3h40',
          under(
            'Situation',
            'Customer was charged twice on {d-4} (€39.90 and €24.90) after moving from Plus to Core.',
          ),
          pause(20),
          after('Plus to Core.', ' She is upset and asks for the difference back today.'),
          under(
            'What the customer was told',
            'That we will refund today, and call back on the number ending 4471.',
          ),
          under('Next steps', '[ ] Ask billing for the batch id @tomasz'),
        ),
        by(
          'maya',
          '-2h30',
          drop(' is upset and'),
          under('Next steps', '[ ] Call Elena with the refund date @maya @@!+300'),
          name('Before the swarm'),
        ),
        by(
          'tomasz',
          '-44m',
          after(
            'both charges settled.',
            ' Proration job ran at 02:14 and skipped every account with a port-in.',
          ),
          replace('every account with a port-in', 'accounts with a pending port-in'),
        ),
        meanwhile(
          'maya',
          '-44m',
          pause(12),
          under('Next steps', '[ ] Find an owner for the other 213 accounts @@+1500'),
        ),
        by('tomasz', '-38m', tick('Ask billing for the batch id')),
        by(
          'maya',
          '-35m',
          after(
            'pending port-in.',
            ' Confirmed with two other accounts in the same batch: same pair of amounts, same minute.',
          ),
        ),
        by(
          'tomasz',
          '-33m',
          comment('two other accounts in the same batch', {
            body: 'Which two, @Maya Okafor? Raj’s table has three. I want to be sure that we speak of the same ones before billing reruns anything.',
            mentions: ['maya'],
          }),
        ),
        by(
          'ines',
          '-9m',
          replace(
            'She asks for',
            'She says the second charge happened after the agent confirmed the switch and asks for',
          ),
          pause(25),
          replace('will refund today', 'confirm the refund by {p+290}'),
        ),
        by(
          'ines',
          '-6m',
          comment('and call back on the number ending 4471', {
            coaching: 'maya',
            body: 'Good that she knows the number. Say when, too: she told us that she waited by the phone last week. Would you put it like this?',
            suggestion: 'and call her before then on the number ending 4471',
          }),
        ),
        by('maya', '-3m', bold('by {p+290}'), replace('the refund date', 'the refund date and amount')),
        by('tomasz', '-2m', after('same minute.', ' Billing has the list of all 214.')),
      ],
    },
    {
      kind: 'technical',
      title: 'Proration batch PR-1118-02',
      by: 'tomasz',
      at: '-1h02',
      recheck: { inDays: 5, everyDays: 7 },
      turns: [
        by(
          'tomasz',
          '-1h01',
          under(
            'Environment',
            'Rating engine 11.3, nightly proration, batch `PR-1118-02`, started 02:14 on {d-4}, 18,402 accounts.',
          ),
          under(
            'Steps to reproduce',
            '1. Port-in requested, not yet confirmed by the losing operator.\n2. Plan change booked in the same window.\n3. Batch closes the old plan but finds no port date, so it bills the full month of both.',
          ),
          under(
            'Evidence',
            `\`\`\`log
            02:14:07 proration PR-1118-02 start accounts=18402
            02:14:09 WARN account=NW-4471-20 port_in=PENDING plan_from=PLUS plan_to=CORE action=SKIP reason=NO_PORT_DATE
            02:14:09 charge account=NW-4471-20 plan=PLUS amount=39.90 period=FULL
            02:14:09 charge account=NW-4471-20 plan=CORE amount=24.90 period=FULL
            02:31:55 proration PR-1118-02 end ok=18188 skipped=214
            \`\`\``,
          ),
        ),
        by(
          'raj',
          '-52m',
          under(
            'Evidence',
            '| Account | Plus | Core | Port-in |\n| NW-4471-20 | 39.90 | 24.90 | pending |\n| NW-2093-77 | 39.90 | 24.90 | pending |\n| NW-8816-02 | 39.90 | 14.90 | pending |\n| NW-5150-31 | 39.90 | 24.90 | confirmed |',
          ),
        ),
        by(
          'tomasz',
          '-46m',
          under(
            'Findings',
            'Not a rounding problem. `SKIP` leaves both plans open and the biller charges whatever is open. 214 accounts, all with a pending port-in. The fourth account of the table is fine, which fits.',
          ),
        ),
        by(
          'tomasz',
          '-28m',
          after(
            'which fits.',
            ' Billing can rerun the batch for a list of accounts; they need the list signed off by a lead.',
          ),
          split('which fits.'),
        ),
        by(
          'raj',
          '-24m',
          comment('they need the list signed off by a lead', {
            body: '@Inês Santos, can you? Without it nothing runs tonight.',
            mentions: ['ines'],
            replies: [{ at: '-13m', by: 'ines', body: 'Signed off below, all 214.' }],
            resolved: { at: '-13m', by: 'ines' },
          }),
        ),
        by(
          'ines',
          '-14m',
          write('Signed off for the 214. @joana has it; rerun planned for tonight after 22:00.'),
        ),
        by('tomasz', '-2m', replace('planned for tonight after 22:00', 'confirmed for tonight at 22:00')),
        by('ines', '-1m', after('tonight at 22:00.', ' I stay until it is through.')),
      ],
    },
    {
      kind: 'supervisor',
      by: 'ines',
      at: '-31m',
      turns: [
        by(
          'ines',
          '-30m',
          write(
            'Third case from the same proration batch this week. Hold refunds over €50 until billing confirms scope; I am opening a swarm with Raj.',
          ),
        ),
        by(
          'ines',
          '-7m',
          write(
            'Maya handled the call well and promised a date too early. Coached in the note, no more needed.',
          ),
        ),
      ],
    },
    {
      kind: 'interim',
      title: 'Update to Elena',
      by: 'maya',
      at: '-22m',
      turns: [
        by(
          'maya',
          '-21m',
          under(
            'What we did',
            'We checked your account and found that two monthly charges were taken on {d-4}, €39.90 for Plus and €24.90 for Core. Only one of them is right.',
          ),
          under(
            'What happens next',
            'Our billing team is correcting it. You do not need to do anything, and your new plan is not affected.',
          ),
        ),
        by(
          'ines',
          '-12m',
          replace(
            'Only one of them is right.',
            'You should have paid for Core only, from the day of the change.',
          ),
        ),
        by(
          'maya',
          '-6m',
          under(
            'When you hear from us again',
            'I will call you by {p+290} today with the exact amount and the day it reaches your account.\nMaya, Northwind Mobile',
          ),
        ),
      ],
    },
  ],
};
