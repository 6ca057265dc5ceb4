import { finished } from './third-person.ts';

const DOING: Readonly<Record<string, string>> = {
  searching: 'Searched',
  checking: 'Checked',
  looking: 'Looked',
  verifying: 'Verified',
  validating: 'Validated',
  updating: 'Updated',
  querying: 'Queried',
  processing: 'Processed',
  retrieving: 'Retrieved',
  opening: 'Opened',
  sending: 'Sent',
  creating: 'Created',
};

/** What a tool says happened, as what was done with it. */
const deeds: readonly (readonly [RegExp, string])[] = [
  [/^account (?:has been|was) pulled up\b.*$/i, "pulled up the customer's account"],
  [/^purchase validation in prog\w*$/i, 'validated the purchase'],
  [/^identity verification in prog\w*$/i, "verified the customer's identity"],
  [/^(?:shipping )?status of (.+) (?:has been|was) noted$/i, 'noted the shipping status: $1'],
  [/^membership level of (.+) (?:has been|was) noted$/i, 'noted the membership level: $1'],
  [/^(.+?) (?:has been|was) updated with (?:a )?(.+)$/i, 'updated the $1: $2'],
  [/^an? (.+) has been made for the amount of (.+)$/i, 'made a $1 of $2'],
  [/^an? purchase of (.+) was made$/i, 'made a purchase: $1'],
  [/^the (.+) (?:has been|was) notified$/i, 'notified the $1'],
  [/^an? (password|promo code|ticket|report) has been (generated|created)$/i, '$2 a $1'],
  [/^a link will be sent$/i, 'sent a link'],
];

/** Lines in which a tool only says that it is at work, or repeats what somebody typed. */
const NO_NEWS =
  /^(?:faq answer related\b|(?:searching|querying) the (?:faq|system)\b|agent is looking for solutions|details (?:of|for)\b|an? reason of\b|system action:)/i;

export const saysNoNews = (text: string): boolean => NO_NEWS.test(text.trim());

/** What a tool said it does, as something that was done: "Purchase validation in progress ..." is "Validated the purchase." */
export function toolWords(text: string): string {
  const plain = text
    .replace(/^system action:\s*/i, '')
    .replace(/[\s.…]+$/, '')
    .trim();
  const [said, told] = deeds.find(([pattern]) => pattern.test(plain)) ?? [];
  if (said && told !== undefined) return finished(`the agent ${plain.replace(said, lowerNoun(told))}`);
  const running = /^(.*?)(?: is)? in prog\w*$/i.exec(plain)?.[1];
  if (running) return finished(`ran ${running[0]?.toLowerCase() ?? ''}${running.slice(1)}`);
  const [first = '', ...rest] = plain.replace(/^agent is /i, '').split(' ');
  const past = DOING[first.toLowerCase()];
  return finished(past ? [past, ...rest].join(' ') : plain);
}

const lowerNoun =
  (told: string) =>
  (...match: string[]) =>
    told.replace(/\$(\d)/g, (_, nth: string) => {
      const words = match[Number(nth)] ?? '';
      return /^(?:Order|Account|Subscription|Purchase|Refund)\b/.test(words) ? words.toLowerCase() : words;
    });
