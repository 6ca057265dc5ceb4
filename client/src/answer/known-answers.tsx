import type { NothingSimilar, SimilarCase } from '@caseroom/shared/answer';
import { type Case, unresolvedStatuses } from '@caseroom/shared/case';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { placeInCase } from '../case/go-to-place.ts';
import { useTagLooks } from '../case/vocabulary.ts';
import { Ago } from '../ui/ago.tsx';
import { Failure } from '../ui/message.tsx';
import side from '../ui/side-head.module.css';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { TagChip } from '../ui/tag-chip.tsx';
import styles from './answer.module.css';
import { useCaseUses, useKnownAnswers } from './answer-data.ts';
import { OfferedCard } from './offered-card.tsx';
import { UsedCards } from './used-cards.tsx';

/** So many are shown until somebody asks for the rest. */
const FIRST_SHOWN = 3;

/** Beside a case: answers used in it and, until it is resolved, answers that fit and how cases like it were resolved. */
export function KnownAnswersPanel({ held }: { readonly held: Case }) {
  const isOpen = unresolvedStatuses.includes(held.status);
  const known = useKnownAnswers(held, isOpen);
  const uses = useCaseUses(held.id).data ?? [];
  if (!isOpen && uses.length === 0) return null;
  const used = new Set(uses.map(({ card }) => card.id));
  const offered = known.data?.cards.filter(({ id }) => !used.has(id)) ?? [];
  return (
    <section aria-label="Known answers">
      <header className={side.head}>
        <h2>Known answers</h2>
        {isOpen && (
          <Tooltip label="Look again, by what the notes say now">
            <ActionIcon
              size={24}
              className="not-printed"
              aria-label="Look for known answers again"
              loading={known.isFetching && !known.isPending}
              onClick={() => void known.refetch()}
            >
              <IconRefresh size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      {uses.length > 0 && <UsedCards caseId={held.id} uses={uses} />}
      {isOpen && known.isPending && <Waiting />}
      {isOpen && known.error && !known.data && (
        <Failure compact error={known.error} what="known answers" retry={() => known.refetch()} />
      )}
      {isOpen && offered.length > 0 && (
        <ul className={styles.cards} aria-label="Answers that fit">
          {offered.map((card) => (
            <OfferedCard key={card.id} card={card} caseId={held.id} mayWrite={held.rights.write} />
          ))}
        </ul>
      )}
      {isOpen && known.data && (known.data.similar.length > 0 || uses.length + offered.length === 0) && (
        <Similar items={known.data.similar} nothing={known.data.nothing} held={held} />
      )}
    </section>
  );
}

const reasons: Record<NothingSimilar, string> = {
  'no-words': 'Resolved cases like this one appear here once its notes say what is going on.',
  'none-alike': 'No resolved case that you may read is like this one yet.',
};

interface SimilarProps {
  readonly items: readonly SimilarCase[];
  readonly nothing: NothingSimilar | null;
  readonly held: Case;
}

function Similar({ items, nothing, held }: SimilarProps) {
  const [all, setAll] = useState(false);
  if (nothing) return <p className={styles.none}>{reasons[nothing]}</p>;
  const shown = all ? items : items.slice(0, FIRST_SHOWN);
  return (
    <>
      <ul className={styles.cards} aria-label="Similar resolved cases">
        {shown.map((item) => (
          <SimilarCard key={item.id} item={item} isElsewhere={item.program.id !== held.program.id} />
        ))}
      </ul>
      {items.length > shown.length && (
        <button type="button" className={styles.textButton} onClick={() => setAll(true)}>
          {items.length - shown.length} more like it
        </button>
      )}
    </>
  );
}

function SimilarCard({ item, isElsewhere }: { readonly item: SimilarCase; readonly isElsewhere: boolean }) {
  const looks = useTagLooks();
  const { resolution, others } = item;
  return (
    <li className={styles.card}>
      <Link to={placeInCase(item.id, { noteId: resolution?.noteId })} className={styles.cardTitle}>
        <span className={styles.number}>{item.number}</span>
        {item.subject}
      </Link>
      {resolution?.cause && <Said name="Cause" words={resolution.cause} />}
      {resolution?.fix && <Said name="Fix" words={resolution.fix} />}
      {!resolution && <p className={styles.none}>Resolved without a resolution note.</p>}
      <p className={styles.facts}>
        {item.tags.map((tag) => (
          <TagChip key={tag} name={tag} colour={looks.get(tag)?.colour ?? null} />
        ))}
        {item.words.length > 0 && <span>both say {item.words.join(', ')}</span>}
        <Ago at={item.touchedAt} />
        {isElsewhere && <span>{item.program.name}</span>}
        {others > 0 && <span>{others === 1 ? '1 other like it' : `${others} others like it`}</span>}
      </p>
    </li>
  );
}

const Said = ({ name, words }: { readonly name: string; readonly words: string }) => (
  <p className={styles.said}>
    <strong>{name}</strong> {words}
  </p>
);

function Waiting() {
  return (
    <div className={styles.cards} role="status" aria-label="Looking for known answers">
      {['80%', '64%'].map((width) => (
        <div key={width} className={styles.card}>
          <SkeletonLine width={width} />
          <SkeletonLine width="92%" />
        </div>
      ))}
    </div>
  );
}
