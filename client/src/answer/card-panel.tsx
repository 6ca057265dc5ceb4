import { type AnswerCard, answerPartKeys, answerParts, answerStateNames } from '@caseroom/shared/answer';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { placeInCase } from '../case/go-to-place.ts';
import { useTagLooks } from '../case/vocabulary.ts';
import { Ago } from '../ui/ago.tsx';
import { Failure } from '../ui/message.tsx';
import { Pill } from '../ui/pill.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { TagChip } from '../ui/tag-chip.tsx';
import { useAnswerCard, useCardActs } from './answer-data.ts';
import { historySentence, staleWords, stateTones, usedWords } from './answer-words.ts';
import { CardActs } from './card-acts.tsx';
import { CardForm } from './card-form.tsx';
import { CardVersions } from './card-versions.tsx';
import { Findings } from './findings.tsx';
import styles from './library.module.css';

interface CardPanelProps {
  readonly cardId: string;
  readonly backTo: string;
}

/** One card: what it says, what may be done with it, where it was used, who did what. */
export function CardPanel({ cardId, backTo }: CardPanelProps) {
  const navigate = useNavigate();
  const { data: card, error, refetch } = useAnswerCard(cardId);
  const [editing, setEditing] = useState(false);
  const close = () => void navigate(backTo);
  return (
    <SidePanel title={card?.title ?? 'Answer card'} onClose={close}>
      {error && !card && <Failure error={error} what="an answer card" addressed retry={() => refetch()} />}
      {!card && !error && <Waiting />}
      {card && editing && <EditCard card={card} onDone={() => setEditing(false)} />}
      {card && !editing && <CardText card={card} onEdit={() => setEditing(true)} />}
    </SidePanel>
  );
}

function CardText({ card, onEdit }: { readonly card: AnswerCard; readonly onEdit: () => void }) {
  const looks = useTagLooks();
  return (
    <>
      <p className={styles.facts}>
        <Pill tone={stateTones[card.state]}>{answerStateNames[card.state]}</Pill>
        {card.stale && <Pill tone="warn">{staleWords[card.stale]}</Pill>}
        <span>{usedWords(card)}</span>
        {card.tags.map((tag) => (
          <TagChip key={tag} name={tag} colour={looks.get(tag)?.colour ?? null} />
        ))}
      </p>
      {card.rights.edit && card.findings.length > 0 && <Findings items={card.findings} />}
      {answerPartKeys.map((part) =>
        card[part] === '' ? null : (
          <section key={part} className={styles.part} data-part={part} aria-label={answerParts[part].name}>
            <h3>{answerParts[part].name}</h3>
            <p>{card[part]}</p>
          </section>
        ),
      )}
      <CardActs card={card} onEdit={onEdit} />
      <Uses card={card} />
      <History card={card} />
    </>
  );
}

function EditCard({ card, onDone }: { readonly card: AnswerCard; readonly onDone: () => void }) {
  const { edit } = useCardActs();
  return (
    <CardForm
      programId={card.program.id}
      first={card}
      label="Save"
      error={edit.error}
      pending={edit.isPending}
      onCancel={onDone}
      onSave={(words) => edit.mutate({ id: card.id, after: card.version, ...words }, { onSuccess: onDone })}
    />
  );
}

function Uses({ card }: { readonly card: AnswerCard }) {
  return (
    <section className={styles.part} aria-label="Where it was used">
      <h3>Where it was used</h3>
      {card.uses.length === 0 ? (
        <p className={styles.minor}>In no case that you may read.</p>
      ) : (
        <ul className={styles.lines}>
          {card.uses.map((use) => (
            <li key={use.id}>
              <Link to={placeInCase(use.case.id, { noteId: use.noteId })} className={styles.link}>
                {use.case.number} {use.case.subject}
              </Link>
              <span className={styles.minor}>
                {use.by.name.split(' ')[0]} <Ago at={use.at} />
                {use.verdict && (use.verdict === 'solved' ? ', solved it' : ', did not help')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function History({ card }: { readonly card: AnswerCard }) {
  return (
    <section className={styles.part} aria-label="History">
      <h3>History</h3>
      {card.source && (
        <p className={styles.minor}>
          Made of the resolution of{' '}
          <Link to={placeInCase(card.source.case.id, { noteId: card.source.noteId })} className={styles.link}>
            {card.source.case.number} {card.source.case.subject}
          </Link>
        </p>
      )}
      <ol className={styles.lines}>
        {card.history.map((entry) => (
          <li key={`${entry.at} ${entry.kind} ${entry.version}`}>
            <span>
              <strong>{entry.by.name}</strong> {historySentence(entry)}
            </span>
            <span className={styles.minor}>
              version {entry.version} · <Ago at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
      <CardVersions card={card} />
    </section>
  );
}

const Waiting = () => (
  <div className={styles.part} role="status" aria-label="Loading the card">
    <SkeletonLine width="40%" />
    <SkeletonLine width="90%" />
    <SkeletonLine width="76%" />
  </div>
);
