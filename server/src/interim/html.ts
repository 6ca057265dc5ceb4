const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (one) => entities[one] ?? one);

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/g;
/** Ends a sentence, not an address. */
const isAfter = (letter: string | undefined): boolean => letter !== undefined && '.,;:!?)'.includes(letter);

/** A text as HTML, its web addresses as links that take nothing along. One walk, whatever the text is made of. */
export function linkedHtml(text: string): string {
  let html = '';
  let at = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    let length = found.length;
    while (isAfter(found[length - 1])) length--;
    const href = escapeHtml(found.slice(0, length));
    html += `${escapeHtml(text.slice(at, index))}<a href="${href}" rel="noopener noreferrer nofollow">${href}</a>`;
    at = index + length;
  }
  return html + escapeHtml(text.slice(at));
}
