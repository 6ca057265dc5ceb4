import type { HandoverRecord, HandoverSignature } from '@caseroom/shared/handover';
import { timerNames } from '@caseroom/shared/timer';
import { rightNow } from '../platform/clock.ts';
import { clockText, dateText, fullText } from '../platform/time.ts';
import { letters } from './note-parts.tsx';
import styles from './record.module.css';
import type { Sheet } from './sheets.ts';

/** One case on paper: what was handed over, how it was read back, and who signed. */
export function SheetView({ sheet }: { readonly sheet: Sheet }) {
  return (
    <section className={styles.sheet} aria-label={`${sheet.number} ${sheet.subject}`}>
      <header>
        <h2>
          <span className={styles.number}>{sheet.number}</span> {sheet.subject}
        </h2>
        <p>
          {sheet.about} · {sheet.standing}
        </p>
      </header>
      <Facts record={sheet.record} />
      {sheet.parts.map(({ section, lines }) => (
        <section key={section} className={styles.part}>
          <h3>
            <span className={styles.letter}>{letters[section]}</span> {section}
          </h3>
          <ul>
            {lines.map(({ text, ticked, readBack }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what was signed never moves.
              <li key={i} data-ticked={ticked || undefined}>
                <span className={styles.box} role="img" aria-label={ticked ? 'Read back' : 'Not read back'} />
                <div>
                  {text}
                  {readBack && <p className={styles.own}>“{readBack}”</p>}
                </div>
              </li>
            ))}
            {lines.length === 0 && <li>Nothing was written.</li>}
          </ul>
        </section>
      ))}
      {sheet.questions.length > 0 && (
        <section className={styles.part}>
          <h3>Questions</h3>
          <dl className={styles.questions}>
            {sheet.questions.map(({ question, answer }) => (
              <div key={question}>
                <dt>{question}</dt>
                <dd>{answer ?? 'Not answered.'}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <div className={styles.signatures}>
        <Signature signature={sheet.given} words="Handed over" />
        <Signature signature={sheet.taken} words="Read back and accepted" />
      </div>
    </section>
  );
}

function Facts({
  record: { timer, nextUpdateAt, followUps, escalation },
}: {
  readonly record: HandoverRecord;
}) {
  const facts = [
    timer?.dueAt && `${timerNames[timer.kind]} due ${moment(timer.dueAt)}`,
    nextUpdateAt && `next update to the customer ${moment(nextUpdateAt)}`,
    escalation && `escalated to ${escalation.targetName}, waiting`,
    ...followUps.map(
      ({ text, dueAt, promise }) => `${promise ? 'promised' : 'follow-up'}: ${text} (${moment(dueAt)})`,
    ),
  ].filter((fact) => typeof fact === 'string');
  return facts.length > 0 ? <p className={styles.record}>{facts.join('; ')}.</p> : null;
}

const moment = (iso: string): string => `${dateText(new Date(iso), rightNow())} ${clockText(new Date(iso))}`;

const HASH_SHOWN = 16;

interface SignatureProps {
  readonly signature: HandoverSignature | undefined;
  readonly words: string;
}

function Signature({ signature, words }: SignatureProps) {
  return (
    <div className={styles.signature} data-empty={!signature || undefined}>
      <span className={styles.signedAs}>
        {words}
        {signature?.as === 'lead' && ', by a lead'}
      </span>
      <strong>{signature?.person.name ?? 'not signed'}</strong>
      {signature && (
        <>
          <time dateTime={signature.at}>{fullText(new Date(signature.at))}</time>
          <code title={signature.hash}>
            {signature.hash.slice(0, HASH_SHOWN)}…{' '}
            {signature.intact ? 'matches the ledger' : 'does not match the ledger'}
          </code>
        </>
      )}
    </div>
  );
}
