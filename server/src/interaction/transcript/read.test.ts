import type { TranscriptReading } from '@caseroom/shared/interaction';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { MAX_TURN_CHARS, MAX_TURNS } from '@caseroom/shared/transcript';
import { describe, expect, test } from 'vitest';
import { readTranscriptFile } from './read.ts';

const known = { customers: ['Elena Ruiz'], staff: ['Maya Okafor', 'Tomasz Lewandowski'] };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function ask(file: string | Uint8Array, name = '', dialogue: number | null = null) {
  const bytes = typeof file === 'string' ? bytesOf(file) : file;
  return readTranscriptFile({ bytes, name, dialogue, known });
}
async function read(
  file: string | Uint8Array,
  name = '',
  dialogue: number | null = null,
): Promise<TranscriptReading> {
  const reading = await ask(file, name, dialogue);
  if (isRefusal(reading)) throw new Error(reading.detail);
  return reading;
}
/** A turn a line: "agent Maya 1000: Hello". */
const told = ({ turns }: TranscriptReading): string[] =>
  turns.map(
    ({ role, speaker, startMs, text }) =>
      `${role} ${speaker ?? '-'} ${startMs ?? '-'}: ${text.replaceAll('\n', ' / ')}`,
  );
async function refusal(file: string | Uint8Array, name = ''): Promise<Refusal> {
  const reading = await ask(file, name);
  if (!isRefusal(reading)) throw new Error(`read ${reading.turns.length} turns`);
  return reading;
}

describe('text', () => {
  test.each<[string, string, string[]]>([
    [
      'labels',
      'Agent: Good morning.\nHow can I help?\nCustomer: I was charged twice.\n\nAgent: I see.',
      [
        'agent Agent -: Good morning. / How can I help?',
        'customer Customer -: I was charged twice.',
        'agent Agent -: I see.',
      ],
    ],
    [
      'a telephone’s export, in French, Spanish and Finnish',
      '[19/11/2026 à 10:02:11] Elena: Bonjour\n19/11/26, 1:03 p. m. - Elena: Hola\n19.11.2026 klo 13.04 - Elena: Hei',
      ['customer Elena 0: Bonjour', 'customer Elena 10849000: Hola', 'customer Elena 10909000: Hei'],
    ],
    [
      'names alone beside times, the words below',
      '[10:02] elena.ruiz\nthe site is down\n\n[10:03] Tomasz\nlooking\nnow',
      ['customer elena.ruiz 0: the site is down', 'agent Tomasz 60000: looking / now'],
    ],
    [
      'marks that turn the direction of writing',
      'Agent: \u202eHello\u202c\nCustomer: re\u200bfund\u2066!\u2069',
      ['agent Agent -: Hello', 'customer Customer -: refund!'],
    ],
    [
      'names, each once',
      'Maya: Hello\nElena Ruiz: Hi, it is about my bill',
      ['agent Maya -: Hello', 'customer Elena Ruiz -: Hi, it is about my bill'],
    ],
    [
      'names that nobody knows, by how the agent begins',
      'Priya: Thank you for calling, how can I help?\nSam: My card was declined.\nPriya: Let me look.',
      [
        'agent Priya -: Thank you for calling, how can I help?',
        'customer Sam -: My card was declined.',
        'agent Priya -: Let me look.',
      ],
    ],
    [
      'a colon that is no speaker’s',
      'Maya: May I have the order?\nElena: Sure.\nOrder ID: 3348917502\nhttps://shop.example/o/1\nMaya: Thanks',
      [
        'agent Maya -: May I have the order?',
        'customer Elena -: Sure. / Order ID: 3348917502 / https://shop.example/o/1',
        'agent Maya -: Thanks',
      ],
    ],
    [
      'times of day in brackets',
      '[10:02] Maya: Hello\n[10:03] Elena: Hi\n[10:03] Elena has left',
      ['agent Maya 0: Hello', 'customer Elena 60000: Hi', 'system - 60000: Elena has left'],
    ],
    [
      'times with seconds in parentheses, past midnight',
      '(23:59:30) maya: hello\n(00:00:30) elena: hi',
      ['agent maya 0: hello', 'customer elena 60000: hi'],
    ],
    [
      'times of a recording',
      '[00:05] Agent: Hello\n[01:30] Customer: Hi\n[61:00] Agent: Bye',
      ['agent Agent 5000: Hello', 'customer Customer 90000: Hi', 'agent Agent 3660000: Bye'],
    ],
    [
      'a telephone’s chat with its own notices',
      '\u200e[12/03/2025, 10:02:11\u202fAM] Northwind Support: \u200eMessages are end-to-end encrypted.\n[12/03/2025, 1:02:11 PM] Elena Ruiz: Charged twice!\nAgain.\n[13/03/2025, 10:02:11 AM] Northwind Support: We look.',
      [
        'agent Northwind Support 0: Messages are end-to-end encrypted.',
        'customer Elena Ruiz 10800000: Charged twice! / Again.',
        'agent Northwind Support 86400000: We look.',
      ],
    ],
    [
      'another telephone’s chat',
      '3/12/25, 10:02 - Elena joined using a link\n3/12/25, 10:02 - +351 912 345 678: Hi\n3/13/25, 10:02 - Maya: Hello',
      [
        'system - 0: Elena joined using a link',
        'customer +351 912 345 678 0: Hi',
        'agent Maya 86400000: Hello',
      ],
    ],
    [
      'a meeting’s chat',
      '10:02:11\t From  Maya Okafor to Everyone : Hello\n10:02:15\t From  Elena to Everyone : Hi',
      ['agent Maya Okafor 0: Hello', 'customer Elena 4000: Hi'],
    ],
    [
      'speakers above their words',
      'Maya Okafor  0:00\nHello there.\n\nElena Ruiz  0:07\nHi.\nIt is about my bill.',
      ['agent Maya Okafor 0: Hello there.', 'customer Elena Ruiz 7000: Hi. / It is about my bill.'],
    ],
    [
      'a time after the name',
      'Maya (10:02): Hello\nElena (10:04): Hi',
      ['agent Maya 0: Hello', 'customer Elena 120000: Hi'],
    ],
    [
      'bold names, as pasted from a page',
      '**Agent:** Hello\n**Customer:** Hi\n**Agent:** Bye',
      ['agent Agent -: Hello', 'customer Customer -: Hi', 'agent Agent -: Bye'],
    ],
    [
      'paragraphs of nobody',
      'She called about the bill.\nIt was wrong.\n\nWe mended it: at once.',
      ['other - -: She called about the bill. / It was wrong.', 'other - -: We mended it: at once.'],
    ],
    [
      'a page of a chat tool',
      '<html><body><script>alert(1)</script><p>Agent: Hello <img src=x onerror=alert(1)></p><p>Customer: Hi</p></body></html>',
      ['agent Agent -: Hello', 'customer Customer -: Hi'],
    ],
  ])('%s', async (_what, text, turns) => {
    const reading = await read(text);
    expect(told(reading)).toEqual(turns);
    expect(reading.format).toBe('text');
  });
});

describe('captions', () => {
  test.each<[string, string, string, string[]]>([
    [
      'voices; what one goes on with is one turn',
      'a.vtt',
      'WEBVTT - call\n\nNOTE made by a tool\n\n1\n00:00:01.000 --> 00:00:02.000 align:start\n<v Maya Okafor>Hello, <b>this</b></v>\n\n00:02.200 --> 00:03.000\n<v Maya Okafor>is Maya.</v>\n\n00:00:04.500 --> 00:00:06.000\n<v.loud Elena>Tom &amp; Jerry\n',
      ['agent Maya Okafor 1000: Hello, this is Maya.', 'customer Elena 4500: Tom & Jerry'],
    ],
    [
      'two voices in one caption',
      '',
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>Yes?</v>\n<v Customer>No.</v>\n',
      ['agent Agent 1000: Yes?', 'customer Customer 1000: No.'],
    ],
    [
      'Windows line ends, names before a colon',
      'b.srt',
      '1\r\n00:00:01,000 --> 00:00:02,000\r\nMaya: Hello\r\n\r\n2\r\n00:00:03,500 --> 00:00:04,000\r\n<i>Customer: hm</i>\r\n\r\n3\r\n00:01:00,000 --> 00:01:01,000\r\nMaya: So\r\n',
      ['agent Maya 1000: Hello', 'customer Customer 3500: hm', 'agent Maya 60000: So'],
    ],
    [
      'names before a colon, one of them once; in brackets; two people behind dashes',
      'd.srt',
      '1\n00:00:01,000 --> 00:00:02,000\nMaya Okafor: Hello\n\n2\n00:00:03,000 --> 00:00:04,000\n[Elena Ruiz] Hi\n\n3\n00:00:05,000 --> 00:00:06,000\n- Maya Okafor: Yes?\n- Elena Ruiz: No\n',
      [
        'agent Maya Okafor 1000: Hello',
        'customer Elena Ruiz 3000: Hi',
        'agent Maya Okafor 5000: Yes?',
        'customer Elena Ruiz 5000: No',
      ],
    ],
    [
      'times with a comma between them',
      'e.sbv',
      '0:00:00.599,0:00:04.160\nAgent: Hello\n\n0:00:05.000,0:00:06.770\nCustomer: Hi\n',
      ['agent Agent 599: Hello', 'customer Customer 5000: Hi'],
    ],
    [
      'nobody’s',
      'c.srt',
      '1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nHi\n',
      ['other - 1000: Hello', 'other - 3000: Hi'],
    ],
  ])('%s', async (_what, name, text, turns) => {
    expect(told(await read(text, name))).toEqual(turns);
  });

  test('a broken caption is left out, and its line is named', async () => {
    const reading = await read(
      'WEBVTT\n\nbad --> 00:06.000\nlost\n\n00:07.000 --> 00:08.000\n<v Agent>kept\n',
    );
    expect(told(reading)).toEqual(['agent Agent 7000: kept']);
    expect(reading.warnings).toEqual([expect.stringMatching(/^Line 3: .*bad/)]);
  });
});

describe('JSON', () => {
  const abcd = (id: number) => ({
    id,
    flow: 'product_defect',
    subflow: 'return_size',
    turns: [
      { speaker: 'agent', text: 'Hi!' },
      { speaker: 'customer', text: `Return ${id}, please` },
      { speaker: 'action', text: 'Account has been pulled up.' },
    ],
  });
  test.each<[string, unknown, string[]]>([
    [
      'our own',
      { turns: [{ role: 'customer', speaker: 'Elena', startMs: 1_500, text: 'Hi' }] },
      ['customer Elena 1500: Hi'],
    ],
    [
      'a dialogue with actions',
      abcd(1),
      [
        'agent agent -: Hi!',
        'customer customer -: Return 1, please',
        'system action -: Account has been pulled up.',
      ],
    ],
    [
      'pairs',
      {
        original: [
          ['agent', 'Hi'],
          ['customer', 'Hello'],
          ['action', 'search'],
        ],
      },
      ['agent agent -: Hi', 'customer customer -: Hello', 'system action -: search'],
    ],
    [
      'a chat log',
      [
        { role: 'assistant', content: 'Hi' },
        { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      ],
      ['agent assistant -: Hi', 'customer user -: Hello'],
    ],
    [
      'a help desk’s comments',
      {
        comments: [
          { author_id: 7, plain_body: 'Hi', created_at: '2026-01-01T10:00:00Z' },
          { author_id: 8, plain_body: 'Yes?', created_at: '2026-01-01T10:01:00Z' },
        ],
      },
      ['other Speaker 7 0: Hi', 'other Speaker 8 60000: Yes?'],
    ],
    [
      'a help desk’s comments with a list of who is who',
      {
        comments: [{ author_id: 7, body: 'Hi', created_at: '2026-01-01T10:00:00Z' }],
        users: [{ id: 7, name: 'Elena', role: 'end-user' }],
      },
      ['customer Elena 0: Hi'],
    ],
    [
      'a recogniser’s segments with times in words',
      {
        results: {
          transcripts: [{ transcript: 'Hello My bill is wrong' }],
          audio_segments: [
            { transcript: 'Hello, how can I help?', start_time: '0.0', speaker_label: 'spk_0' },
            { transcript: 'My bill is wrong.', start_time: '2.5', speaker_label: 'spk_1' },
          ],
        },
      },
      ['agent spk_0 0: Hello, how can I help?', 'customer spk_1 2500: My bill is wrong.'],
    ],
    [
      'a recogniser’s single words, and who spoke when beside them',
      {
        results: {
          speaker_labels: {
            segments: [
              { speaker_label: 'spk_0', items: [{ start_time: '0.0' }, { start_time: '0.6' }] },
              { speaker_label: 'spk_1', items: [{ start_time: '2.5' }] },
            ],
          },
          items: [
            { type: 'pronunciation', start_time: '0.0', alternatives: [{ content: 'Hello' }] },
            { type: 'pronunciation', start_time: '0.6', alternatives: [{ content: 'there' }] },
            { type: 'punctuation', alternatives: [{ content: '.' }] },
            { type: 'pronunciation', start_time: '2.5', alternatives: [{ content: 'Hi' }] },
          ],
        },
      },
      ['other spk_0 0: Hello there.', 'other spk_1 2500: Hi'],
    ],
    [
      'a recogniser’s paragraphs of sentences',
      {
        results: {
          channels: [
            {
              alternatives: [
                {
                  transcript: 'Hello. Yes. No.',
                  paragraphs: {
                    paragraphs: [
                      { sentences: [{ text: 'Hello.' }, { text: 'Yes.' }], speaker: 0, start: 0, end: 1 },
                      { sentences: [{ text: 'No.' }], speaker: 1, start: 2, end: 3 },
                    ],
                  },
                },
              ],
            },
          ],
        },
      },
      ['other Speaker 0 0: Hello. Yes.', 'other Speaker 1 2000: No.'],
    ],
    [
      'offsets in ticks, the likeliest reading first',
      {
        recognizedPhrases: [
          { speaker: 1, offsetInTicks: 400000, nBest: [{ display: 'Hello.' }, { display: 'Yellow.' }] },
        ],
      },
      ['other Speaker 1 40: Hello.'],
    ],
    [
      'offsets in milliseconds where seconds would make slow talkers',
      { utterances: [{ speaker: 'A', text: 'Hello.', start: 250, end: 900 }] },
      ['other A 250: Hello.'],
    ],
    [
      'parts that people play',
      {
        Participants: [{ ParticipantId: 'p1', ParticipantRole: 'AGENT' }],
        Transcript: [{ ParticipantId: 'p1', Content: 'Yes?', BeginOffsetMillis: 40 }],
      },
      ['agent p1 40: Yes?'],
    ],
    ['words without anybody', { text: 'Hello. My bill is wrong.' }, ['other - -: Hello. My bill is wrong.']],
    [
      'a help desk’s chat',
      {
        history: [
          {
            type: 'chat.msg',
            name: 'Visitor 12',
            msg: 'Hi',
            timestamp: '2026-01-01T10:00:00Z',
            sender_type: 'Visitor',
          },
          {
            type: 'chat.msg',
            name: 'Zoe',
            msg: 'Hello',
            timestamp: '2026-01-01T10:00:05Z',
            sender_type: 'Agent',
          },
        ],
      },
      ['customer Visitor 12 0: Hi', 'agent Zoe 5000: Hello'],
    ],
    [
      'a messenger’s parts',
      {
        source: { author: { type: 'user', name: 'Elena' }, body: '<p>Hi</p>' },
        conversation_parts: {
          conversation_parts: [
            {
              author: { type: 'admin', name: 'Zoe' },
              body: '<p>Hello &amp; welcome</p>',
              created_at: 1_767_261_600,
            },
          ],
        },
      },
      ['customer Elena 0: Hi', 'agent Zoe 0: Hello & welcome'],
    ],
    [
      'a meeting tool’s messages',
      {
        value: [
          {
            from: { user: { displayName: 'Maya Okafor' } },
            body: { contentType: 'html', content: '<div>Hello</div>' },
            createdDateTime: '2026-01-01T10:00:00Z',
          },
        ],
      },
      ['agent Maya Okafor 0: Hello'],
    ],
    [
      'a team chat’s',
      [
        { type: 'message', user: 'U1', text: 'Hello', ts: '1767261600.000100' },
        { type: 'message', user: 'U2', text: 'Hi', ts: '1767261601.500100' },
      ],
      ['other U1 0: Hello', 'other U2 1500: Hi'],
    ],
    [
      'a recogniser’s',
      {
        text: 'all',
        segments: [
          { start: 0, end: 1.2, text: ' Hello', speaker: 0 },
          { start: 1.5, end: 2, text: ' Hi', speaker: 1 },
        ],
      },
      ['other Speaker 0 0: Hello', 'other Speaker 1 1500: Hi'],
    ],
    [
      'times that no date can tell',
      [
        { speaker: 'Ana', text: 'Hello', timestamp: 1e300 },
        { speaker: 'Bo', text: 'Hi', timestamp: -5 },
      ],
      ['other Ana -: Hello', 'other Bo -: Hi'],
    ],
  ])('%s', async (_what, value, turns) => {
    expect(told(await read(JSON.stringify(value), 'x.json'))).toEqual(turns);
    expect((await read(JSON.stringify(value))).format).toBe('json');
  });

  test('of several conversations asks which one', async () => {
    const file = JSON.stringify([abcd(1), abcd(2)]);
    const { turns, choices } = await read(file, 'sample.json');
    expect(turns).toEqual([]);
    expect(choices).toEqual([
      { index: 0, title: '1, product_defect, return_size', turns: 3, opening: 'Hi!' },
      { index: 1, title: '2, product_defect, return_size', turns: 3, opening: 'Hi!' },
    ]);
    expect(told(await read(file, 'sample.json', 1))[1]).toBe('customer customer -: Return 2, please');
    expect(await read([abcd(1), abcd(2)].map((one) => JSON.stringify(one)).join('\n'))).toMatchObject({
      choices,
    });
  });
});

describe('mail', () => {
  const mail = (headers: string, body: string) => `${headers}\r\nMIME-Version: 1.0\r\n\r\n${body}`;
  const first = mail(
    'From: Elena Ruiz <elena@mail.example>\r\nTo: help@northwind.example\r\nDate: Thu, 1 Jan 2026 10:00:00 +0100\r\nMessage-ID: <1@x>\r\nSubject: =?utf-8?Q?Bill_=E2=82=AC?=\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable',
    '<style>p{}</style><p>Charged =8020 twice<script>steal()</script></p><img src=3D"http://track.example/1.gif">',
  );
  const answer = mail(
    'From: Maya <maya@northwind.example>\r\nDate: Thu, 1 Jan 2026 09:30:00 +0000\r\nMessage-ID: <2@x>\r\nIn-Reply-To: <1@x>\r\nSubject: Re: Bill',
    'We look into it.\r\n\r\nOn Thu, 1 Jan 2026 Elena Ruiz wrote:\r\n> Charged twice\r\n',
  );

  test('one message: its words, nothing that could run, no address of a picture', async () => {
    const reading = await read(first, 'bill.eml');
    expect(told(reading)).toEqual(['customer Elena Ruiz 0: Charged €20 twice']);
    expect(reading).toMatchObject({ format: 'mail', beganAt: '2026-01-01T09:00:00.000Z' });
    expect((await read(first)).format).toBe('mail');
  });
  test('a mailbox: oldest first, each without what it quotes', async () => {
    const box = `From maya@northwind.example Thu Jan  1 09:30:00 2026\r\n${answer}\r\nFrom elena@mail.example Thu Jan  1 09:00:00 2026\r\n${first}\r\n`;
    expect(told(await read(box, 'thread.mbox'))).toEqual([
      'customer Elena Ruiz 0: Charged €20 twice',
      'agent Maya 1800000: We look into it.',
    ]);
  });
  test('deeply nested HTML and parts do not exhaust it', async () => {
    const html = `${'<div>'.repeat(20_000)}Hi${'</div>'.repeat(20_000)}`;
    const deep = mail('From: e@x.example\r\nSubject: Deep\r\nContent-Type: text/html', html);
    expect((await read(deep, 'deep.eml')).turns).toHaveLength(1);
  });
});

describe('encodings', () => {
  const text = 'Agent: Grüße, “Zoë” – 20 €\nCustomer: ¿Qué?';
  const utf16 = (bigEndian: boolean, mark: boolean): Uint8Array => {
    const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');
    return bigEndian ? bytes.swap16() : bytes;
  };
  const cp1252 = Buffer.from(
    text.replaceAll('“', '\x93').replaceAll('”', '\x94').replaceAll('–', '\x96').replaceAll('€', '\x80'),
    'latin1',
  );
  test.each<[string, Uint8Array]>([
    ['UTF-8', bytesOf(text)],
    ['UTF-8', bytesOf(`\uFEFF${text}`)],
    ['UTF-16LE', utf16(false, true)],
    ['UTF-16BE', utf16(true, true)],
    ['UTF-16LE', utf16(false, false)],
    ['windows-1252', cp1252],
  ])('%s', async (encoding, bytes) => {
    const reading = await read(bytes);
    expect(reading.encoding).toBe(encoding);
    expect(told(reading)).toEqual(['agent Agent -: Grüße, “Zoë” – 20 €', 'customer Customer -: ¿Qué?']);
  });
});

describe('refuses, saying where and what to do', () => {
  test.each<[string, string | Uint8Array, string, RegExp]>([
    ['nothing', ' \n ', '', /nothing in it/],
    ['JSON that was cut off', '[{"speaker":"a",\n"text":"b"', 'x.json', /ends too early, in line 2/],
    ['JSON with a slip', '[{"speaker":"a",\n"text":b}]', 'x.json', /line 2, column 8/],
    ['JSON of something else', '{"a":[1,2,3]}', 'x.json', /No messages/],
    ['captions without a caption', 'WEBVTT\n\nhello', 'x.vtt', /No captions/],
    ['a recording', Uint8Array.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0]), 'call.mp3', /a recording, not text/],
    ['a document', bytesOf('%PDF-1.7\n'), 'call.txt', /a PDF, not text/],
    [
      'other bytes',
      Uint8Array.from({ length: 4_096 }, (_, at) => (at * 167) % 256),
      'x.txt',
      /no text that can be read/,
    ],
    ['a mailbox of no mail', 'hello', 'x.eml', /No message/],
    [
      'more turns than fit',
      Array.from({ length: MAX_TURNS + 1 }, (_, n) => `Agent: ${n}`).join('\n'),
      '',
      /Attach it in parts/,
    ],
  ])('%s', async (_what, file, name, words) => {
    expect((await refusal(file, name)).detail).toMatch(words);
  });
});

test('a turn that is too long becomes several of the same speaker, and no character is torn', async () => {
  const { turns } = await read(`Agent: ${'😀'.repeat(MAX_TURN_CHARS)}\nCustomer: ok`);
  expect(turns).toHaveLength(3);
  expect(turns.slice(0, 2).map(({ text }) => text.length)).toEqual([MAX_TURN_CHARS, MAX_TURN_CHARS]);
  expect(turns.every(({ text }) => !/[\uD800-\uDBFF]$/.test(text))).toBe(true);
});

/** A small generator of numbers that a seed repeats. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 23);
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const words = ['yes', 'no: not', 'Ünïcödé', '20 €', 'a < b', 'x & y', '— dash', '“so”', '10:02', '😀'];

describe('what is printed as captions is read as it was', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('seed %i', async (seed) => {
    const below = numbers(seed);
    const speakers = ['Maya Okafor', 'Elena Ruiz', 'Zoë'];
    let at = 0;
    const turns = Array.from({ length: 1 + below(30) }, () => {
      at += 2_000 + below(90_000);
      const text = Array.from({ length: 1 + below(8) }, () => words[below(words.length)]).join(' ');
      const startMs = at;
      at += 500 + below(5_000);
      return { speaker: speakers[below(speakers.length)] as string, startMs, endMs: at, text };
    });
    const vtt = [
      'WEBVTT',
      ...turns.map(
        ({ speaker, startMs, endMs, text }) =>
          `${clock(startMs)} --> ${clock(endMs)}\n<v ${speaker}>${escaped(text)}</v>`,
      ),
    ].join('\n\n');
    const reading = await read(vtt, 'x.vtt');
    expect(reading.turns.map(({ role: _, ...turn }) => turn)).toEqual(
      turns.map(({ endMs: _, ...turn }) => turn),
    );
  });
});
