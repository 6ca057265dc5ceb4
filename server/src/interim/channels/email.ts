import { Email } from '@caseroom/shared/people';
import { createTransport, type Transporter } from 'nodemailer';
import type { Outcome } from '../../platform/outbox/rules.ts';
import { type OutsideFailure, resolveOutside } from '../../platform/outside.ts';
import { hideSecrets } from '../../platform/secret.ts';
import { type Channel, type ChannelSetup, type Message, TWICE_DOUBTED } from './channel.ts';
import { mailHtml } from './mail-html.ts';

/** A mail server that is silent for so long, ms, is given up for this attempt. */
const SILENCE_MS = 20_000;

/** SMTP. A mail server takes no idempotency key: the Message-ID is the same with every attempt, so mailboxes can tell. */
export const email: Channel<'email'> = {
  channel: 'email',
  released: 'queued',
  hasRecipient: true,
  reaches: ({ email: address }) => address ?? null,
  address: (recipient) => Email.safeParse(recipient).data ?? null,
  async send(message, setup, attempt) {
    if (attempt.doubts > 1) return { outcome: 'refused', reason: TWICE_DOUBTED };
    const transport = await transportOf(setup);
    if ('refused' in transport) return { outcome: 'refused', reason: transport.refused };
    if ('failed' in transport) return { outcome: 'retry', reason: transport.failed };
    attempt.signal.addEventListener('abort', () => transport.close(), { once: true });
    try {
      const sent = await transport.sendMail(mailOf(message, setup));
      const repeated = attempt.mayHaveBeenSent ? { repeated: true } : {};
      return { outcome: 'delivered', providerId: sent.messageId, ...repeated };
    } catch (error) {
      return outcomeOf(error, setup.secret);
    } finally {
      transport.close();
    }
  },
};

/** A program's own server is reached at the address that was judged, and shows a certificate for its name. */
async function transportOf({
  settings,
  secret,
  deployment,
}: ChannelSetup<'email'>): Promise<Transporter | OutsideFailure> {
  const limits = {
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  if (!settings?.host) return createTransport({ url: deployment.smtpUrl ?? '', ...limits });
  const { host, port, secure, user } = settings;
  const reached = await resolveOutside(host, deployment);
  if (typeof reached !== 'string') return reached;
  return createTransport({
    host: reached,
    ...(reached === host ? {} : { servername: host }),
    port,
    secure,
    // A password does not cross the internet in the clear.
    ...(user ? { auth: { user, pass: secret ?? '' }, requireTLS: !deployment.allowPrivate } : {}),
    ...limits,
  });
}

function mailOf(message: Message, { settings, deployment }: ChannelSetup<'email'>) {
  const from = settings?.from || deployment.mailFrom;
  return {
    from,
    to: message.recipient,
    ...(settings?.replyTo ? { replyTo: settings.replyTo } : {}),
    subject: message.subject,
    text: message.text,
    html: mailHtml(message),
    messageId: `<${message.id}@${hostIn(from)}>`,
    headers: { 'Content-Language': message.language, 'X-Case': message.caseNumber },
  };
}

const hostIn = (from: string): string => /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'caseroom.invalid';

/** Before the text was handed over, and where the server said no to it, nothing was sent. */
function outcomeOf(error: unknown, secret: string | null): Outcome {
  const { command, responseCode, message } = error as {
    command?: string;
    responseCode?: number;
    message?: string;
  };
  const reason = hideSecrets(message ?? 'The mail server did not answer.', secret === null ? [] : [secret]);
  if (responseCode !== undefined && responseCode >= 500) return { outcome: 'refused', reason };
  const isBeforeText = command !== undefined && command !== 'DATA';
  const mayHaveBeenSent = !isBeforeText && responseCode === undefined;
  return { outcome: 'retry', reason, mayHaveBeenSent };
}
