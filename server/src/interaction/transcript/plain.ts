import { convert } from 'html-to-text';

/** Longest HTML that is turned into text, characters; mail programs embed whole pictures. */
const MAX_HTML_CHARS = 2_000_000;
/** Deepest nesting that is followed; deeper elements are left out. */
const MAX_HTML_DEPTH = 100;

/** The words of HTML and nothing else of it: no addresses of links, no pictures, no styles, nothing that could run. */
export const textOfHtml = (html: string): string =>
  convert(html, {
    wordwrap: false,
    limits: { maxInputLength: MAX_HTML_CHARS, maxDepth: MAX_HTML_DEPTH, ellipsis: '' },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'h2', options: { uppercase: false } },
      { selector: 'h3', options: { uppercase: false } },
      { selector: 'table', options: { uppercaseHeaderCells: false } },
    ],
  });

/** Whether a text is written in HTML, as the bodies of many exports are. */
export const isHtml = (text: string): boolean =>
  /<(?:p|br|div|span|html|body|table|ul|ol|li|a|b|i|strong|em|img|blockquote)\b[^>]{0,500}>/i.test(text);

export const plainText = (text: string): string => (isHtml(text) ? textOfHtml(text) : text);
