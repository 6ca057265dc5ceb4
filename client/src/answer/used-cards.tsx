import type { CaseUse, Verdict } from '@caseroom/shared/answer';
import { IconMoodCheck, IconMoodSad } from '@tabler/icons-react';
import { Link } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { Ago } from '../ui/ago.tsx';
import { InlineMessage } from '../ui/message.tsx';
import styles from './answer.module.css';
import { useUseActs } from './answer-data.ts';

interface UsedCardsProps {
  readonly caseId: string;
  readonly uses: readonly CaseUse[];
}

const verdicts: Record<Verdict, { readonly words: string; readonly icon: typeof IconMoodCheck }> = {
  solved: { words: 'Solved it', icon: IconMoodCheck },
  'no-help': { words: 'Did not help', icon: IconMoodSad },
};

/** The answers that went into this case’s notes; whoever works on it says what came of them. */
export function UsedCards({ caseId, uses }: UsedCardsProps) {
  const { rate } = useUseActs(caseId);
  return (
    <>
      <ul className={styles.cards} aria-label="Answers used here">
        {uses.map((use) => (
          <li key={use.id} className={styles.card} data-used>
            <Link to={`/answers/${use.card.id}`} className={styles.cardTitle}>
              {use.card.title}
            </Link>
            <p className={styles.facts}>
              used by {use.by.name.split(' ')[0]} <Ago at={use.at} />
            </p>
            <fieldset className={styles.verdicts} aria-label={`What came of “${use.card.title}”`}>
              {(Object.keys(verdicts) as Verdict[]).map((verdict) => {
                const { words, icon: Icon } = verdicts[verdict];
                const isSaid = use.verdict === verdict;
                return (
                  <button
                    key={verdict}
                    type="button"
                    className={styles.verdict}
                    data-verdict={verdict}
                    aria-pressed={isSaid}
                    disabled={!use.rate}
                    onClick={() => rate.mutate({ useId: use.id, verdict: isSaid ? null : verdict })}
                  >
                    <Icon size={14} stroke={1.8} aria-hidden /> {words}
                  </button>
                );
              })}
            </fieldset>
          </li>
        ))}
      </ul>
      {rate.error && <InlineMessage>{sentenceOf(rate.error)}</InlineMessage>}
    </>
  );
}
