import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { createMailer, type Mailer } from '../mail.ts';

/** A mail server that keeps what it is given. */
export interface MailSink {
  readonly mailer: Mailer;
  readonly port: number;
  /** As they came over the wire, headers and all. */
  readonly messages: string[];
  /** What it answers to the next messages; null takes them. */
  refusal: (Error & { responseCode: number }) | null;
  /** Runs when it has taken a message, before its sender is told so. */
  onTaken: (message: string) => Promise<void> | void;
  close(): Promise<void>;
}

export async function startMailSink(): Promise<MailSink> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      let message = '';
      stream.on('data', (bytes: Buffer) => {
        message += bytes.toString();
      });
      stream.on('end', () => {
        if (sink.refusal) return done(sink.refusal);
        sink.messages.push(message);
        void Promise.resolve(sink.onTaken(message)).then(() => done(null));
      });
    },
  });
  // Whoever is killed in the middle breaks the connection off.
  server.on('error', () => {});
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  const mailer = createMailer(`smtp://127.0.0.1:${port}`, 'Caseroom <desk@example.com>') as Mailer;
  const sink: MailSink = {
    mailer,
    port,
    messages: [],
    refusal: null,
    onTaken: () => {},
    async close() {
      mailer.close();
      await new Promise<void>((closed) => server.close(closed));
    },
  };
  return sink;
}

/** What a message says, read as a mail program does that knows quoted-printable. */
export const readable = (message: string): string =>
  Buffer.from(
    message
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
