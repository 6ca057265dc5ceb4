import { type TagSuggestion, tagGroups } from '@caseroom/shared/tag';
import { Tooltip } from '@mantine/core';
import { IconCheck, IconSparkles, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { TagDot } from '../ui/tag-chip.tsx';
import styles from './tag.module.css';
import { useDecide, useTagSuggestions } from './tag-data.ts';

interface Decided {
  readonly suggestion: TagSuggestion;
  readonly do: 'accept' | 'dismiss';
}

/** What the notes speak for: quiet until somebody says yes or no, and either can be taken back. */
export function SuggestedTags({ caseId }: { readonly caseId: string }) {
  const { data = [] } = useTagSuggestions(caseId, true);
  const decide = useDecide(caseId);
  const [last, setLast] = useState<Decided | null>(null);
  const say = (decided: Decided) => {
    setLast(decided);
    decide.mutate(decided, { onError: () => setLast(null) });
  };
  const undo = ({ suggestion }: Decided) => {
    setLast(null);
    decide.mutate({ suggestion, do: 'restore' });
  };
  if (data.length === 0 && !last && !decide.error) return null;
  return (
    <section className={`${styles.suggestions} not-printed`} aria-label="Suggested tags">
      {data.length > 0 && (
        <span className={styles.label}>
          <IconSparkles size={13} aria-hidden /> Suggested
        </span>
      )}
      {data.map((suggestion) => (
        <Suggestion key={suggestion.tagId} suggestion={suggestion} onSay={say} />
      ))}
      <span role="status" className={styles.status}>
        {last && (
          <>
            {last.do === 'accept' ? 'Added' : 'Dismissed'} “{last.suggestion.name}”
            <button type="button" className={styles.undo} onClick={() => undo(last)}>
              Undo
            </button>
          </>
        )}
        {decide.error && sentenceOf(decide.error)}
      </span>
    </section>
  );
}

interface SuggestionProps {
  readonly suggestion: TagSuggestion;
  readonly onSay: (decided: Decided) => void;
}

function Suggestion({ suggestion, onSay }: SuggestionProps) {
  const { name, group, colour, term, noteTitle } = suggestion;
  return (
    <span className={styles.suggested}>
      <Tooltip label={`${tagGroups[group].name}: “${term}” is in ${noteTitle}`}>
        <button
          type="button"
          className={styles.accept}
          aria-label={`Add the suggested tag ${name}`}
          onClick={() => onSay({ suggestion, do: 'accept' })}
        >
          <TagDot colour={colour} />
          {name}
          <IconCheck size={12} aria-hidden />
        </button>
      </Tooltip>
      <button
        type="button"
        className={styles.dismiss}
        aria-label={`Dismiss the suggested tag ${name}`}
        onClick={() => onSay({ suggestion, do: 'dismiss' })}
      >
        <IconX size={11} />
      </button>
    </span>
  );
}
