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

/** What a tool said it does, as something that was done: "Purchase validation in progress ..." is "Ran purchase validation." */
export function toolWords(text: string): string {
  const plain = text
    .replace(/^system action:\s*/i, '')
    .replace(/[\s.…]+$/, '')
    .trim();
  const running = /^(.*?)(?: is)? in progress$/i.exec(plain)?.[1];
  if (running) return finished(`ran ${running[0]?.toLowerCase() ?? ''}${running.slice(1)}`);
  const [first = '', ...rest] = plain.replace(/^agent is /i, '').split(' ');
  const past = DOING[first.toLowerCase()];
  return finished(past ? [past, ...rest].join(' ') : plain);
}
