import { describe, expect, test } from 'vitest';
import { type FilterName, filterNames, parseSearch, printSearch, type SearchTerm } from './search-grammar.ts';

const word = (text: string, not = false): SearchTerm => ({ is: 'word', text, not });
const phrase = (text: string, not = false): SearchTerm => ({ is: 'phrase', text, not });
const prefix = (text: string, not = false): SearchTerm => ({ is: 'prefix', text, not });
const filter = (name: FilterName, ...values: string[]): SearchTerm => ({
  is: 'filter',
  name,
  values,
  not: false,
});

describe('what is typed into the search', () => {
  test.each<[string, SearchTerm[]]>([
    ['', []],
    ['  refund   twice ', [word('refund'), word('twice')]],
    ['"double  charge" refund', [phrase('double charge'), word('refund')]],
    ['“double charge”', [phrase('double charge')]],
    ['"not closed yet', [phrase('not closed yet')]],
    ['"one"two', [phrase('one'), word('two')]],
    ['-refund -"double charge"', [word('refund', true), phrase('double charge', true)]],
    ['charg* -re**', [prefix('charg'), prefix('re', true)]],
    ['* - -- "" "…" &', []],
    ['a*b pre-paid', [word('a*b'), word('pre-paid')]],
    ['kind:resolution', [filter('kind', 'resolution')]],
    ['KIND:Call-Summary', [filter('kind', 'call-summary')]],
    ['kind:resolution,technical,resolution', [filter('kind', 'resolution', 'technical')]],
    ['author:"Tomasz Król",maya', [filter('author', 'Tomasz Król', 'maya')]],
    ['from:maya since:7d', [filter('author', 'maya'), filter('after', '7d')]],
    ['tag:"Churn risk" in:note', [filter('tag', 'churn risk'), filter('in', 'notes')]],
    ['priority:p1,high status:Open', [filter('priority', 'P1', 'P2'), filter('status', 'open')]],
    ['before:2026-11-01 after:2026', [filter('before', '2026-11-01'), filter('after', '2026')]],
    ['-tag:billing', [{ is: 'filter', name: 'tag', values: ['billing'], not: true }]],
    ['https://example.com/a', [word('https://example.com/a')]],
    ['C-1042 ada@example.com', [word('C-1042'), word('ada@example.com')]],
    ['14:05', [word('14:05')]],
  ])('%s', (typed, terms) => {
    expect(parseSearch(typed)).toEqual({ terms, hints: [] });
  });

  test.each<[string, SearchTerm[], RegExp]>([
    ['colour:red', [word('colour:red')], /no filter “colour”/],
    ['colour:"dark red"', [phrase('colour: dark red')], /no filter “colour”/],
    ['status:opne', [word('status:opne')], /“opne” is not a status \(open, /],
    ['before:2026-02-30', [word('before:2026-02-30')], /is not a day/],
    ['priority:P1,P9', [word('priority:P1,P9')], /“P9” is not a priority/],
    ['tag:', [], /“tag:” waits for a tag/],
    ['owner:"', [], /waits for a name/],
  ])('%s is not understood, and says so', (typed, terms, message) => {
    const parsed = parseSearch(typed);
    expect(parsed.terms).toEqual(terms);
    expect(parsed.hints).toEqual([{ text: typed, message: expect.stringMatching(message) }]);
  });
});

// Mulberry32: the seed in a title is all that is needed to see a failure again.
const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};
const alphabet = [
  ...'ab9ÉßあÅ-*:,.\'/“"„ \t\n\u00a0(&|!<)\\',
  'tag:',
  'kind:',
  'in:',
  'https:',
  'x:',
  '😀',
  '\u0301',
];
const anyText = (next: () => number): string =>
  Array.from({ length: Math.floor(next() * 24) }, () => alphabet[Math.floor(next() * alphabet.length)]).join(
    '',
  );

const values: Record<FilterName, readonly string[]> = {
  in: ['cases', 'notes'],
  kind: ['resolution', 'interim'],
  tag: ['billing', 'churn risk', '€'],
  author: ['Maya', 'Tomasz Król', "O'Neill, Pat"],
  owner: ['me', '张伟'],
  status: ['open', 'closed'],
  priority: ['P1', 'P4'],
  program: ['Northwind Mobile', 'kestrel'],
  before: ['today', '2026-11-01'],
  after: ['7d', '2026'],
};

function anyTerm(next: () => number): SearchTerm {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const not = next() < 0.3;
  const name = pick(filterNames);
  const some = new Set([pick(values[name]), pick(values[name])]);
  return pick<() => SearchTerm>([
    () => ({
      is: 'word',
      text: pick(['refund', 'pre-paid', 'ada@x.com', '-odd', 'über', 'https://x.y/?a:b', 'a*b']),
      not,
    }),
    () => ({ is: 'prefix', text: pick(['charg', 'C-10', 'é', '-re']), not }),
    () => ({ is: 'phrase', text: pick(['double charge', 'tag:billing', 'a, b', '-x*', 'one']), not }),
    () => ({ is: 'filter', name, values: [...some], not }),
  ])();
}

const seeds = Array.from({ length: 10 }, (_, i) => 71 + i);

describe('parse ∘ print is the identity', () => {
  test.each(seeds)('on terms, seed %i', (seed) => {
    const next = random(seed);
    for (let i = 0; i < 200; i++) {
      const drawn = Array.from({ length: Math.floor(next() * 6) }, () => anyTerm(next));
      // A word that begins with "-" is one that is preceded by another sign.
      const terms = drawn.map((term) =>
        term.is !== 'filter' && term.is !== 'phrase' && term.text.startsWith('-')
          ? { ...term, not: true }
          : term,
      );
      expect(parseSearch(printSearch(terms)), printSearch(terms)).toEqual({ terms, hints: [] });
    }
  });

  test.each(seeds)('on whatever was typed, seed %i', (seed) => {
    const next = random(seed);
    for (let i = 0; i < 500; i++) {
      const typed = anyText(next);
      const { terms } = parseSearch(typed);
      expect(parseSearch(printSearch(terms)).terms, JSON.stringify(typed)).toEqual(terms);
    }
  });
});
