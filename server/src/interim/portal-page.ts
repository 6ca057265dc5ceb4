import { timeWords } from '@caseroom/shared/interim-words';
import { isTimeZone } from '@caseroom/shared/timer';
import { caseNumber } from '../case/fold.ts';
import { escapeHtml, linkedHtml } from './html.ts';
import type { Portal, PortalMessage } from './portal.ts';
import { portalWords } from './portal-words.ts';

/** The customer's page: no script, nothing loaded from anywhere; its one style is named by hash in the policy. */
export function portalPage(portal: Portal, now: Date): string {
  const { client, customerName, number, messages, isOver } = portal;
  const words = portalWords(portal.language);
  const timeZone = isTimeZone(portal.timeZone) ? portal.timeZone : 'UTC';
  const reader = { language: words.language, timeZone };
  const next = messages.find(({ nextUpdateAt }) => nextUpdateAt)?.nextUpdateAt ?? null;
  const promise =
    isOver || next === null || next <= now
      ? ''
      : `<p class="next"><span>${words.next}</span> <strong>${escapeHtml(timeWords(next, reader))}</strong></p>`;
  return frame(
    words.language,
    `${client} · ${caseNumber(number)}`,
    `<header>
<p class="from">${escapeHtml(client)}</p>
<h1>${escapeHtml(words.hello(customerName))}</h1>
<p class="case">${words.about} ${caseNumber(number)}${isOver ? ` · ${words.over}` : ''}</p>
${promise}
</header>
<main>
${messages.length === 0 ? `<p class="none">${words.none}</p>` : messages.map((message, i) => messageHtml(message, reader, i === 0 ? words.latest : null)).join('\n')}
</main>
<footer><p>${words.footer(escapeHtml(client))}</p></footer>`,
  );
}

function messageHtml(
  { blocks, language, releasedAt }: PortalMessage,
  reader: { language: string; timeZone: string },
  badge: string | null,
): string {
  const at = `<time datetime="${releasedAt.toISOString()}">${escapeHtml(timeWords(releasedAt, reader))}</time>`;
  const body = blocks.map(({ is, text, lead }) => {
    const words = linkedHtml(text).replaceAll('\n', '<br>');
    if (is === 'heading') return `<h3>${words}</h3>`;
    return is === 'item'
      ? `<p class="item"><span>${escapeHtml(lead ?? '•')}</span>${words}</p>`
      : `<p>${words}</p>`;
  });
  return `<article lang="${escapeHtml(language)}">
<h2>${at}${badge ? ` <span class="latest">${badge}</span>` : ''}</h2>
${body.join('\n')}
</article>`;
}

/** What somebody sees whose link is none, has ended or was taken back. */
export const portalGone = (language: string): string => {
  const words = portalWords(language);
  return frame(
    words.language,
    words.goneTitle,
    `<header><h1>${words.goneTitle}</h1><p class="case">${words.gone}</p></header>`,
  );
};

const frame = (language: string, title: string, body: string): string => `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${PORTAL_STYLE}</style>
</head>
<body>
<div class="sheet">
${body}
</div>
</body>
</html>
`;

export const PORTAL_STYLE = `
:root{--ink:#17181d;--soft:#595c68;--line:#e2e3e8;--paper:#fff;--ground:#f4f5f7;--mark:#0f766e;--wash:#e6f4f1}
@media (prefers-color-scheme:dark){:root{--ink:#ececf1;--soft:#a6a9b6;--line:#2c2f39;--paper:#17191f;--ground:#0f1014;--mark:#5eead4;--wash:#12302d}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
.sheet{max-width:40rem;margin:0 auto;padding:clamp(24px,6vw,64px) clamp(20px,5vw,32px)}
.from{margin:0;color:var(--mark);font-weight:650;letter-spacing:.01em}
h1{margin:.1em 0 .1em;font-size:clamp(1.6rem,5.5vw,2.1rem);line-height:1.2;letter-spacing:-.015em}
.case{margin:0;color:var(--soft)}
.next{margin:24px 0 0;padding:14px 18px;border-radius:12px;background:var(--wash)}
.next span{display:block;color:var(--soft);font-size:.85rem}
article{margin:20px 0 0;padding:22px 24px 24px;border:1px solid var(--line);border-radius:14px;background:var(--paper)}
main{margin-top:28px}
h2{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:0 0 12px;color:var(--soft);font-size:.88rem;font-weight:500}
.latest{padding:1px 9px;border-radius:99px;background:var(--wash);color:var(--mark);font-weight:600}
h3{margin:20px 0 2px;font-size:1rem}
article p{margin:0 0 10px;overflow-wrap:anywhere}
article p:last-child{margin-bottom:0}
.item{display:flex;gap:10px}
.item span{flex:none;color:var(--mark)}
a{color:var(--mark)}
.none{color:var(--soft)}
footer{margin-top:36px;color:var(--soft);font-size:.85rem}
@media print{body{background:#fff}.sheet{padding:0}article{break-inside:avoid}}
`;
