import { expect, it } from 'vitest';
import { linkedHtml } from './html.ts';

const link = (href: string): string => `<a href="${href}" rel="noopener noreferrer nofollow">${href}</a>`;

it.each([
  ['See https://a.example/x?b=1&c=2.', `See ${link('https://a.example/x?b=1&amp;c=2')}.`],
  [
    '"https://a.example", (http://b.example)',
    `&quot;${link('https://a.example')}&quot;, (${link('http://b.example')})`,
  ],
  ['https://a.example"onmouseover="x', `${link('https://a.example')}&quot;onmouseover=&quot;x`],
  ['<b>javascript:alert(1)</b>', '&lt;b&gt;javascript:alert(1)&lt;/b&gt;'],
])('makes links of addresses alone: %s', (text, html) => expect(linkedHtml(text)).toBe(html));

it('reads an address of a hundred thousand full stops in one walk', () => {
  const text = `http://a${'.'.repeat(100_000)}x`;
  expect(linkedHtml(text)).toBe(link(text));
});
