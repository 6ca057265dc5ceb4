import { checklist, choice, choices, person, rich, section, type Trade, text, when, yesNo } from './make.ts';
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

const identity = verified('Allowed to ask for this account', [
  'Support PIN',
  'Signed in to the portal',
  'Named contact on the contract',
  'Call back to the number on file',
]);
const severity = choice('severity', 'Severity', [
  'S1 – down, no workaround',
  'S2 – badly degraded',
  'S3 – partly degraded, workaround known',
  'S4 – question or cosmetic',
]);
const workaround = yesNo('workaround', 'Is there a workaround', [
  rich('workaround-how', 'How it goes, and what it costs them'),
]);
const frequency = choice('how-often', 'How often', [
  'Every time',
  'Most times',
  'Now and then',
  'Once, not seen again',
]);

/** Faults in products and systems: enough for an engineer to see the same thing without asking. */
export const technicalSupport: Trade = {
  dos: [
    'Give versions, times with their zone, and error messages word for word.',
    'Keep what you saw apart from what you think it means.',
  ],
  donts: [
    'Don’t paste passwords, tokens or keys, not even expired ones.',
    'Don’t name a fix date that engineering has not named.',
  ],
  kinds: {
    interaction: {
      name: 'Interaction note',
      sections: [
        contact(identity),
        section(
          'reason',
          'Reason for contact',
          text('reason', 'Symptom, in their words', { required: true }),
          product('Product and version'),
          severity,
        ),
        section(
          'said',
          'What was said',
          rich('said', 'What they reported and what you tried together', { required: true }),
          yesNo('changed', 'Did something change before it began', [
            rich('changed-what', 'What', { help: 'Updates, settings, network, load.' }),
          ]),
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
          rich('situation', 'What does not work, for whom', { required: true }),
          product('Product and version'),
          severity,
          when('since', 'First seen'),
        ),
        section('tried', 'What was tried', attempts('Diagnostics and attempts, with results'), workaround),
        section('told', 'What the customer was told', told()),
        section('next', 'Next steps', nextSteps()),
      ],
    },
    escalation: {
      name: 'Engineering escalation',
      sections: sbar({
        situation: [severity, text('affected', 'Customers or devices affected')],
        background: [
          product('Product, version, build'),
          rich('steps', 'Steps to reproduce', {
            required: true,
            help: 'From a clean start. One action a line.',
          }),
          frequency,
        ],
        assessment: [
          rich('expected', 'Expected, and what happened instead', { required: true }),
          rich('evidence', 'Logs, traces and ids', {
            help: 'Where they are kept, the time range and its zone.',
          }),
          workaround,
        ],
      }),
      dos: ['Reproduce it twice before you send it, or say that you could not.'],
    },
    'follow-up': {
      name: 'Follow-up note',
      sections: promise(
        yesNo('needs-window', 'Needs a maintenance window', [when('window', 'Agreed window')]),
      ),
    },
    resolution: {
      name: 'Resolution note',
      sections: [
        section(
          'cause',
          'Cause',
          rich('cause', 'Root cause', { required: true, help: 'Why it happened, not only where.' }),
          choice('cause-kind', 'Kind of cause', [
            'Defect',
            'Configuration',
            'Capacity',
            'Third party',
            'Hardware',
            'Use',
            'Not found',
          ]),
        ),
        section(
          'fix',
          'Fix',
          rich('fix', 'What was changed', { required: true }),
          text('fixed-in', 'Fixed in version or change'),
          choice('fix-kind', 'Kind of fix', ['Lasting fix', 'Workaround', 'No fix, accepted']),
        ),
        section(
          'confirmed',
          'Confirmed with the customer',
          yesNo('confirmed', 'They see it working', [when('confirmed-at', 'When')], { required: true }),
          told('What they were told'),
        ),
        section(
          'prevention',
          'Prevention',
          rich('prevention', 'What keeps it from coming back'),
          yesNo('known-error', 'Others will meet it', [text('article', 'Article or known error')]),
        ),
      ],
    },
    supervisor: {
      name: 'Supervisor note',
      sections: supervision(
        yesNo('major-incident', 'Declare a major incident', [person('incident-lead', 'Led by')]),
      ),
    },
    technical: {
      name: 'Technical note',
      sections: [
        section(
          'environment',
          'Environment',
          product('Product, version, build'),
          text('platform', 'System, browser or device', { required: true }),
          text('network', 'Network and location'),
          rich('settings', 'Settings that matter'),
        ),
        section(
          'reproduce',
          'Steps to reproduce',
          rich('steps', 'From a clean start, one action a line', { required: true }),
          frequency,
          rich('expected', 'What should have happened'),
          rich('actual', 'What happened instead', { required: true }),
        ),
        section(
          'evidence',
          'Evidence',
          rich('evidence', 'Error messages, log lines, ids', { help: 'Verbatim, with time and zone.' }),
        ),
        section('findings', 'Findings', rich('findings', 'What it shows', { required: true }), workaround),
      ],
      recheckEvery_days: 90,
    },
    sentiment: {
      name: 'Sentiment & feedback',
      sections: feelings(
        'customer',
        yesNo('renewal-risk', 'Renewal at risk', [when('renewal', 'Renewal date')]),
        choices('about', 'Feedback about', [
          'Reliability',
          'Speed',
          'Usability',
          'Documentation',
          'Support',
          'Price',
        ]),
      ),
    },
    'call-summary': {
      name: 'Call summary',
      sections: callSummary(
        checklist('done-together', 'Done in the call', ['Symptom seen', 'Version noted', 'Logs asked for']),
        told('What they were told'),
      ),
    },
    'interaction-summary': {
      name: 'Interaction summary',
      sections: interactionSummary(severity, toldSoFar('What the customer was told last')),
    },
    interim: {
      name: 'Interim update',
      sections: interim(
        workaround,
        yesNo('need-logs', 'Do we need something from them', [
          rich('need-what', 'What, and how to send it safely'),
        ]),
      ),
      donts: ['Don’t name internal systems or people.'],
    },
  },
};
