import { type AnswerCard, answerPartKeys, answerParts } from '@caseroom/shared/answer';
import { useState } from 'react';
import { Ago } from '../ui/ago.tsx';
import { Failure } from '../ui/message.tsx';
import { useAnswerVersions } from './answer-data.ts';
import styles from './library.module.css';

/** How an edited card read before, each version with who wrote it. */
export function CardVersions({ card }: { readonly card: AnswerCard }) {
  const [open, setOpen] = useState(false);
  if (card.version === 1) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.minor}>How it read before</summary>
      {open && <Versions card={card} />}
    </details>
  );
}

function Versions({ card }: { readonly card: AnswerCard }) {
  const { data, error, refetch } = useAnswerVersions(card.id);
  if (error && !data) return <Failure compact error={error} what="its versions" retry={() => refetch()} />;
  return (
    <ol className={styles.versions}>
      {data
        ?.filter(({ version }) => version < card.version)
        .map((before) => (
          <li key={before.version} className={styles.part}>
            <h3>
              Version {before.version}, {before.by.name} · <Ago at={before.at} />
            </h3>
            <p>{before.title}</p>
            {answerPartKeys.map((part) =>
              before[part] === '' ? null : (
                <p key={part}>
                  {answerParts[part].name}: {before[part]}
                </p>
              ),
            )}
          </li>
        ))}
    </ol>
  );
}
