import { type KeyboardEvent, useEffect, useState } from 'react';
import { rightNow } from '../../platform/clock.ts';
import { readAmount } from './amount.ts';
import { momentWords, readMoment } from './moment.ts';
import type { AnswerProps } from './value-field.tsx';

interface TypedProps extends AnswerProps {
  /** The answer in words that read back as the same answer. */
  readonly shown: string;
  /** What was typed as an answer; null when it is none. */
  readonly read: (typed: string) => Promise<string | null>;
  readonly placeholder: string;
  readonly title?: string | undefined;
  /** Said when what was typed is no answer. */
  readonly fault: string;
}

/** An answer that is typed and read: taken on Enter and on leaving, given back to be mended when it cannot be read. */
function TypedInput(props: TypedProps) {
  const { shown, read, onChange, disabled, labelledBy, describedBy, placeholder, title, fault } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: somebody else's answer takes the place of what was here.
  useEffect(() => {
    setTyped(null);
    setWrong(false);
  }, [shown]);
  const take = async () => {
    if (typed === null || typed === shown) return setTyped(null);
    const answer = typed.trim() === '' ? null : await read(typed);
    setWrong(answer === null && typed.trim() !== '');
    if (answer === null && typed.trim() !== '') return;
    setTyped(null);
    onChange(answer);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void take();
    if (event.key === 'Escape' && typed !== null) {
      setTyped(null);
      setWrong(false);
    }
  };
  return (
    <>
      <input
        type="text"
        className="note-field-input"
        value={typed ?? shown}
        disabled={disabled}
        placeholder={placeholder}
        title={title}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={wrong || undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => void take()}
        onKeyDown={onKeyDown}
      />
      {wrong && (
        <span className="note-field-fault" role="alert">
          {fault}
        </span>
      )}
    </>
  );
}

/** A moment, typed as people say it and shown by the reader's own clock. */
export function MomentInput(answer: AnswerProps) {
  const at = answer.value === null ? null : new Date(answer.value);
  return (
    <>
      <TypedInput
        {...answer}
        shown={at ? momentWords(at) : ''}
        read={async (typed) => (await readMoment(typed, rightNow()))?.toISOString() ?? null}
        placeholder="yesterday 3pm, 22 nov 14:05"
        title={at ? `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC` : undefined}
        fault="No time could be read from that."
      />
      {!at && !answer.disabled && (
        <button type="button" className="note-field-now" onClick={() => answer.onChange(thisMinute())}>
          Now
        </button>
      )}
    </>
  );
}

function thisMinute(): string {
  const now = rightNow();
  now.setSeconds(0, 0);
  return now.toISOString();
}

export function AmountInput({ currency, ...answer }: AnswerProps & { readonly currency: string }) {
  return (
    <TypedInput
      {...answer}
      shown={answer.value ?? ''}
      read={async (typed) => readAmount(typed, currency)}
      placeholder={`0.00 ${currency}`}
      fault={`Write an amount, such as 49.90 ${currency}.`}
    />
  );
}
