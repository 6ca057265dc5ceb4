import {
  amount,
  checklist,
  choice,
  choices,
  person,
  rich,
  section,
  type Trade,
  text,
  when,
  yesNo,
} from './make.ts';
import {
  attempts,
  callSummary,
  contact,
  feelings,
  interactionSummary,
  interim,
  nextSteps,
  product,
  promise,
  sbar,
  sentiment,
  supervision,
  told,
  toldSoFar,
  verified,
} from './parts.ts';

const identity = verified(
  'Customer verified',
  [
    'One-time code',
    'App approval',
    'Voice match',
    'Knowledge questions',
    'Call back to the number on file',
    'In branch',
  ],
  choice('verified-level', 'Level reached', [
    'Basic: general questions',
    'Full: account details',
    'Strong: payments and changes',
  ]),
);
/** Any expression of dissatisfaction counts, whether or not the word was used. */
const complaint = yesNo(
  'complaint',
  'Is it a complaint',
  [
    rich('complaint-substance', 'Substance, in their words'),
    when('complaint-received', 'Received', { fill: 'now' }),
    when('complaint-answer-by', 'Final answer due'),
    rich('complaint-wanted', 'What would put it right'),
  ],
  {
    required: true,
    help: 'Any expression of dissatisfaction is one, whether justified or not and whatever they call it.',
  },
);
const vulnerable = yesNo('vulnerable', 'Needs extra care', [
  choices('vulnerable-why', 'Because of', [
    'Health',
    'A life event',
    'Hard to cope with money',
    'Hard to cope with the matter',
  ]),
  rich('vulnerable-support', 'What helps them', { help: 'What we do differently, not their history.' }),
]);
const disputed = amount('disputed', 'Amount in question');
const fraud = yesNo('fraud', 'Any sign of fraud', [
  checklist('fraud-steps', 'Done at once', [
    'Card or access blocked',
    'Payments in flight stopped',
    'Fraud team told',
  ]),
]);

/** Accounts, cards and payments: verified, recorded, answered in time. */
export const financialServices: Trade = {
  dos: [
    'Write amounts with currency, and dates of booking and value.',
    'Record a complaint as one, even when it was solved at once.',
  ],
  donts: [
    'Don’t write card numbers, security codes, PINs or passwords.',
    'Don’t tip off: suspicion is written where only its handlers read.',
    'Don’t give advice on investments.',
  ],
  kinds: {
    interaction: {
      name: 'Interaction note',
      sections: [
        contact(identity),
        section(
          'reason',
          'Reason for contact',
          text('reason', 'Why they got in touch', { required: true }),
          product('Account or card'),
          disputed,
        ),
        section(
          'said',
          'What was said',
          rich('said', 'What they said and what was done', { required: true }),
          complaint,
          vulnerable,
          sentiment,
        ),
        section('agreed', 'Agreed', told(), nextSteps('What follows')),
      ],
    },
    case: {
      name: 'Case note',
      sections: [
        section(
          'situation',
          'Situation',
          rich('situation', 'What is going on', { required: true }),
          product('Account or card'),
          disputed,
          fraud,
        ),
        section('customer', 'Customer', complaint, vulnerable),
        section('tried', 'What was tried', attempts('What was checked and done, with results')),
        section('told', 'What the customer was told', told()),
        section('next', 'Next steps', nextSteps()),
      ],
    },
    escalation: {
      name: 'Escalation note',
      sections: sbar({
        situation: [disputed, fraud],
        background: [complaint, vulnerable],
        assessment: [
          choices('rules', 'Rules it touches', [
            'Chargeback scheme',
            'Payment services',
            'Data protection',
            'Conduct',
            'Anti-money-laundering',
          ]),
        ],
        recommendation: [amount('redress', 'Redress asked for')],
      }),
    },
    'follow-up': {
      name: 'Follow-up note',
      sections: promise(when('deadline', 'Deadline of a scheme or rule')),
    },
    resolution: {
      name: 'Resolution note',
      sections: [
        section(
          'cause',
          'Cause',
          rich('cause', 'Root cause', { required: true }),
          choice(
            'upheld',
            'If it is a complaint',
            ['Upheld', 'Partly upheld', 'Not upheld', 'No complaint'],
            { required: true },
          ),
        ),
        section(
          'fix',
          'Fix',
          rich('fix', 'What was done', { required: true }),
          amount('refund', 'Refund'),
          amount('redress', 'Redress for distress or inconvenience'),
        ),
        section(
          'confirmed',
          'Confirmed with the customer',
          checklist(
            'answer',
            'The answer says',
            [
              'What we decided and why',
              'What we do about it',
              'Where they can turn if they disagree, and until when',
            ],
            {
              required: true,
            },
          ),
          choice('answer-how', 'Sent as', [
            'Final response',
            'Summary of what was agreed',
            'Not a complaint: message',
          ]),
          when('answered-at', 'Sent'),
          yesNo('confirmed', 'They accept it'),
        ),
        section(
          'prevention',
          'Prevention',
          rich('prevention', 'What keeps it from happening to others'),
          yesNo('others', 'Others are affected', [text('others-how-many', 'How many, how found')]),
        ),
      ],
    },
    supervisor: {
      name: 'Supervisor note',
      sections: supervision(
        amount('approved', 'Redress approved'),
        yesNo('report', 'Has to be reported', [person('report-by', 'By whom'), when('report-due', 'Due')]),
      ),
    },
    technical: {
      name: 'Transaction note',
      sections: [
        section(
          'environment',
          'Transaction',
          text('transaction', 'Reference', { help: 'Last four digits of a card at most.' }),
          disputed,
          when('booked', 'Booked'),
          text('merchant', 'Merchant or counterparty'),
        ),
        section(
          'reproduce',
          'Steps to reproduce',
          rich('steps', 'What happened, in order', { required: true }),
        ),
        section(
          'evidence',
          'Evidence',
          checklist('evidence-list', 'On file', [
            'Statement line',
            'Authorisation record',
            'What the customer sent',
          ]),
          rich('evidence', 'What it says'),
        ),
        section(
          'findings',
          'Findings',
          rich('findings', 'What it shows', { required: true }),
          when('scheme-deadline', 'Dispute deadline'),
        ),
      ],
    },
    sentiment: {
      name: 'Sentiment & feedback',
      sections: feelings('customer', complaint, vulnerable),
    },
    'call-summary': {
      name: 'Call summary',
      sections: callSummary(disputed, complaint, told('What they were told')),
    },
    'interaction-summary': {
      name: 'Interaction summary',
      sections: interactionSummary(complaint, toldSoFar('What the customer was told last')),
    },
    interim: {
      name: 'Message to the customer',
      sections: interim(
        disputed,
        yesNo('holding', 'Is it a holding answer to a complaint', [
          rich('holding-why', 'Why it takes longer'),
          text('ombudsman', 'Where they can turn'),
        ]),
      ),
      donts: ['Don’t write more than the last four digits of a card.'],
    },
  },
};
