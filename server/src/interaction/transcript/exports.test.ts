import { isRefusal } from '@caseroom/shared/refusal';
import { expect, test } from 'vitest';
import { readTranscriptFile } from './read.ts';

const known = { customers: ['Paul Roy'], staff: ['Laura Bianchi'] };

/** A turn a line: "agent Laura 1000: Hello". */
async function told(text: string, name = ''): Promise<string[]> {
  const reading = await readTranscriptFile({ bytes: Buffer.from(text), name, dialogue: null, known });
  if (isRefusal(reading)) throw new Error(reading.detail);
  return reading.turns.map(
    (turn) =>
      `${turn.role} ${turn.speaker ?? '-'} ${turn.startMs ?? '-'}: ${turn.text.replaceAll('\n', ' / ')}`,
  );
}
const twoOf = (agent: string, customer: string, from = 0, to = 60_000): string[] => [
  `agent ${agent} ${from}: Hello`,
  `customer ${customer} ${to}: It leaks, again`,
];

test.each([
  ['columns', '10:02\tAgent\tHello\n10:03\tCustomer\tIt leaks, again', twoOf('Agent', 'Customer')],
  ['bars', '10:02 | Agent | Hello\n10:03 | Customer | It leaks, again', twoOf('Agent', 'Customer')],
  [
    'a table',
    'Created At,Sender Name,Message\n2026-11-20 10:02:00,Laura,Hello\n2026-11-20 10:03:00,Paul Roy,"It leaks, again"',
    twoOf('Laura', 'Paul Roy'),
  ],
  [
    'names above times',
    'Laura Bianchi\n10:02 AM\nHello\n\nPaul Roy\n10:03 AM\nIt leaks, again',
    twoOf('Laura Bianchi', 'Paul Roy'),
  ],
  ['seconds gone by', '( 0s ) Laura: Hello\n( 1m 0s ) Visitor: It leaks, again', twoOf('Laura', 'Visitor')],
  ['a relay', '[10:02] <Laura> Hello\n[10:03] <Paul> It leaks, again', twoOf('Laura', 'Paul')],
  [
    'parts in brackets',
    '[10:02] Mia (Agent): Hello\n[10:03] Ann (Guest): It leaks, again',
    twoOf('Mia (Agent)', 'Ann (Guest)'),
  ],
])('text laid out as %s', async (_, text, turns) => expect(await told(text)).toEqual(turns));

const word = (text: string, start: number, speaker: number) => ({
  word: text,
  punctuated_word: text,
  start,
  speaker,
});
test.each<[string, unknown, string[]]>([
  [
    'the newest first',
    {
      value: [
        {
          createdDateTime: '2026-11-20T10:03:00Z',
          from: { user: { displayName: 'Paul Roy' } },
          body: { content: '<p>It leaks, again</p>' },
        },
        {
          createdDateTime: '2026-11-20T10:02:00Z',
          from: { user: { displayName: 'Laura' } },
          body: { content: '<p>Hello</p>' },
        },
      ],
    },
    twoOf('Laura', 'Paul Roy'),
  ],
  [
    'a meeting’s timeline',
    {
      timeline: [
        { text: 'Hello', ts: '00:00:02.310', users: [{ username: 'Laura' }] },
        { text: 'It leaks, again', ts: '00:01:00.000', users: [{ username: 'Paul Roy' }] },
      ],
    },
    twoOf('Laura', 'Paul Roy', 2310),
  ],
  [
    'phrases of a call centre',
    {
      transcripts: [
        {
          phrases: [
            { text: 'Hello', participantPurpose: 'internal', startTimeMs: 1_790_000_000_000 },
            { text: 'It leaks, again', participantPurpose: 'external', startTimeMs: 1_790_000_060_000 },
          ],
        },
      ],
    },
    twoOf('internal', 'external'),
  ],
  [
    'words with numbered speakers',
    {
      results: {
        channels: [
          {
            alternatives: [
              {
                transcript: '',
                words: [
                  word('Thank', 0, 0),
                  word('you', 0.2, 0),
                  word('for', 0.3, 0),
                  word('calling.', 0.4, 0),
                  word('It', 60, 1),
                  word('leaks,', 60.2, 1),
                  word('again', 60.4, 1),
                ],
              },
            ],
          },
        ],
      },
    },
    ['agent Speaker 0 0: Thank you for calling.', 'customer Speaker 1 60000: It leaks, again'],
  ],
  [
    'a ticket with its first message apart',
    {
      description_text: 'It leaks',
      requester: { name: 'Paul Roy' },
      created_at: '2026-11-20T10:00:00Z',
      conversations: [{ body_text: 'Hello', incoming: false, created_at: '2026-11-20T11:00:00Z' }],
    },
    ['customer Paul Roy 0: It leaks', 'agent Agent 3600000: Hello'],
  ],
])('JSON: %s', async (_, json, turns) => expect(await told(JSON.stringify(json), 'x.json')).toEqual(turns));

test('JSON that was cut off within a word says so', async () => {
  await expect(told('{"messages":[{"role":"agent","text":"Hel', 'x.json')).rejects.toThrow(
    'may have been cut off',
  );
});

test('captions that name the speaker only where it changes', async () => {
  const srt = (['[Agent] Hello', 'CUSTOMER: It leaks', 'again'] as const)
    .map((text, i) => `${i + 1}\n00:00:0${i},000 --> 00:00:0${i},900\n${text}`)
    .join('\n\n');
  expect(await told(srt, 'x.srt')).toEqual([
    'agent Agent 0: Hello',
    'customer CUSTOMER 1000: It leaks again',
  ]);
});

test.each([
  [
    'quotes',
    'On Fri, 20 Nov 2026 at 11:02, Laura <laura@acme.example> wrote:\n> We come tomorrow.\n>\n> On Fri, 20 Nov 2026 at 10:02, Paul Roy\n> <paul@roy.example> wrote:\n>> It leaks.',
  ],
  [
    'heads',
    '-----Original Message-----\nFrom: Laura <laura@acme.example>\nSent: 20 November 2026 11:02\nTo: Paul Roy\nSubject: RE: Leak\n\nWe come tomorrow.\n\nFrom: Paul Roy <paul@roy.example>\nDate: 20 November 2026 10:02\nSubject: Leak\n\nIt leaks.',
  ],
])('a mail’s history in %s is turns of those who wrote it', async (_, history) => {
  const mail = `From: Paul Roy <paul@roy.example>\nDate: Fri, 20 Nov 2026 12:02:00 +0000\nSubject: Re: Leak\nContent-Type: text/plain\n\nTomorrow is fine.\n\n${history}\n`;
  expect(await told(mail, 'x.eml')).toEqual([
    'customer Paul Roy -: It leaks.',
    'agent Laura -: We come tomorrow.',
    'customer Paul Roy 0: Tomorrow is fine.',
  ]);
});
