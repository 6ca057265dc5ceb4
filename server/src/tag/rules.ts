import { fold } from '@caseroom/shared/fold';
import { singleGroups, type TagGroup, type VocabularyTag } from '@caseroom/shared/tag';

/** A word of a text, with every form that it can be recognised by. */
export interface Word {
  /** Folded as `fold` does; the first is the word as it stands. */
  readonly forms: readonly string[];
  /** Said not to be so, as far as the reader can tell. */
  readonly negated: boolean;
}

/** Takes a line apart into its words. */
export type ReadLine = (line: string) => readonly Word[];

/** Of any language: words as they stand. */
export const readPlainly: ReadLine = (line) =>
  (fold(line).match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? []).map((word) => ({
    forms: [word],
    negated: false,
  }));

export type SpeakingTag = Pick<VocabularyTag, 'id' | 'name' | 'group' | 'keywords'>;

/** A tag's name or one of its keywords, taken apart as a note's lines are. */
export interface Term {
  readonly tagId: string;
  readonly group: TagGroup;
  /** As it was written. */
  readonly term: string;
  readonly parts: readonly Part[];
}
type Part = { readonly prefix: string } | { readonly forms: readonly string[] };

/** What a vocabulary is recognised by. */
export const termsOf = (tags: readonly SpeakingTag[], read: ReadLine): Term[] =>
  tags.flatMap(({ id, name, group, keywords }) =>
    [...new Set([name, ...keywords])]
      .map((term): Term => ({ tagId: id, group, term, parts: partsOf(term, read) }))
      .filter(({ parts }) => parts.length > 0),
  );

const partsOf = (term: string, read: ReadLine): Part[] =>
  term.split(/\s+/u).flatMap((piece): Part[] => {
    if (piece.length > 1 && piece.endsWith('*')) return [{ prefix: fold(piece.slice(0, -1)) }];
    return read(piece).map(({ forms }) => ({ forms }));
  });

export interface Match {
  readonly tagId: string;
  /** The longest term that was found. */
  readonly term: string;
  /** Lines that say it. */
  readonly lines: number;
}

/**
 * The tags that lines speak for: those whose name or keyword stands in one of them and is not negated there. Of a
 * group that has one value, the one that most lines speak for.
 */
export function matchTags(terms: readonly Term[], lines: readonly (readonly Word[])[]): Match[] {
  const found = new Map<string, { term: Term; lines: Set<number> }>();
  for (const term of terms) {
    const saying = lines.flatMap((line, index) => (says(line, term.parts) ? [index] : []));
    if (saying.length === 0) continue;
    const held = found.get(term.tagId);
    const longer = held && held.term.term.length >= term.term.length ? held.term : term;
    found.set(term.tagId, { term: longer, lines: new Set([...(held?.lines ?? []), ...saying]) });
  }
  const matches = [...found.values()].sort((a, b) => b.lines.size - a.lines.size);
  const best = matches.filter(
    ({ term }, index) =>
      !singleGroups.includes(term.group) ||
      matches.findIndex((other) => other.term.group === term.group) === index,
  );
  return best.map(({ term: { tagId, term }, lines: saying }) => ({ tagId, term, lines: saying.size }));
}

const says = (line: readonly Word[], parts: readonly Part[]): boolean =>
  line.some((_word, start) =>
    parts.every((part, offset) => {
      const word = line[start + offset];
      return word !== undefined && !word.negated && isWord(part, word);
    }),
  );

const isWord = (part: Part, { forms }: Word): boolean =>
  'prefix' in part
    ? forms[0]?.startsWith(part.prefix) === true
    : part.forms.some((form) => forms.includes(form));
