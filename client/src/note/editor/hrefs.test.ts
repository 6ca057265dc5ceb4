import { describe, expect, it } from 'vitest';
import { hrefOf } from './hrefs.ts';

describe('a typed address', () => {
  it.each([
    ['https://status.example/a?b=1', 'https://status.example/a?b=1'],
    [' northwind.example/plans ', 'https://northwind.example/plans'],
    ['elena@example.com', 'mailto:elena@example.com'],
    ['+351 21 000 0000', 'tel:+351210000000'],
    ['tel:112', 'tel:112'],
  ])('%s becomes %s', (typed, href) => expect(hrefOf(typed)).toBe(href));

  it.each([
    'javascript:alert(1)',
    '//evil.example',
    '/relative',
    'data:text/html,x',
    'file:///etc/passwd',
    'just words',
    '',
  ])('%s is not linked', (typed) => expect(hrefOf(typed)).toBeNull());
});
