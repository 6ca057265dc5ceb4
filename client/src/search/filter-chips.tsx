import { priorityNames, statusNames } from '@caseroom/shared/case';
import { noteKinds } from '@caseroom/shared/note-kinds';
import {
  type FilterTerm,
  filterTerms,
  printSearch,
  printTerm,
  type SearchTerm,
} from '@caseroom/shared/search-grammar';
import { IconPlus, IconX } from '@tabler/icons-react';
import { filterLabels } from './filter-labels.ts';
import { FilterMenu } from './filter-menu.tsx';
import styles from './search.module.css';

interface FilterChipsProps {
  readonly terms: readonly SearchTerm[];
  readonly onChange: (q: string) => void;
}

/** The filters of a search, each of which can be taken away, and what there is to add. */
export function FilterChips({ terms, onChange }: FilterChipsProps) {
  return (
    <div className={styles.chips}>
      {filterTerms(terms).map((term) => (
        <span key={printTerm(term)} className={styles.chip} data-on>
          <span className={styles.chipField}>
            {term.not && 'Not: '}
            {filterLabels[term.name]}
          </span>
          {term.values.map((value) => valueText(term, value)).join(', ')}
          <button
            type="button"
            className={styles.chipRemove}
            aria-label={`Remove ${printTerm(term)}`}
            onClick={() => onChange(printSearch(terms.filter((other) => other !== term)))}
          >
            <IconX size={12} />
          </button>
        </span>
      ))}
      <FilterMenu
        terms={terms}
        onChange={(next) => onChange(printSearch(next))}
        target={
          <button type="button" className={styles.chip} data-add>
            <IconPlus size={12} aria-hidden /> Filter
          </button>
        }
      />
    </div>
  );
}

function valueText({ name }: FilterTerm, value: string): string {
  if (name === 'kind') return noteKinds[value as keyof typeof noteKinds].name;
  if (name === 'status') return statusNames[value as keyof typeof statusNames];
  if (name === 'priority') return `${value} ${priorityNames[value as keyof typeof priorityNames]}`;
  const ago = name === 'after' || name === 'before' ? /^(\d+)d$/.exec(value)?.[1] : undefined;
  return ago === undefined ? value : `${ago} days ago`;
}
