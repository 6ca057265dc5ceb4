import { type Handover, MAX_SHIFT_TEXT_CHARS, type ShiftText as Words } from '@caseroom/shared/handover';
import { Button, Textarea } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { type HandoverActs, packetPath } from './handover-data.ts';
import styles from './packet.module.css';
import { firstName } from './packet.ts';

interface ShiftTextProps {
  readonly held: Handover;
  readonly acts: HandoverActs;
  readonly onBack: () => void;
}

/** What the next shift of each program should know besides its cases. */
export function ShiftText({ held, acts, onBack }: ShiftTextProps) {
  return (
    <div className={styles.middle}>
      <div className={styles.column}>
        <header className={styles.caseHead}>
          <button type="button" className={styles.toList} aria-label="Back to the cases" onClick={onBack}>
            <IconArrowLeft size={18} />
          </button>
          <div className={styles.caseWords}>
            <h2>For the whole shift</h2>
            <p className={styles.minor}>
              Outages, VIP and vulnerable customers, callbacks: what is not in one case.
            </p>
          </div>
        </header>
        {held.shift.map((words) =>
          held.rights.edit ? (
            <Field key={words.program.id} held={held} words={words} acts={acts} />
          ) : (
            <section key={words.program.id} className={styles.card} aria-label={words.program.name}>
              <h3 className={styles.cardTitle}>{words.program.name}</h3>
              <p className={styles.shiftText}>
                {words.text || `${firstName(held.giver)} has written nothing here.`}
              </p>
            </section>
          ),
        )}
      </div>
    </div>
  );
}

/** A pause this long in typing saves the words, ms. */
const SAVE_AFTER_MS = 900;

interface FieldProps {
  readonly held: Handover;
  readonly words: Words;
  readonly acts: HandoverActs;
}

/** Saves itself. Words saved meanwhile in another tab are shown, never overwritten. */
function Field({ held, words, acts }: FieldProps) {
  const [base, setBase] = useState(words);
  const [text, setText] = useState(words.text);
  const isChanged = text.trim() !== base.text.trim();
  const isBehind = words.revision > base.revision;
  if (isBehind && (!isChanged || words.text.trim() === text.trim())) {
    setBase(words);
    if (!isChanged) setText(words.text);
  }
  const save = () => {
    const body = { programId: words.program.id, text, revision: base.revision };
    acts.mutate({ method: 'PUT', path: packetPath(held.id, '/shift'), body });
  };
  useSaveAfter(SAVE_AFTER_MS, isChanged && !isBehind ? text : null, save);
  const takeTheirs = () => {
    setBase(words);
    setText(words.text);
    acts.reset();
  };
  return (
    <Textarea
      label={words.program.name}
      description={isChanged ? (acts.isPending ? 'Saving' : 'Not saved yet') : text ? 'Saved' : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autosize
      minRows={4}
      maxLength={MAX_SHIFT_TEXT_CHARS}
      placeholder="Outage in the north until about 20:00. Mr Lund calls every evening; he is hard of hearing."
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      error={
        isChanged && isBehind ? (
          <>
            It was changed elsewhere: “{words.text}”{' '}
            <Button variant="default" onClick={takeTheirs}>
              Take that
            </Button>
          </>
        ) : undefined
      }
    />
  );
}

/** Saves once a text has been left alone for a while; null: nothing to save. */
function useSaveAfter(wait_ms: number, text: string | null, save: () => void): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    if (text === null) return;
    const timer = window.setTimeout(() => latest.current(), wait_ms);
    return () => window.clearTimeout(timer);
  }, [wait_ms, text]);
}
