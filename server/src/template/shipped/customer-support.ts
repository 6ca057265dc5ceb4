import { amount, choice, choices, rich, section, type Trade, text, when, yesNo } from './make.ts';
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

const identity = verified('Identity checked', [
  'Account PIN or password',
  'One-time code',
  'Security questions',
  'Call back to the number on file',
  'Signed in already',
]);
const churn = yesNo('churn-risk', 'Speaks of leaving', [
  choice('churn-why', 'Because of', [
    'Price',
    'Fault or quality',
    'Service',
    'A competitor’s offer',
    'Moving away',
  ]),
]);

/** Consumers of a product or service: what they want, what was done, what they now expect. */
export const customerSupport: Trade = {
  dos: ['Write what the customer expects from us, with the time that was named.'],
  donts: ['Don’t write what you think of the customer.', 'Don’t promise for another team.'],
  kinds: {
    interaction: {
      name: 'Interaction note',
      sections: [
        contact(identity),
        section(
          'reason',
          'Reason for contact',
          text('reason', 'Why they got in touch', { required: true }),
          product(),
          choice('topic', 'Topic', [
            'Billing',
            'Delivery',
            'Account access',
            'Fault',
            'Cancellation',
            'Feedback',
            'Other',
          ]),
        ),
        section(
          'said',
          'What was said',
          rich('said', 'What they said and what you did', { required: true }),
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
          rich('situation', 'What is going on', {
            required: true,
            help: 'Since when, and what it keeps them from doing.',
          }),
          product(),
          text('account', 'Account or order', { fill: 'customer.account' }),
        ),
        section('tried', 'What was tried', attempts()),
        section('told', 'What the customer was told', told('What the customer was told, and by when')),
        section('next', 'Next steps', nextSteps()),
      ],
    },
    escalation: {
      name: 'Escalation note',
      sections: sbar({
        situation: [
          choice('impact', 'Impact', ['Cannot use it at all', 'Cannot use part of it', 'Money', 'Annoyance']),
        ],
        background: [churn, yesNo('vip', 'Needs special care', [text('care', 'What to mind')])],
        recommendation: [amount('goodwill', 'Goodwill asked for')],
      }),
    },
    'follow-up': { name: 'Follow-up note', sections: promise() },
    resolution: {
      name: 'Resolution note',
      sections: [
        section(
          'cause',
          'Cause',
          rich('cause', 'What caused it', { required: true }),
          choice('cause-kind', 'Where it lay', [
            'Our mistake',
            'Product or system fault',
            'Supplier or carrier',
            'Customer’s own setup',
            'Misunderstanding',
            'Not found',
          ]),
        ),
        section(
          'fix',
          'Fix',
          rich('fix', 'What was done', { required: true }),
          amount('refund', 'Refund or credit'),
        ),
        section(
          'confirmed',
          'Confirmed with the customer',
          yesNo('confirmed', 'They agree it is solved', [when('confirmed-at', 'When')], { required: true }),
          told('What they were told'),
        ),
        section('prevention', 'Prevention', rich('prevention', 'What keeps it from coming back')),
      ],
    },
    supervisor: { name: 'Supervisor note', sections: supervision(amount('approved', 'Amount approved')) },
    technical: {
      name: 'Technical note',
      sections: [
        section(
          'environment',
          'Environment',
          product('Product, model and version'),
          text('where', 'Where it happens', { help: 'Device, browser, location, network.' }),
        ),
        section(
          'reproduce',
          'Steps to reproduce',
          rich('steps', 'One step a line', { required: true }),
          choice('how-often', 'How often', ['Every time', 'Most times', 'Now and then', 'Once']),
        ),
        section(
          'evidence',
          'Evidence',
          rich('evidence', 'Error messages word for word, times, screenshots by name'),
        ),
        section('findings', 'Findings', rich('findings', 'What it shows', { required: true })),
      ],
    },
    sentiment: {
      name: 'Sentiment & feedback',
      sections: feelings(
        'customer',
        churn,
        yesNo('public', 'May go public or to the press'),
        choices('about', 'Feedback about', [
          'Price',
          'Quality',
          'Delivery',
          'Website or app',
          'Our people',
          'Waiting time',
        ]),
      ),
    },
    'call-summary': {
      name: 'Call summary',
      sections: callSummary(
        choice('solved', 'Solved in this call', ['Yes', 'Partly', 'No']),
        told('What they were told'),
      ),
    },
    'interaction-summary': {
      name: 'Interaction summary',
      sections: interactionSummary(toldSoFar('What the customer was told last')),
    },
    interim: {
      name: 'Interim update',
      sections: interim(
        yesNo('customer-action', 'Do they have to do something', [
          rich('customer-task', 'What, and by when'),
        ]),
      ),
    },
  },
};
