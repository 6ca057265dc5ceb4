import { type FullAnswer, kindOfPlace, MAX_COUNT, type SearchSort } from '@caseroom/shared/search';
import { parseSearch, printSearch, type SearchPlace, searchPlaces } from '@caseroom/shared/search-grammar';
import { kindNames } from './options.ts';
import styles from './search.module.css';
import { placeLookedIn, withPlace } from './terms.ts';

interface TabsProps {
  readonly q: string;
  readonly sort: SearchSort;
  readonly counts: FullAnswer['counts'];
  readonly onSort: (sort: SearchSort) => void;
  readonly onQuery: (q: string) => void;
}

const sortNames: Record<SearchSort, string> = { best: 'Best', newest: 'Newest' };

/** Which kinds of thing to show, how many there are, and in which order. */
export function Tabs({ q, sort, counts, onSort, onQuery }: TabsProps) {
  const { terms } = parseSearch(q);
  const chosen = placeLookedIn(terms);
  const look = (place: SearchPlace | null) => onQuery(printSearch(withPlace(terms, place)));
  return (
    <div className={styles.bar}>
      <fieldset className={styles.tabs} aria-label="What to show">
        <button
          type="button"
          className={styles.tab}
          aria-pressed={chosen === null}
          onClick={() => look(null)}
        >
          Everything
        </button>
        {searchPlaces.map((place) => (
          <button
            key={place}
            type="button"
            className={styles.tab}
            aria-pressed={chosen === place}
            onClick={() => look(place)}
          >
            {kindNames[kindOfPlace[place]]}
            {/* What another tab would hold is not known while one is chosen. */}
            {counts && (chosen === null || chosen === place) && (
              <span className="numbers">{countText(counts[kindOfPlace[place]])}</span>
            )}
          </button>
        ))}
      </fieldset>
      <span className={styles.grow} />
      <fieldset className={styles.tabs} aria-label="Order">
        {(Object.keys(sortNames) as SearchSort[]).map((name) => (
          <button
            key={name}
            type="button"
            className={styles.tab}
            aria-pressed={sort === name}
            onClick={() => onSort(name)}
          >
            {sortNames[name]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

const countText = (count: number): string => (count >= MAX_COUNT ? `${MAX_COUNT}+` : String(count));
