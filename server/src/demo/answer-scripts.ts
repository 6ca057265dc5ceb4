import type { AnswerActName, AnswerText, Verdict } from '@caseroom/shared/answer';
import type { NoteKind } from '@caseroom/shared/note';
import type { PersonKey } from './people.ts';

/** A case by its number, or the first of those with this subject. */
type Source = { readonly number: number } | { readonly subject: string };

export interface AnswerScript {
  readonly from: Source;
  readonly by: PersonKey;
  readonly words: AnswerText;
  readonly acts: readonly { readonly do: AnswerActName; readonly by: PersonKey; readonly reason?: string }[];
  /** In the newest cases of the source's subject, one each. */
  readonly uses: readonly { readonly by: PersonKey; readonly verdict: Verdict | null }[];
  /** Its review date has come. */
  readonly isDue?: true;
}

export const demoAnswers: readonly AnswerScript[] = [
  {
    from: { subject: 'Charged twice after a plan change' },
    by: 'tomasz',
    words: {
      title: 'Two charges after a plan change',
      problem: 'Both the old and the new plan are charged on the day of the change, within the same minute.',
      cause:
        'The nightly proration job skips accounts whose plan change is not settled yet, and leaves both plans open.',
      fix: '1. Check in the ledger that both charges have settled, and note the batch id\n2. Refund the charge of the old plan with reason code “proration”\n3. Ask billing to close the old plan in that batch, or it is charged again next month',
      tell: 'One of the two charges is a mistake of ours and comes back by itself within two working days. The new plan stays as it is.',
      tags: ['billing'],
    },
    acts: [
      { do: 'submit', by: 'tomasz' },
      { do: 'publish', by: 'ines' },
    ],
    uses: [
      { by: 'maya', verdict: 'solved' },
      { by: 'maya', verdict: 'solved' },
      { by: 'linh', verdict: 'solved' },
      { by: 'raj', verdict: null },
    ],
  },
  {
    from: { subject: 'Router restarts in the evening' },
    by: 'raj',
    words: {
      title: 'Router restarts under load in the evening',
      problem: 'The router restarts by itself, mostly after 19:00 when several people stream.',
      cause: 'Firmware 4.1 restarts under load on the 5 GHz band.',
      fix: '- Move the router to firmware 4.2 over night\n- Until then switch the 5 GHz band off\n- Look at the restart counter the evening after',
      tell: 'The router gets new software tonight. Until tomorrow only the slower radio is on.',
      tags: ['broadband', 'router'],
    },
    acts: [
      { do: 'submit', by: 'raj' },
      { do: 'publish', by: 'aroha' },
    ],
    uses: [
      { by: 'raj', verdict: 'solved' },
      { by: 'raj', verdict: 'no-help' },
    ],
    isDue: true,
  },
  {
    from: { number: 1026 },
    by: 'tomasz',
    words: {
      title: 'Porting queue stands still for many numbers at once',
      problem: 'Ports of the day stay “sent”, and no confirmation comes back for any of them.',
      cause: 'The clearing house answers in a character set that the gateway does not read.',
      fix: 'Let the gateway read both character sets, then send the queue again. Watch the first five by hand.',
      tell: 'The number moves today; one confirmation from the old provider is late.',
      tags: ['incident', 'porting'],
    },
    acts: [{ do: 'submit', by: 'tomasz' }],
    uses: [],
  },
  {
    from: { number: 1007 },
    by: 'linh',
    words: {
      title: 'No service after an eSIM was moved to a new phone',
      problem: 'The old phone has lost the profile, and the new one says it is installed already.',
      cause: 'The transfer was interrupted and left the profile marked as installed.',
      fix: '1. Disable the profile that hangs\n2. Order a fresh one and send the QR code\n3. Stay on the line until the phone registers',
      tell: '',
      tags: ['esim'],
    },
    acts: [],
    uses: [],
  },
  {
    from: { subject: 'Roaming pass not recognised on the invoice' },
    by: 'linh',
    words: {
      title: 'Roaming pass missing on the invoice',
      problem: 'Days abroad are billed although a pass was booked.',
      cause: 'A pass booked on the day of travel reached billing a day late.',
      fix: 'Credit the days abroad and back-date the pass.',
      tell: 'The days are credited on the next invoice.',
      tags: ['billing', 'roaming'],
    },
    acts: [
      { do: 'submit', by: 'linh' },
      { do: 'publish', by: 'ines' },
      { do: 'retire', by: 'ines', reason: 'Passes count from the minute of booking since 1 November.' },
    ],
    uses: [{ by: 'linh', verdict: 'solved' }],
  },
  {
    from: { subject: 'Subscription charged after cancelling' },
    by: 'samuel',
    words: {
      title: 'Subscription goes on charging after it was cancelled',
      problem: 'The holder has cancelled with the merchant and is charged again the month after.',
      cause: 'The merchant kept the card on file after the cancellation.',
      fix: '1. Ask for proof of the cancellation\n2. Dispute every charge since then as “cancelled recurring transaction”\n3. Block the merchant for this card',
      tell: 'The charges are disputed and come back provisionally; the merchant has thirty days to answer.',
      tags: ['dispute', 'subscription'],
    },
    acts: [
      { do: 'submit', by: 'samuel' },
      { do: 'return', by: 'daniel', reason: 'Say which dispute reason to choose.' },
      { do: 'submit', by: 'samuel' },
      { do: 'publish', by: 'daniel' },
    ],
    uses: [
      { by: 'fatima', verdict: 'solved' },
      { by: 'yuki', verdict: 'solved' },
    ],
  },
];

export interface ExemplarScript {
  readonly number: number;
  readonly kind: NoteKind;
  readonly by: PersonKey;
  readonly reason: string;
}

export const demoExemplars: readonly ExemplarScript[] = [
  {
    number: 1005,
    kind: 'resolution',
    by: 'ines',
    reason: 'Names the cause, the amount, how it was confirmed, and who keeps it from coming back.',
  },
  {
    number: 1026,
    kind: 'resolution',
    by: 'aroha',
    reason:
      'Five lines, and the next person on shift knows everything. The prevention is one that machines keep.',
  },
  {
    number: 1025,
    kind: 'resolution',
    by: 'daniel',
    reason: 'Says what the customers had expected, without blaming either of them.',
  },
];
