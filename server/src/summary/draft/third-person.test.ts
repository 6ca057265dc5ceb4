import { beforeAll, expect, it } from 'vitest';
import { type English, loadEnglish } from './english.ts';
import { readTranscript } from './read.ts';
import { talk } from './testing/talks.ts';
import { reported } from './third-person.ts';

let english: English;
beforeAll(async () => {
  english = await loadEnglish();
});
const told = (script: string): string =>
  readTranscript(talk(script), english)
    .map((said) => reported(said))
    .join(' ');

it.each([
  ['I need to return an item, can you help me with that?', 'The customer needs to return an item.'],
  [
    "I'm locked out and I've tried my password twice.",
    'The customer is locked out and they have tried their password twice.',
  ],
  [
    'I was charged twice and I want my money back',
    'The customer was charged twice and they want their money back.',
  ],
  [
    'just wanted to check on the status of a refund',
    'The customer just wanted to check on the status of a refund.',
  ],
  ['can you please send me a new invoice?', 'The customer asked us to send them a new invoice.'],
  ['Do you know how much that costs?', 'The customer asked how much that costs.'],
  ['How do I change my address?', 'The customer asked how to change their address.'],
  ['cancel my order please', 'The customer asked us to cancel their order please.'],
  ['The screen is cracked', 'The customer said that the screen is cracked.'],
  ['Um, my my phone, you know, does not ring.', "The customer's phone does not ring."],
  ['Why is it so slow?', 'The customer asked: “Why is it so slow?”.'],
])('tells a customer’s “%s”', (text, words) => expect(told(`C: ${text}`)).toBe(words));

it.each([
  ["I've sent you a new label.", 'The agent has sent the customer a new label.'],
  [
    'You are eligible and your refund is on its way',
    'The customer is eligible and their refund is on its way.',
  ],
  ['Could you please restart your router?', 'The agent asked the customer to restart their router.'],
  [
    'I have told my manager and they will call you',
    'The agent has told their manager. They will call the customer.',
  ],
  ["We'll send you an e-mail", 'We will send the customer an e-mail.'],
  ['No, there is no charge for that', 'There is no charge for that.'],
])('tells an agent’s “%s”', (text, words) => expect(told(`A: ${text}`)).toBe(words));
