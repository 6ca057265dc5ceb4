import type { RawTurn } from './turns.ts';

/** Deepest chain of answers that is taken apart. */
const MAX_ANSWERS = 20;
/** Programs break the line that introduces a quotation in two. */
const MAX_INTRODUCTION_LINES = 3;
const MAX_SENDER_CHARS = 300;

/** "On Fri, 20 Nov 2026 at 11:02, Laura <laura@acme.example> wrote:", in the languages of the usual programs. */
const WROTE =
  /^(?:On|Am|Le|El|Em|Il|Op|Den|W dniu)\s(.{4,200}?)\s*(?:wrote|schrieb(?:\s(.{2,80}?))?|a écrit|escribió|escreveu|ha scritto|schreef(?:\s(.{2,80}?))?|skrev(?:\s(.{2,80}?))?|napisał\(a\))\s*:$/u;
const BROKEN_OFF = /^(?:On|Am|Le|El|Em|Il|Op|Den|W dniu)\s.{4,}$/u;
const DIVIDER =
  /^[-_\s]*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original|mensagem original)?[-_\s]*$/i;
const FROM = /^\*?(?:From|Von|De|Da|Van|Från|Od)\s?:\*?\s*(.+)$/i;
const HEADER =
  /^\*?(?:From|Von|De|Da|Van|Från|Od|Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|Data|Inviato|Verzonden|To|An|À|Para|A|Aan|Cc|Kopie|Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp)\s?:\*?\s/i;

interface Cut {
  readonly own: string;
  readonly speaker: string;
  readonly quoted: string;
}

/**
 * What a mail says and what it answers or forwards, oldest first, each in its sender's words. The dates of quoted
 * mails are in nobody knows whose time, so they have none.
 */
export function withHistory(text: string): { readonly own: string; readonly before: readonly RawTurn[] } {
  const before: RawTurn[] = [];
  let cut = cutOf(text);
  const own = cut?.own ?? text;
  for (let left = MAX_ANSWERS; cut && left > 0; left--) {
    const { speaker, quoted } = cut;
    cut = cutOf(quoted);
    const said = (cut?.own ?? quoted).trim();
    if (said !== '') before.unshift({ speaker, role: null, startMs: null, text: said });
  }
  return { own, before };
}

function cutOf(text: string): Cut | null {
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const found = introductionAt(lines, at) ?? headAt(lines, at);
    if (found) return { own: lines.slice(0, at).join('\n').trim(), ...found };
  }
  return null;
}

function introductionAt(lines: readonly string[], at: number): Omit<Cut, 'own'> | null {
  if (!BROKEN_OFF.test(lines[at]?.trim() ?? '')) return null;
  for (let length = 1; length <= MAX_INTRODUCTION_LINES; length++) {
    const found = WROTE.exec(
      lines
        .slice(at, at + length)
        .map((line) => line.trim())
        .join(' '),
    );
    if (!found) continue;
    const [, whenAndWho = '', ...after] = found;
    const rest = lines.slice(at + length);
    const quoted = rest.filter((line) => line.startsWith('>')).map((line) => line.replace(/^> ?/, ''));
    return {
      speaker: nameIn(after.find((who) => who !== undefined) ?? whenAndWho),
      quoted: (quoted.length > 0 ? quoted : rest).join('\n'),
    };
  }
  return null;
}

/** The head of a mail above its words, as Outlook and forwarding write it. */
function headAt(lines: readonly string[], at: number): Omit<Cut, 'own'> | null {
  let start = at;
  while (start < at + 2 && DIVIDER.test(lines[start]?.trim() ?? 'x')) start++;
  const from = FROM.exec(lines[start]?.trim() ?? '')?.[1];
  let end = start;
  while (HEADER.test(`${lines[end]?.trim() ?? ''} `)) end++;
  return from && end - start >= 3
    ? { speaker: nameIn(from.slice(0, MAX_SENDER_CHARS)), quoted: lines.slice(end).join('\n') }
    : null;
}

/** Of "Fri, 20 Nov 2026 at 11:02, Laura Bianchi <laura@acme.example>" the name, or else the address. */
function nameIn(words: string): string {
  const address = /[<(]?\[?(?:mailto:)?([^\s<>()[\]]+@[^\s<>()[\]]+)/.exec(words)?.[1] ?? '';
  const name = words
    .replace(/[<([].*$/s, '')
    .replace(
      /^.*\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?,?\s*(?:Uhr,?\s*|uur\s*)?(?:(?:schrieb|skrev|schreef)\s*)?/isu,
      '',
    )
    .replace(/^.*\d{4},\s*/s, '')
    .replaceAll(/["“”*]/g, '')
    .trim();
  return name.includes('@') || name === '' ? address.replace(/[;,]$/, '') || name : name;
}
