import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same as a page, for programs that show one. */
  readonly html?: string;
}

/** `refused`: certainly not sent, and worth another attempt. */
export type MailOutcome = 'sent' | 'refused' | 'unknown';

export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
  close(): void;
}

/** A mail server that is silent for so long, ms, is given up for this message. */
const SILENCE_MS = 20_000;

/** Null without an address of a mail server: then nobody is sent e-mail. `from` is the sender people see. */
export function createMailer(smtpUrl: string | null, from: string): Mailer | null {
  if (smtpUrl === null) return null;
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 1,
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: (mail) =>
      transport.sendMail({ ...mail, from }).then(
        () => 'sent' as const,
        (error: unknown) => outcomeOf(error),
      ),
    close: () => transport.close(),
  };
}

/** Before the text was handed over, and where the server said no to it, nothing was sent. */
function outcomeOf(error: unknown): MailOutcome {
  const { command, responseCode } = error as { command?: string; responseCode?: number };
  const isBeforeText = command !== undefined && command !== 'DATA';
  return isBeforeText || (responseCode !== undefined && responseCode >= 400) ? 'refused' : 'unknown';
}
