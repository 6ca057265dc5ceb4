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
  promise,
  sbar,
  sentiment,
  supervision,
  told,
  toldSoFar,
  verified,
} from './parts.ts';

const privilege = choice(
  'privilege',
  'Privilege',
  [
    'Privileged: request for legal advice',
    'Privileged: prepared for proceedings',
    'Confidential, not privileged',
    'Neither',
  ],
  { required: true, help: 'Copying a lawyer in does not make a note privileged. Ask counsel when unsure.' },
);
const counsel = yesNo('counsel', 'At the direction of counsel', [text('counsel-who', 'Counsel')]);
const hold = yesNo('hold', 'Under a legal hold', [
  text('hold-ref', 'Hold reference'),
  rich('hold-what', 'What has to be kept'),
]);
const matter = text('matter', 'Matter or reference', { fill: 'customer.account' });
const subject = choice('subject', 'Subject', [
  'Access to personal data',
  'Deletion of personal data',
  'Contract',
  'Claim or dispute',
  'Regulator’s question',
  'Conduct report',
  'Other',
]);
const identity = verified('Identity and standing checked', [
  'Identity document',
  'Signed in already',
  'Power of attorney',
  'Letter from counsel',
  'Known to the matter',
]);
const deadline = when('deadline', 'Legal deadline');

/** Requests, claims and reports: facts first, deadlines kept, privilege not given away. */
export const legalCompliance: Trade = {
  dos: [
    'Keep facts, what others say, and your own view in different places.',
    'Name the source and time of every fact.',
    'Mark privilege at the beginning, not afterwards.',
  ],
  donts: [
    'Don’t admit fault or weigh chances outside a privileged note.',
    'Don’t share a privileged note beyond those who need the advice.',
    'Don’t delete anything while a hold may apply.',
  ],
  kinds: {
    interaction: {
      name: 'Contact record',
      sections: [
        section('handling', 'Handling', privilege, counsel),
        contact(identity, text('present', 'Who else was present')),
        section(
          'reason',
          'Reason for contact',
          text('reason', 'Request or report', { required: true }),
          subject,
          matter,
        ),
        section(
          'said',
          'What was said',
          rich('said', 'As close to the words as you can', { required: true }),
          rich('sources', 'Who says so, and how they know'),
          sentiment,
        ),
        section(
          'agreed',
          'Agreed',
          told('What they were told', 'Facts and dates only: no view on the merits.'),
          nextSteps('What follows'),
        ),
      ],
    },
    case: {
      name: 'Matter note',
      sections: [
        section('handling', 'Handling', privilege, counsel, hold),
        section(
          'situation',
          'Facts',
          rich('situation', 'What is known, oldest first', { required: true }),
          subject,
          matter,
          deadline,
        ),
        section('tried', 'What was tried', attempts('What was done and asked for')),
        section('told', 'What the customer was told', told('What they were told')),
        section('next', 'Next steps', nextSteps()),
      ],
    },
    escalation: {
      name: 'Referral to counsel',
      sections: [
        section('handling', 'Handling', privilege, hold),
        ...sbar({
          situation: [subject, deadline],
          background: [rich('parties', 'Parties, and conflicts of interest')],
          assessment: [
            choices('exposure', 'What is at stake', [
              'Money',
              'A regulator’s action',
              'People’s data',
              'Reputation',
              'Safety',
            ]),
          ],
          told: 'What they were told',
        }),
      ],
      dos: ['Ask for legal advice in plain words: it is what privilege covers.'],
    },
    'follow-up': {
      name: 'Undertaking',
      sections: promise(
        deadline,
        yesNo('formal', 'Was it a formal undertaking', [person('formal-by', 'Given by')]),
      ),
    },
    resolution: {
      name: 'Closing record',
      sections: [
        section('handling', 'Handling', privilege),
        section(
          'cause',
          'Cause',
          rich('cause', 'Findings, each with its evidence', { required: true }),
          choice('finding', 'Result', [
            'Confirmed',
            'Partly confirmed',
            'Not confirmed',
            'Withdrawn',
            'Settled',
          ]),
        ),
        section(
          'fix',
          'Action taken',
          rich('fix', 'What was done', { required: true }),
          amount('settled', 'Settled for'),
        ),
        section(
          'confirmed',
          'Confirmed with the customer',
          yesNo('confirmed', 'Answered in writing', [when('confirmed-at', 'When')], { required: true }),
          checklist('answer', 'The answer names', [
            'What was decided',
            'The reason',
            'How to object, and until when',
          ]),
        ),
        section('prevention', 'Prevention', rich('prevention', 'What changes because of it'), hold),
      ],
    },
    supervisor: {
      name: 'Supervisor note',
      sections: [
        section('handling', 'Handling', privilege),
        ...supervision(
          yesNo('conflict', 'A conflict of interest', [rich('conflict-what', 'Which, and who steps back')]),
        ),
      ],
    },
    technical: {
      name: 'Evidence note',
      sections: [
        section(
          'environment',
          'Where it comes from',
          text('source', 'System or person', { required: true }),
          person('collected-by', 'Collected by', { fill: 'author' }),
          when('collected-at', 'Collected', { fill: 'now' }),
        ),
        section(
          'reproduce',
          'How it was collected',
          rich('steps', 'Steps, so that another can repeat them', { required: true }),
        ),
        section(
          'evidence',
          'Evidence',
          rich('evidence', 'What it is, where it is kept, its checksum', { required: true }),
          hold,
        ),
        section('findings', 'Findings', rich('findings', 'What it shows, and what it does not')),
      ],
      recheckEvery_days: 180,
    },
    sentiment: {
      name: 'Sentiment & feedback',
      sections: feelings(
        'person',
        yesNo('retaliation', 'Fears retaliation', [rich('retaliation-what', 'What protects them')]),
        yesNo('proceedings', 'Speaks of proceedings', [text('represented-by', 'Represented by')]),
      ),
    },
    'call-summary': {
      name: 'Call record',
      sections: [
        section('handling', 'Handling', privilege),
        ...callSummary(told('What they were told', 'No view on the merits.'), deadline),
      ],
    },
    'interaction-summary': {
      name: 'Chronology',
      sections: [
        section('handling', 'Handling', privilege),
        ...interactionSummary(toldSoFar('What they were told last'), deadline),
      ],
      recheckEvery_days: 30,
    },
    interim: {
      name: 'Holding letter',
      sections: interim(
        deadline,
        yesNo('cleared', 'Cleared by counsel', [text('cleared-by', 'By whom')], { required: true }),
      ),
      donts: ['Don’t describe what is still being looked into.'],
    },
  },
};
