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
} from './parts.ts';

/** Two identifiers, as patient safety goals ask for, and the right to hear about the patient. */
const identity = [
  checklist('identifiers', 'Two identifiers matched', ['Full name', 'Date of birth or record number'], {
    required: true,
  }),
  choice(
    'speaks-with',
    'Speaking with',
    [
      'The patient',
      'Parent or guardian',
      'Authorised representative',
      'Provider or pharmacy',
      'Somebody else',
    ],
    { required: true },
  ),
  yesNo(
    'authorised',
    'May they hear about the patient',
    [
      choice('authorised-by', 'Because', [
        'Is the patient',
        'Authorisation on file',
        'Parent of a minor',
        'Patient agreed on the call',
      ]),
    ],
    { required: true, help: 'When in doubt, no: take the question and call back.' },
  ),
];
const redFlags = yesNo(
  'red-flags',
  'Any sign of an emergency',
  [rich('red-flags-what', 'Which, and what was done'), person('handed-to', 'Handed to')],
  {
    required: true,
    help: 'Chest pain, trouble breathing, sudden weakness, heavy bleeding, thoughts of self-harm.',
  },
);
const disposition = choice('disposition', 'Disposition', [
  'Emergency services',
  'Seen today',
  'Seen within 72 hours',
  'Routine appointment',
  'Self-care as the protocol says',
  'Information only',
]);
const teachBack = yesNo('teach-back', 'They repeated it in their own words');

/** Patients and members: the least that their care needs, for those who need it. */
export const healthcare: Trade = {
  dos: [
    'Write the least that the purpose needs: minimum necessary.',
    'Write symptoms in the patient’s words, with onset and duration.',
  ],
  donts: [
    'Don’t diagnose: name the protocol and what it says.',
    'Don’t leave details in voicemail or with people who are not authorised.',
  ],
  kinds: {
    interaction: {
      name: 'Patient contact note',
      sections: [
        contact(...identity),
        section(
          'reason',
          'Reason for contact',
          text('reason', 'Reason, in their words', { required: true }),
          redFlags,
        ),
        section(
          'subjective',
          'Subjective',
          rich('said', 'What they report', {
            required: true,
            help: 'Onset, duration, severity, what makes it better or worse.',
          }),
          rich('negatives', 'What they deny', { help: 'The negatives that matter: no fever, no rash.' }),
          sentiment,
        ),
        section('assessment', 'Assessment', text('protocol', 'Protocol used'), disposition),
        section('agreed', 'Plan', told('Advice given'), teachBack, nextSteps('What follows')),
      ],
    },
    case: {
      name: 'Case note',
      sections: [
        section(
          'situation',
          'Situation',
          rich('situation', 'What the patient needs', { required: true }),
          product('Plan, clinic or service'),
          redFlags,
        ),
        section(
          'background',
          'Background',
          rich('history', 'History, medicines and allergies that matter here', {
            help: 'Only what this case needs.',
          }),
          attempts('What was done so far'),
        ),
        section('told', 'What the patient was told', told('What the patient was told')),
        section('next', 'Next steps', nextSteps()),
      ],
    },
    escalation: {
      name: 'Clinical escalation (SBAR)',
      sections: sbar({
        situation: [redFlags],
        background: [
          rich('history', 'History, medicines and allergies that matter here'),
          text('vitals', 'Vital signs, if known'),
        ],
        assessment: [text('protocol', 'Protocol used'), disposition],
        recommendation: [yesNo('read-back', 'The receiver read it back', [person('read-back-by', 'Who')])],
        told: 'What the patient was told',
      }),
      dos: ['Say first what you need and how fast.'],
    },
    'follow-up': {
      name: 'Follow-up note',
      sections: promise(
        yesNo('safe-number', 'May details be left on that number'),
        rich('safety-net', 'When they should not wait for our call', { required: true }),
      ),
    },
    resolution: {
      name: 'Resolution note',
      sections: [
        section('cause', 'Cause', rich('cause', 'What was behind it', { required: true }), disposition),
        section(
          'fix',
          'Fix',
          rich('fix', 'What was arranged', { required: true }),
          when('appointment', 'Appointment'),
        ),
        section(
          'confirmed',
          'Confirmed with the patient',
          yesNo('confirmed', 'They know what happens next', [when('confirmed-at', 'When')], {
            required: true,
          }),
          teachBack,
        ),
        section(
          'prevention',
          'Prevention',
          rich('prevention', 'What keeps it from coming back'),
          yesNo('safety-event', 'Report as a safety event', [text('event-ref', 'Reference')]),
        ),
      ],
    },
    supervisor: {
      name: 'Supervisor note',
      sections: supervision(
        yesNo('privacy-incident', 'Possible privacy incident', [
          when('privacy-told', 'Privacy officer told'),
          rich('privacy-what', 'What was disclosed, to whom'),
        ]),
      ),
    },
    technical: {
      name: 'Systems & device note',
      sections: [
        section(
          'environment',
          'Environment',
          product('Device, app or portal'),
          text('version', 'Version or serial number'),
        ),
        section('reproduce', 'Steps to reproduce', rich('steps', 'One step a line', { required: true })),
        section(
          'evidence',
          'Evidence',
          rich('evidence', 'Error messages and times', { help: 'No screenshots that show a patient.' }),
        ),
        section(
          'findings',
          'Findings',
          rich('findings', 'What it shows', { required: true }),
          yesNo(
            'harm',
            'Could it have harmed somebody',
            [rich('harm-how', 'How'), when('reported', 'Reported')],
            { required: true },
          ),
        ),
      ],
      recheckEvery_days: 90,
    },
    sentiment: {
      name: 'Sentiment & feedback',
      sections: feelings(
        'patient',
        yesNo('grievance', 'Is it a grievance', [when('grievance-answer', 'Answer due')]),
        choices('about', 'Feedback about', [
          'Access',
          'Waiting',
          'Cost',
          'Care',
          'Information',
          'Our people',
        ]),
      ),
    },
    'call-summary': {
      name: 'Call summary',
      sections: callSummary(disposition, told('Advice given'), teachBack),
    },
    'interaction-summary': {
      name: 'Interaction summary',
      sections: interactionSummary(disposition, toldSoFar('What the patient was told last')),
    },
    interim: {
      name: 'Message to the patient',
      sections: interim(
        rich('safety-net', 'When not to wait for us', { required: true }),
        yesNo(
          'sensitive',
          'Holds health details',
          [choice('secure-channel', 'Sent by', ['Portal', 'Secure e-mail', 'Letter'])],
          {
            required: true,
          },
        ),
      ),
      donts: ['Don’t put health details into a subject line or text message.'],
    },
  },
};
