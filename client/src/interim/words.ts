import { type Interim, interimChannelNames } from '@caseroom/shared/interim';

/** "To Elena Ruiz by e-mail". */
export function toWords(customer: string, interim: Pick<Interim, 'channel'> | undefined): string {
  if (!interim) return `To ${customer}`;
  return `To ${customer} ${howWords[interim.channel]}`;
}

const howWords = {
  email: 'by e-mail',
  sms: 'by SMS',
  chat: 'in the chat',
  phone: 'by phone',
  portal: 'on their page',
} as const satisfies Record<Interim['channel'], string>;

/** What the button that lets it go says. */
export function releaseWords({ channel, recipient }: Pick<Interim, 'channel' | 'recipient'>): string {
  if (channel === 'portal') return 'Show it on their page';
  if (channel === 'phone') return 'Fix the words and call';
  return recipient ? `Send to ${recipient}` : `Send by ${interimChannelNames[channel].toLowerCase()}`;
}

/** "2 things speak against it", of which some must be put right. */
export function findingsWords(count: number): string {
  if (count === 0) return 'Nothing speaks against it';
  return count === 1 ? '1 thing to look at' : `${count} things to look at`;
}

/** A time for an `<input type="datetime-local">`, by the person's own clock; empty for none. */
export function localInput(at: string | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What was typed there; null when it is none. */
export function readLocalInput(typed: string): string | null {
  const at = typed === '' ? null : new Date(typed);
  return at === null || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
