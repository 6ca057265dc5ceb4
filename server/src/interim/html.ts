const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (one) => entities[one] ?? one);

/** Web addresses in escaped text as links that take nothing along. */
export const linked = (escaped: string): string =>
  escaped.replaceAll(/\bhttps?:\/\/[^\s<]+?(?=[.,;:!?)]*(?:\s|$))/g, (href) => {
    return `<a href="${href}" rel="noopener noreferrer nofollow">${href}</a>`;
  });
