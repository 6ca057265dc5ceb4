import { timeWords } from '@caseroom/shared/interim-words';
import { MAX_SATISFACTION_COMMENT_CHARS } from '@caseroom/shared/summary';
import { isTimeZone } from '@caseroom/shared/timer';
import { z } from 'zod';
import { caseNumber } from '../../case/fold.ts';
import { escapeHtml, linkedHtml } from '../html.ts';
import { MAX_REPLY_CHARS } from '../replies.ts';
import { isSettled, type Portal, type PortalMessage, type PortalReply } from './portal.ts';
import { PORTAL_STYLE } from './style.ts';
import { type PortalWords, portalWords } from './words.ts';

/** What they have just told us. */
export const Said = z.enum(['reply', 'rating']);
export type Said = z.infer<typeof Said>;

interface Look {
  readonly now: Date;
  readonly key: string;
  readonly said: Said | null;
  /** Names the form, so that what is sent twice is taken once. */
  readonly form: string;
}

interface Reader {
  readonly language: string;
  readonly timeZone: string;
}

/** The customer's page: no script, nothing loaded from anywhere; its one style is named by hash in the policy. */
export function portalPage(portal: Portal, look: Look): string {
  const { client, customerName, number, messages, replies, isOver } = portal;
  const words = portalWords(portal.language);
  const timeZone = isTimeZone(portal.timeZone) ? portal.timeZone : 'UTC';
  const reader = { language: words.language, timeZone };
  const newest = messages[0];
  const talk = [
    ...messages.map((message) => ({
      at: message.releasedAt,
      html: messageHtml(message, reader, message === newest ? words.latest : null),
    })),
    ...replies.map((reply) => ({ at: reply.at, html: replyHtml(reply, reader, words) })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  return frame(
    words.language,
    `${client} · ${caseNumber(number)}`,
    `<header>
<p class="from"><span class="mark" aria-hidden="true">${escapeHtml([...client][0] ?? '')}</span>${escapeHtml(client)}</p>
<h1>${escapeHtml(words.hello(customerName))}</h1>
<p class="case">${words.about} ${caseNumber(number)}${isOver ? ` <span class="over">${words.over}</span>` : ''}</p>
${promiseHtml(portal, look.now, reader, words)}
${look.said ? `<p class="thanks" role="status">${look.said === 'reply' ? words.replied : words.rated}</p>` : ''}
</header>
<main>
${talk.length === 0 ? `<p class="none">${words.none}</p>` : talk.map(({ html }) => html).join('\n')}
${isSettled(portal) ? ratingHtml(portal, look, words) : ''}
${writeHtml(look, words)}
</main>
<footer><p>${words.footer(escapeHtml(client))}</p></footer>`,
  );
}

function promiseHtml({ messages, isOver }: Portal, now: Date, reader: Reader, words: PortalWords): string {
  const next = messages.find(({ nextUpdateAt }) => nextUpdateAt)?.nextUpdateAt ?? null;
  return isOver || next === null || next <= now
    ? ''
    : `<p class="next"><span>${words.next}</span> <strong>${escapeHtml(timeWords(next, reader))}</strong></p>`;
}

const timeHtml = (at: Date, reader: Reader): string =>
  `<time datetime="${at.toISOString()}">${escapeHtml(timeWords(at, reader))}</time>`;
const prose = (text: string): string => linkedHtml(text).replaceAll('\n', '<br>');

function messageHtml(
  { blocks, language, releasedAt }: PortalMessage,
  reader: Reader,
  badge: string | null,
): string {
  const body = blocks.map(({ is, text, lead }) => {
    if (is === 'heading') return `<h3>${prose(text)}</h3>`;
    return is === 'item'
      ? `<p class="item"><span>${escapeHtml(lead ?? '•')}</span><span>${prose(text)}</span></p>`
      : `<p>${prose(text)}</p>`;
  });
  return `<article lang="${escapeHtml(language)}">
<h2>${timeHtml(releasedAt, reader)}${badge ? ` <span class="latest">${badge}</span>` : ''}</h2>
${body.join('\n')}
</article>`;
}

const replyHtml = ({ text, at }: PortalReply, reader: Reader, { you }: PortalWords): string =>
  `<article class="theirs">
<h2>${you} · ${timeHtml(at, reader)}</h2>
<p>${prose(text)}</p>
</article>`;

const SCORES = [1, 2, 3, 4, 5] as const;

const ratingHtml = ({ score }: Portal, { key }: Look, words: PortalWords): string =>
  `<form method="post" action="/u/${encodeURIComponent(key)}/rating">
<fieldset>
<legend>${words.rate}</legend>
<div class="scores">
${SCORES.map((one) => `<label><input type="radio" name="score" value="${one}" required${one === score ? ' checked' : ''}><span>${one}</span></label>`).join('\n')}
</div>
<p class="ends"><span>1: ${words.worst}</span><span>5: ${words.best}</span></p>
</fieldset>
<label>${words.comment}
<textarea name="comment" rows="2" maxlength="${MAX_SATISFACTION_COMMENT_CHARS}"></textarea></label>
<button type="submit">${words.send}</button>
</form>`;

const writeHtml = ({ key, form }: Look, words: PortalWords): string =>
  `<form method="post" action="/u/${encodeURIComponent(key)}/reply">
<input type="hidden" name="form" value="${form}">
<label><strong>${words.write}</strong>
<textarea name="text" rows="3" maxlength="${MAX_REPLY_CHARS}" required aria-describedby="hint"></textarea></label>
<p class="hint" id="hint">${words.writeHint}</p>
<button type="submit">${words.send}</button>
</form>`;

/** What somebody sees whose link is none, has ended or was taken back. */
export const portalGone = (language: string): string => {
  const { goneTitle, gone } = portalWords(language);
  return note(language, goneTitle, gone);
};

export const portalTooFast = (language: string): string => {
  const { fastTitle, fast } = portalWords(language);
  return note(language, fastTitle, fast);
};

const note = (language: string, title: string, words: string): string =>
  frame(
    portalWords(language).language,
    title,
    `<main class="note"><h1>${title}</h1><p class="case">${words}</p></main>`,
  );

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
