import type { Channel, Direction } from '@caseroom/shared/interaction';
import type { PersonKey } from './people.ts';

/** A contact with a customer of the demo. It is logged when it ends. */
export interface ContactScript {
  readonly by: PersonKey;
  /** When it ended; a moment of `when.ts`, after the case's first note. */
  readonly at: string;
  /** 0 for mails and messages. */
  readonly minutes: number;
  readonly channel: Channel;
  readonly direction: Direction;
  readonly reference: string;
  /** As a tool writes it down: "[00:02] Maya: …". */
  readonly transcript?: string;
}

/** By the number of the case. */
export const demoContacts: Readonly<Record<number, readonly ContactScript[]>> = {
  1042: [
    {
      by: 'maya',
      at: '-3h38',
      minutes: 9,
      channel: 'call',
      direction: 'inbound',
      reference: 'TEL-20817',
      transcript: `[00:02] Maya: Northwind Mobile, this is Maya. How can I help you?
[00:07] Elena: Hello. I moved from Plus to Core last week, and I have been charged for both of them.
[00:15] Maya: I am sorry to hear that. May I have the account reference, please?
[00:21] Elena: NW 4471 20.
[00:26] Maya: Thank you. I see two charges on the same day, 39.90 and 24.90.
[00:34] Elena: Exactly. And your colleague confirmed the switch before the second one was taken.
[00:43] Maya: You are right, the switch was confirmed on the day before. You should have paid for Core alone.
[00:52] Elena: I am really upset. I was told the same in the summer, and then I waited three weeks.
[01:04] Maya: I understand. Nobody should have to ask twice for their own money.
[01:12] Elena: So when do I get it back? I need the difference today.
[01:18] Maya: Let me check the ledger. One moment, please.
[03:40] Maya: Thank you for waiting. Both charges have settled, so this is a refund and not a cancellation.
[03:49] Elena: And that means?
[03:52] Maya: We will refund 39.90 today. I will call you back with the date and the exact amount.
[04:01] Elena: By when? I am in meetings all afternoon.
[04:06] Maya: I will call you by three o'clock, on the number that ends in 4471.
[04:14] Elena: Good. But if it takes another three weeks I am leaving.
[04:20] Maya: That is fair. I will stay with your case until the money is there.
[04:27] Elena: Will I be charged twice again next month?
[04:31] Maya: I don't know that yet. I will ask billing and tell you when I call.
[04:38] Elena: All right. Thank you, Maya.
[04:41] Maya: Thank you, Elena. Goodbye.`,
    },
    {
      by: 'raj',
      at: '-1h20',
      minutes: 0,
      channel: 'email',
      direction: 'inbound',
      reference: 'MAIL-5526',
      transcript: `Elena Ruiz: Dear Maya, as we said on the phone: here is the page of my bank statement with both charges. Please note that the second one came after your confirmation.
Elena Ruiz: If it helps, my sister has the same problem. She changed her plan on the same day.`,
    },
  ],
  1039: [
    {
      by: 'raj',
      at: '-1 11:05',
      minutes: 14,
      channel: 'call',
      direction: 'inbound',
      reference: 'TEL-20655',
      transcript: `[00:01] Raj: Northwind Mobile, Raj speaking. What can I do for you?
[00:05] Beatriz: My router keeps restarting since this morning. I work from home, I have no internet at all.
[00:13] Raj: I am sorry. Which lights do you see on it?
[00:18] Beatriz: First power, then DSL, and after a minute and a half everything goes dark and it begins again.
[00:29] Raj: Did you change anything, or did it begin by itself?
[00:33] Beatriz: By itself. It worked yesterday evening.
[00:37] Raj: I see that it was given new software in the night. Please pull the plug, wait ten seconds, and put it back.
[03:10] Beatriz: It did the same again.
[03:14] Raj: Thank you for trying. Then it is not your line. I will pass this to our network team now.
[03:24] Beatriz: How long will that take? I have a call with a client at two.
[03:31] Raj: I can't promise two o'clock. I will text you an access code for mobile data, so that you can work.
[03:42] Beatriz: That would help.
[03:45] Raj: You will have it within ten minutes, and I will call you tomorrow at nine at the latest.
[03:53] Beatriz: Thank you. Please do call.`,
    },
  ],
  1031: [
    {
      by: 'maya',
      at: '-1h32',
      minutes: 3,
      channel: 'call',
      direction: 'inbound',
      reference: 'TEL-20803',
      transcript: `[00:02] Maya: Northwind Mobile, this is Maya. How can I help you?
[00:06] Noa: My new phone still has not arrived, and the tracking has not moved since yesterday.
[00:15] Maya: I am sorry about that. Let me look it up.
[00:51] Maya: The courier did not know your street. The parcel left the depot this morning.
[01:04] Noa: Will they bring it to my door? I can't get to the parcel shop at the station.
[01:11] Maya: Yes, the driver will carry it up to your door.
[01:16] Noa: Good. But I am really unhappy that this takes so long, it is a terrible start.
[01:23] Maya: I understand. I will write to you within two hours with the time of delivery.
[01:31] Noa: Do I have to sign for it myself?
[01:35] Maya: I don't know that yet. I will ask the courier and tell you.
[01:41] Noa: Thank you, Maya.
[01:43] Maya: Thank you, Noa. Goodbye.`,
    },
  ],
  1005: [
    {
      by: 'maya',
      at: '-4 09:26',
      minutes: 2,
      channel: 'call',
      direction: 'outbound',
      reference: 'TEL-20391',
      transcript: `[00:02] Maya: Good morning, this is Maya from Northwind Mobile.
[00:09] Patrick: Good morning. I cancelled my second line by letter and I was still charged 17.50 for the month after.
[00:18] Maya: I found your letter. It was filed under your other account, so nobody acted on it. I am sorry.
[00:27] Patrick: So do I have to write again?
[00:30] Maya: No. I have back-dated the cancellation to the day your letter came.
[00:38] Patrick: And my money?
[00:41] Maya: I have credited 35.00 for two months on your next invoice.
[00:49] Patrick: That is fair, thank you. Can I have it in writing?
[00:54] Maya: Yes, I have just sent you the letter.
[01:00] Patrick: Perfect. That solves it for me.
[01:04] Maya: Thank you, goodbye.`,
    },
  ],
  1035: [
    {
      by: 'maya',
      at: '-1 09:54',
      minutes: 6,
      channel: 'call',
      direction: 'outbound',
      reference: '',
    },
  ],
};
