/** A message of figures, before it is written as text or as a page. */
export interface Letter {
  readonly subject: string;
  readonly title: string;
  readonly about: string;
  readonly tables: readonly LetterTable[];
  /** Null where nobody said how people reach this deployment. */
  readonly link: Link | null;
  readonly footer: { readonly text: string; readonly link: Link | null };
}

export interface LetterTable {
  readonly title: string;
  readonly about?: string;
  readonly rows: readonly { readonly name: string; readonly value: string; readonly note: string }[];
}

interface Link {
  readonly name: string;
  readonly href: string;
}

/** As plain text. */
export function textOf({ title, about, tables, link, footer }: Letter): string {
  const parts = [title, about, ...tables.map(tableText), linkText(link), [footer.text, footer.link?.href]];
  return `${parts
    .map((part) => (Array.isArray(part) ? part.filter(Boolean).join('\n') : part))
    .filter(Boolean)
    .join('\n\n')}\n`;
}

const tableText = ({ title, about, rows }: LetterTable): string =>
  [
    title,
    ...(about ? [about] : []),
    ...rows.map(({ name, value, note }) => `- ${name}: ${value}${note && ` (${note})`}`),
  ].join('\n');

const linkText = (link: Link | null): string => (link ? `${link.name}:\n${link.href}` : '');

const INK = 'color:#1d1d22';
const QUIET = 'color:#63636e';
const CELL = 'padding:7px 16px 7px 0;border-top:1px solid #e4e4e9;text-align:left;vertical-align:top';
const FIGURE = `${CELL};width:30%;font-variant-numeric:tabular-nums`;

/** As a page: a table that mail programs show as it is, with no picture and nothing to fetch. */
export function htmlOf({ subject, title, about, tables, link, footer }: Letter): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;${INK};font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:600px">
<h1 style="margin:0 0 4px;font-size:20px">${escaped(title)}</h1>
<p style="margin:0 0 20px;${QUIET}">${escaped(about)}</p>
${tables.map(tableHtml).join('\n')}
${link ? `<p style="margin:24px 0">${anchor(link)}</p>` : ''}
<p style="margin:24px 0 0;font-size:13px;${QUIET}">${escaped(footer.text)}${footer.link ? ` ${anchor(footer.link)}` : ''}</p>
</div></body></html>
`;
}

const tableHtml = ({ title, about, rows }: LetterTable): string =>
  `<h2 style="margin:20px 0 6px;font-size:15px">${escaped(title)}</h2>
${about ? `<p style="margin:0 0 8px">${escaped(about)}</p>\n` : ''}<table style="width:100%;border-collapse:collapse">
${rows.map(rowHtml).join('\n')}
</table>`;

const rowHtml = ({ name, value, note }: LetterTable['rows'][number]): string =>
  `<tr><th scope="row" style="${CELL};width:34%;font-weight:400">${escaped(name)}</th><td style="${FIGURE};font-weight:600">${escaped(value)}</td><td style="${CELL};${QUIET}">${escaped(note)}</td></tr>`;

const anchor = ({ name, href }: Link): string =>
  `<a href="${escaped(href)}" style="color:#2f55d4">${escaped(name)}</a>`;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] as string);
