import { type Refusal, refuse } from '@caseroom/shared/refusal';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { mendWindows } from './decode.ts';
import { withHistory } from './mail-history.ts';
import { textOfHtml } from './plain.ts';
import { type Dialogue, type RawTurn, tidyText } from './turns.ts';

export interface Mails extends Dialogue {
  /** Files that came with them and are not part of a transcript. */
  readonly files: number;
}

/** Most messages of one mailbox. */
const MAX_MAILS = 500;
const MAX_NESTING = 30;

/** One message (.eml) or a mailbox of them (.mbox) as turns, oldest first, each in its sender's own words. */
export async function readMail(bytes: Uint8Array): Promise<Mails | Refusal> {
  const messages = split(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (messages.length > MAX_MAILS)
    return refuse(
      'too-large',
      `This mailbox holds ${messages.length} messages; at most ${MAX_MAILS} can be read. Export one conversation.`,
    );
  const mails = await Promise.all(messages.map(parseMail));
  const read = mails.filter((mail) => mail !== null).sort((a, b) => timeOf(a) - timeOf(b));
  if (read.length === 0)
    return refuse('invalid', 'No message was found. An e-mail begins with lines such as From: and Date:.');
  const known = new Set(read.map(({ messageId }) => messageId).filter((id) => id !== undefined));
  const [first] = read;
  const beganAt = read.map(timeOf).find((time) => time > 0);
  const turns: RawTurn[] = [];
  for (const mail of read) turns.push(...turnsOf(mail, beganAt ?? null, known, turns));
  return {
    title: first?.subject ?? '',
    turns,
    files: read.reduce(
      (count, { attachments }) => count + attachments.filter(({ related }) => !related).length,
      0,
    ),
    ...(beganAt === undefined ? {} : { beganAt: new Date(beganAt) }),
  };
}

/** A mailbox is messages below each other, each after a line "From …" (RFC 4155). */
function split(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  if (!/^From \S+/.test(text)) return [bytes];
  return text
    .split(/^From \S+.*\r?\n(?=[!-9;-~]+:)/m)
    .filter((part) => part.trim() !== '')
    .map((part) => Buffer.from(part.replaceAll(/^>(>*From )/gm, '$1'), 'latin1'));
}

/** Null: no message, or one that was made to exhaust its reader. */
async function parseMail(bytes: Buffer): Promise<Email | null> {
  try {
    const mail = await PostalMime.parse(bytes, { maxNestingDepth: MAX_NESTING, maxRfc822NestingDepth: 2 });
    return mail.from || mail.subject !== undefined ? mail : null;
  } catch {
    return null;
  }
}

/** 0 when it tells no time. */
const timeOf = ({ date }: Email): number => {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? 0 : time;
};

/** A mail, and before it what it answers where that is no message of its own here. */
function turnsOf(
  mail: Email,
  beganAt: number | null,
  known: ReadonlySet<string>,
  turns: readonly RawTurn[],
): RawTurn[] {
  const words = mail.text?.trim() ? mail.text : mail.html ? textOfHtml(mail.html) : '';
  // What it answers is a turn of its own here.
  const isAnswer = mail.inReplyTo !== undefined && known.has(mail.inReplyTo);
  const { own, before } = isAnswer
    ? { own: withoutQuoted(words), before: [] }
    : withHistory(mendWindows(words));
  const said = tidyText(mendWindows(own));
  const at = timeOf(mail);
  const isNew = ({ text }: RawTurn) => !turns.some((turn) => sameText(turn.text, text));
  const turn = {
    speaker: nameOf(mail.from),
    role: null,
    startMs: beganAt === null || at === 0 ? null : at - beganAt,
    text: said || `(${mail.subject ?? 'no words'})`,
  };
  const older = before.filter(isNew);
  return said === '' && older.length > 0 ? older : [...older, turn];
}

/** Quoting breaks lines anew. */
const sameText = (a: string, b: string): boolean => plainly(a).startsWith(plainly(b).slice(0, SAME_CHARS));
const plainly = (text: string): string => text.replaceAll(/[\s>]+/g, ' ').trim();
const SAME_CHARS = 60;

const nameOf = (from: Address | undefined): string | null => from?.name || from?.address || null;

/** The words above what is quoted: mail programs introduce it in a line, or mark each of its lines. */
function withoutQuoted(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex(
    (line, index) =>
      /^-{2,}\s*original message\s*-{2,}/i.test(line) ||
      (/:\s*$/.test(line) &&
        lines
          .slice(index + 1)
          .find((next) => next.trim() !== '')
          ?.startsWith('>')) ||
      (line.startsWith('>') &&
        lines.slice(index).every((next) => next.trim() === '' || next.startsWith('>'))),
  );
  return at < 1 ? text : lines.slice(0, at).join('\n');
}
