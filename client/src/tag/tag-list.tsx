import {
  singleGroups,
  type TagUse,
  tagGroups,
  type Vocabulary,
  type VocabularyTag,
} from '@caseroom/shared/tag';
import { Button } from '@mantine/core';
import list from '../ui/list-page.module.css';
import { ListRow } from '../ui/list-page.tsx';
import { Message } from '../ui/message.tsx';
import { Pill } from '../ui/pill.tsx';
import { TagChip } from '../ui/tag-chip.tsx';
import styles from './tag.module.css';
import { answersTo, byGroup } from './tag-choices.ts';

interface TagListProps {
  readonly vocabulary: Vocabulary;
  readonly uses: readonly TagUse[];
  /** What the list is narrowed to. */
  readonly typed: string;
  /** The id of the tag that is open beside the list. */
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** Somebody wants a typed tag in the vocabulary. */
  readonly onAdopt: (name: string) => void;
}

/** The vocabulary by group, and what people typed beside it. */
export function TagList({ vocabulary, uses, typed, chosen, onChoose, onAdopt }: TagListProps) {
  const groups = byGroup(vocabulary.tags.filter((tag) => answersTo(tag, typed)));
  const known = new Set(vocabulary.tags.map(({ name }) => name));
  const free = uses.filter(({ name }) => !known.has(name) && name.includes(typed.toLowerCase()));
  const count = (name: string) => uses.find((use) => use.name === name)?.cases ?? 0;
  if (typed && groups.length + free.length === 0)
    return <Message title="Nothing found">No tag has “{typed}” in its name, keywords or old names.</Message>;
  return (
    <>
      {groups.map(({ group, name, tags }) => (
        <section key={group}>
          <div className={styles.group}>
            <h2>
              {name}{' '}
              <span>
                {tagGroups[group].about}
                {singleGroups.includes(group) ? '' : ` · ${tags.length}`}
              </span>
            </h2>
          </div>
          <ul className={list.rows}>
            {tags.map((tag) => (
              <TagRow
                key={tag.id}
                tag={tag}
                cases={count(tag.name)}
                isOpen={tag.id === chosen}
                onOpen={() => onChoose(tag.id)}
              />
            ))}
          </ul>
        </section>
      ))}
      {free.length > 0 && (
        <section>
          <div className={styles.group}>
            <h2>
              Typed by people <span>On cases, but not in the vocabulary</span>
            </h2>
          </div>
          <ul className={list.rows}>
            {free.map(({ name, cases }) => (
              <li key={name} className={`${list.line} ${styles.row}`}>
                <span className={styles.rowName}>
                  <TagChip name={name} colour={null} />
                </span>
                <span className={styles.rowAbout}>{casesText(cases)}</span>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Add ${name} to the vocabulary`}
                  onClick={() => onAdopt(name)}
                >
                  Add
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface TagRowProps {
  readonly tag: VocabularyTag;
  readonly cases: number;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function TagRow({ tag, cases, isOpen, onOpen }: TagRowProps) {
  const names = tag.oldNames.length > 0 && `was ${tag.oldNames.join(', ')}`;
  return (
    <ListRow isOpen={isOpen} onOpen={onOpen} className={styles.row}>
      <span className={styles.rowName}>
        <TagChip name={tag.name} colour={tag.colour} />
        {tag.retired && <Pill>Retired</Pill>}
      </span>
      <span className={styles.rowAbout}>{[tag.about, names].filter(Boolean).join(' · ')}</span>
      <span className={styles.rowCount}>{casesText(cases)}</span>
    </ListRow>
  );
}

export const casesText = (cases: number): string =>
  cases === 0 ? 'no case' : cases === 1 ? '1 case' : `${cases} cases`;
