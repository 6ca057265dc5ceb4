import type { NewThread, NoteThreads, Thread } from '@caseroom/shared/comment';
import type { Role } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import { Button, NativeSelect } from '@mantine/core';
import { IconLock, IconPencilPlus, IconUsers } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Mentionable } from '../note/editor/mention-people.tsx';
import { useMe } from '../platform/session.ts';
import { DRAFT_ID } from './active.ts';
import { openThread, useAct } from './comment-data.ts';
import { CommentForm } from './comment-form.tsx';
import styles from './composer.module.css';
import { setThreadDraft, type ThreadDraft } from './drafts.ts';
import { type People, stillMentioned } from './mention-field.ts';
import { isPlainLine } from './places.ts';
import { WordsField } from './suggestion-part.tsx';
import { firstName, shortened } from './threads.ts';

interface ComposerProps {
  readonly caseId: string;
  readonly owner: PersonRef;
  readonly draft: ThreadDraft;
  readonly rights: NoteThreads['rights'];
  readonly people: People;
  /** Changes whenever somebody asks to comment: the field takes the focus. */
  readonly wish: number;
  readonly onOpened: (thread: Thread) => void;
  /** Back to the text. */
  readonly onLeave: () => void;
}

/** The beginning of a thread: what one has to say, who reads it, and perhaps other words for the text. */
export function Composer({ caseId, owner, draft, rights, people, wish, onOpened, onLeave }: ComposerProps) {
  const me = useMe();
  const open = useAct(caseId);
  const set = (next: ThreadDraft | null) => setThreadDraft(me.id, caseId, next);
  const change = (more: Partial<ThreadDraft>) => {
    // What is sent after a failure is another thread when it says something else.
    set({ ...draft, ...more, ...(open.error && { key: crypto.randomUUID() }) });
  };
  const coaching = draft.audience === 'coaching';
  const close = () => {
    set(null);
    onLeave();
  };
  const send = () => {
    const onSuccess = (thread: Thread) => {
      set(null);
      onOpened(thread);
    };
    open.mutate({ run: () => openThread(draft.noteId, asked(draft), draft.key) }, { onSuccess });
  };
  const mayCoachNobody = coaching && draft.coachedId === null;
  const maySuggest = rights.suggest && isPlainLine(draft.quote);
  return (
    <section
      data-card={DRAFT_ID}
      className={styles.composer}
      data-coaching={coaching || undefined}
      aria-label="New comment"
    >
      <p className={styles.quote}>
        <span className="hidden-text">On </span>“{shortened(draft.quote)}”
      </p>
      {rights.coach && <AudiencePart {...{ draft, change, owner, people }} />}
      <CommentForm
        key={wish}
        label={coaching ? 'Coaching' : 'Comment'}
        placeholder={coaching ? 'Only the two of you read this' : 'Comment, or @mention somebody'}
        draft={draft}
        setDraft={change}
        people={coaching ? null : people}
        send={draft.suggestion !== null ? 'Suggest' : coaching ? 'Coach' : 'Comment'}
        busy={open.isPending}
        error={open.error}
        focus={wish > 0}
        sendable={draft.suggestion !== null && draft.suggestion.trim() !== draft.quote}
        coaching={coaching}
        onSend={mayCoachNobody ? () => {} : send}
        onCancel={close}
        onEscape={draft.body === '' && draft.suggestion === null ? close : onLeave}
      >
        {maySuggest && draft.suggestion !== null && (
          <WordsField value={draft.suggestion} onChange={(suggestion) => change({ suggestion })} focus />
        )}
        {maySuggest && (
          <Button
            size="compact-xs"
            variant="default"
            className={styles.suggest ?? ''}
            leftSection={<IconPencilPlus size={14} stroke={1.7} />}
            onClick={() => change({ suggestion: draft.suggestion === null ? draft.quote : null })}
          >
            {draft.suggestion === null ? 'Suggest other words' : 'Only comment'}
          </Button>
        )}
      </CommentForm>
    </section>
  );
}

/** What the server is asked; what does not belong to the audience stays behind. */
function asked(draft: ThreadDraft): NewThread {
  const { quote, prefix, suffix, anchor, audience, coachedId, suggestion } = draft;
  const coaching = audience === 'coaching';
  const suggests = suggestion !== null && suggestion.trim() !== quote;
  return {
    quote,
    prefix,
    suffix,
    ...(anchor && { anchor }),
    body: draft.body.trim(),
    mentions: coaching ? [] : stillMentioned(draft),
    audience,
    ...(coaching && coachedId !== null && { coachedId }),
    ...(suggests && { suggestion: { text: suggestion.trim() } }),
  };
}

interface AudiencePartProps {
  readonly draft: ThreadDraft;
  readonly change: (more: Partial<ThreadDraft>) => void;
  readonly owner: PersonRef;
  readonly people: People;
}

/** Everyone on the case, or only one person: told apart by word, mark and colour before anything is written. */
function AudiencePart({ draft, change, owner, people }: AudiencePartProps) {
  const coachable = useCoachable(people);
  const coaching = draft.audience === 'coaching';
  const chosen = coachable.find(({ id }) => id === draft.coachedId);
  const name = chosen?.label ?? (draft.coachedId === owner.id ? owner.name : null);
  const option = (audience: ThreadDraft['audience'], label: string, icon: typeof IconLock) => {
    const Icon = icon;
    return (
      <label
        className={styles.option}
        data-tone={audience}
        data-on={draft.audience === audience || undefined}
      >
        <input
          type="radio"
          name="audience"
          checked={draft.audience === audience}
          onChange={() => change({ audience })}
        />
        <Icon size={14} stroke={1.9} aria-hidden />
        {label}
      </label>
    );
  };
  return (
    <fieldset className={styles.audience}>
      <legend className="hidden-text">Who reads this</legend>
      {option('everyone', 'Everyone on the case', IconUsers)}
      {option('coaching', `Coaching: only you and ${name ? firstName({ name }) : 'one person'}`, IconLock)}
      {coaching && (
        <NativeSelect
          size="xs"
          label="Who is coached"
          value={draft.coachedId ?? ''}
          onChange={(event) => change({ coachedId: event.currentTarget.value || null })}
          data={[
            ...(draft.coachedId === null ? [{ value: '', label: 'Choose somebody' }] : []),
            ...coachable.map(({ id, label }) => ({ value: id, label })),
          ]}
        />
      )}
    </fieldset>
  );
}

const writers: readonly Role[] = ['agent', 'senior', 'lead'];

/** Everybody else of the program who writes in its notes. */
function useCoachable(people: People): readonly Mentionable[] {
  const me = useMe();
  const [known, setKnown] = useState<readonly Mentionable[]>([]);
  useEffect(() => {
    void people().then(setKnown);
  }, [people]);
  return known.filter(({ id, role }) => id !== me.id && role !== undefined && writers.includes(role));
}
