import { channelSecrets, type InterimChannel, type ProgramChannel } from '@caseroom/shared/interim';

export interface ChannelField {
  readonly key: string;
  readonly label: string;
  readonly description?: string;
  readonly start: string | number | boolean;
  /** Only where this other field says something. */
  readonly with?: string;
}

/** Stands among the fields where the channel's secret is written. */
export const SECRET = 'secret';
const secret = (channel: InterimChannel, more: Partial<ChannelField> = {}): ChannelField => ({
  key: SECRET,
  label: channelSecrets[channel] ?? '',
  start: '',
  ...more,
});

/** What each channel is reached by, in the order in which it is asked for. */
export const channelFields: Readonly<Record<InterimChannel, readonly ChannelField[]>> = {
  email: [
    { key: 'from', label: 'From', description: 'As in Northwind Mobile <care@northwind.example>', start: '' },
    { key: 'replyTo', label: 'Answers go to', description: 'Empty: to the sender.', start: '' },
    { key: 'host', label: 'Mail server', description: 'Empty: the one of this deployment.', start: '' },
    { key: 'port', label: 'Port', description: 'Mostly 587, or 465.', start: 587, with: 'host' },
    { key: 'user', label: 'User', description: 'Empty: none is asked for.', start: '', with: 'host' },
    secret('email', { with: 'host' }),
    { key: 'secure', label: 'TLS from the first byte, as on port 465', start: false, with: 'host' },
  ],
  sms: [
    { key: 'accountSid', label: 'Account SID', description: 'Begins with AC.', start: '' },
    secret('sms'),
    { key: 'from', label: 'Number or messaging service', description: '+15550001111 or MG…', start: '' },
    {
      key: 'apiUrl',
      label: 'API address',
      description: 'Twilio’s, unless told otherwise.',
      start: 'https://api.twilio.com',
    },
  ],
  chat: [
    {
      key: 'url',
      label: 'Address messages are posted to',
      description: 'Signed as Standard Webhooks says.',
      start: '',
    },
    secret('chat'),
  ],
  phone: [],
  portal: [],
};

export const aboutChannel: Readonly<Record<InterimChannel, string>> = {
  email: 'Sent over SMTP.',
  sms: 'Sent over Twilio; delivery is reported back.',
  chat: 'A signed webhook out; signed replies come into the case.',
  phone: 'The words are read to the customer by somebody, and the call is logged.',
  portal:
    'A page of the customer’s own behind a long random link: what was released and nothing else. They answer there.',
};

export type ChannelValues = Readonly<Record<string, unknown>>;

export const valuesOf = ({ channel, settings }: ProgramChannel): ChannelValues =>
  Object.fromEntries(
    channelFields[channel]
      .filter(({ key }) => key !== SECRET)
      .map(({ key, start }) => [key, settings?.[key] ?? start]),
  );
