import { amount, choice, choices, person, rich, section, type Trade, text, when, yesNo } from './make.ts';
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
} from './parts.ts';

const stage = choice('stage', 'Stage', [
  'New',
  'Discovery',
  'Proposal',
  'Negotiation',
  'Verbal yes',
  'Won',
  'Lost',
]);
const consent = yesNo(
  'consent',
  'May we contact them about offers',
  [choice('consent-how', 'They said so', ['On this call', 'In writing', 'On the website'])],
  { help: 'Without a yes, marketing stays away. Say when and how it was given.' },
);
/** Budget, authority, need, time. */
const bant = section(
  'qualification',
  'Qualification',
  rich('need', 'Need: the problem, and what it costs them', { required: true }),
  amount('budget', 'Budget'),
  choice('budget-state', 'Is the money there', ['Approved', 'Planned', 'To be found', 'Not known']),
  text('authority', 'Authority: who decides, who else is asked'),
  when('decision-by', 'Time: decision by'),
);
const nextStep = section(
  'next',
  'Next step',
  text('next-step', 'The one next step both agreed on', { required: true }),
  when('next-step-at', 'When', { required: true }),
  nextSteps('What we do before then'),
);

/** Prospects and renewals: what they need, who decides, and the one next step. */
export const sales: Trade = {
  dos: ['End with one next step, a date and a name.', 'Write their reasons in their words.'],
  donts: [
    'Don’t offer a price or a term that has not been approved.',
    'Don’t guess a budget: write who said it.',
  ],
  kinds: {
    interaction: {
      name: 'Conversation note',
      sections: [
        contact(text('attendees', 'Who took part, with their roles')),
        section(
          'reason',
          'Reason for contact',
          text('reason', 'What it was about', { required: true }),
          product(),
          stage,
        ),
        section(
          'said',
          'What was said',
          rich('said', 'What they told us', { required: true }),
          rich('objections', 'Objections, and what was answered'),
          choices('competitors', 'Alternatives they named', [
            'What they have now',
            'Doing nothing',
            'A competitor',
            'Building it',
          ]),
          sentiment,
        ),
        section('agreed', 'Agreed', told('What they were told or offered'), consent),
        nextStep,
      ],
    },
    case: {
      name: 'Opportunity note',
      sections: [
        section(
          'situation',
          'Situation',
          rich('situation', 'Who they are and what they want', { required: true }),
          product(),
          stage,
        ),
        bant,
        section('tried', 'What was tried', attempts('What we showed and proposed')),
        section(
          'told',
          'What the customer was told',
          told('What they were told or offered'),
          amount('quoted', 'Quoted'),
        ),
        nextStep,
      ],
    },
    escalation: {
      name: 'Deal escalation',
      sections: sbar({
        situation: [amount('value', 'Value of the deal'), stage],
        background: [
          text('account', 'Account', { fill: 'customer.company' }),
          text('authority', 'Who decides there'),
        ],
        assessment: [choice('chance', 'Chance', ['Above 75 %', '50–75 %', '25–50 %', 'Below 25 %'])],
        recommendation: [
          yesNo('discount', 'Needs a discount', [
            amount('discount-amount', 'How much'),
            rich('discount-why', 'In return for'),
          ]),
        ],
        told: 'What they were told or offered',
      }),
    },
    'follow-up': { name: 'Follow-up note', sections: promise(consent) },
    resolution: {
      name: 'Won or lost',
      sections: [
        section(
          'cause',
          'Cause',
          choice('result', 'Result', ['Won', 'Lost', 'No decision', 'Not a fit'], { required: true }),
          rich('cause', 'Why, in their words', { required: true }),
          choices('because', 'Decided by', [
            'Price',
            'Features',
            'Timing',
            'Trust',
            'Service',
            'A competitor',
          ]),
        ),
        section(
          'fix',
          'What was agreed',
          rich('fix', 'Terms'),
          amount('amount', 'Value'),
          when('starts', 'Starts'),
        ),
        section(
          'confirmed',
          'Confirmed with the customer',
          yesNo('confirmed', 'Confirmed in writing', [when('confirmed-at', 'When')], { required: true }),
        ),
        section('prevention', 'What we learn', rich('prevention', 'What to repeat, what to change')),
      ],
    },
    supervisor: {
      name: 'Supervisor note',
      sections: supervision(
        amount('approved', 'Discount approved'),
        yesNo('forecast', 'Counts in the forecast'),
      ),
    },
    technical: {
      name: 'Requirements note',
      sections: [
        section(
          'environment',
          'Environment',
          rich('environment', 'What they use today', { required: true }),
          text('users', 'Users or volume'),
        ),
        section(
          'requirements',
          'Requirements',
          rich('must', 'Must have', { required: true }),
          rich('nice', 'Good to have'),
        ),
        section('evidence', 'Evidence', rich('evidence', 'Documents and examples they sent')),
        section(
          'findings',
          'Findings',
          choice('fit', 'Fit', ['Fits', 'Fits with work', 'Gaps', 'Does not fit']),
          rich('findings', 'Gaps, and how to close them', { required: true }),
        ),
      ],
    },
    sentiment: {
      name: 'Sentiment & feedback',
      sections: feelings(
        'customer',
        choice('interest', 'Interest', ['Rising', 'Steady', 'Cooling', 'Gone quiet']),
        yesNo('champion', 'Somebody there argues for us', [text('champion-who', 'Who')]),
      ),
    },
    'call-summary': {
      name: 'Call summary',
      sections: callSummary(
        stage,
        told('What they were told or offered'),
        when('next-step-at', 'Next step on'),
      ),
    },
    'interaction-summary': {
      name: 'Account summary',
      sections: interactionSummary(
        stage,
        toldSoFar('What they were told or offered last'),
        person('account-owner', 'Account owner', { fill: 'owner' }),
      ),
      recheckEvery_days: 30,
    },
    interim: {
      name: 'Message to the customer',
      sections: interim(
        yesNo('offer', 'Repeats an offer', [amount('offered', 'Amount'), when('offer-until', 'Valid until')]),
      ),
    },
  },
};
