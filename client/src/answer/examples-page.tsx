import type { Exemplar } from '@caseroom/shared/exemplar';
import { ListExemplars } from '@caseroom/shared/exemplar';
import { NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { Button, Select } from '@mantine/core';
import { IconAward } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { placeInCase } from '../case/go-to-place.ts';
import { useMarkExemplary } from '../note/exemplary/exemplary-data.ts';
import { sentenceOf } from '../platform/http.ts';
import { readablePrograms, useMe } from '../platform/session.ts';
import { useParamSetter } from '../platform/use-param-setter.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import list from '../ui/list-page.module.css';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { ProgramFilter } from '../ui/program-select.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { useExemplars } from './answer-data.ts';
import styles from './library.module.css';

/** Notes that show newcomers how it is done, each with what makes it good. */
export function ExamplesPage() {
  usePageTitle('Good examples');
  const [params, _setParams] = useSearchParams();
  const query = ListExemplars.safeParse(Object.fromEntries(params));
  const asked = query.success ? query.data : {};
  const { data, error, isPending, refetch } = useExemplars(asked);
  const programs = readablePrograms(useMe());
  const set = useParamSetter();
  return (
    <div className={styles.examples}>
      <search className={list.tools} aria-label="Filters of the examples">
        <Select
          w={220}
          aria-label="Kind of note"
          placeholder="All kinds of note"
          clearable
          data={NoteKind.options.map((kind) => ({ value: kind, label: noteKinds[kind].name }))}
          value={params.get('kind')}
          onChange={(value) => set('kind', value)}
        />
        <ProgramFilter
          programs={programs}
          value={params.get('program')}
          onChange={(value) => set('program', value)}
        />
      </search>
      {isPending && <Waiting />}
      {error && !data && <Failure error={error} what="the examples" retry={() => refetch()} />}
      {data?.length === 0 && <Nothing kind={asked.kind} />}
      <ul className={styles.exampleList} aria-label="Examples">
        {data?.map((exemplar) => (
          <Example key={exemplar.noteId} exemplar={exemplar} />
        ))}
      </ul>
    </div>
  );
}

function Example({ exemplar }: { readonly exemplar: Exemplar }) {
  const { noteId, kind, title, text, reason, by, at } = exemplar;
  const mark = useMarkExemplary({ id: noteId, caseId: exemplar.case.id });
  return (
    <li className={styles.example}>
      <header className={styles.rowHead}>
        <Link to={placeInCase(exemplar.case.id, { noteId })} className={styles.rowTitle}>
          {title || noteKinds[kind].name}
        </Link>
        {title && title !== noteKinds[kind].name && <Pill>{noteKinds[kind].name}</Pill>}
        <span className={styles.authors}>
          {exemplar.authors.slice(0, 4).map((author) => (
            <Avatar key={author.id} person={author} size={18} />
          ))}
        </span>
      </header>
      <p className={styles.why}>
        <IconAward size={15} stroke={1.8} aria-hidden /> {reason}
      </p>
      <ExampleText kind={kind} text={text} />
      <p className={styles.rowFacts}>
        <span>
          {exemplar.case.number} {exemplar.case.subject}
        </span>
        <span>{exemplar.program.name}</span>
        <span>
          chosen by {by.name} · <Ago at={at} />
        </span>
        {exemplar.mark && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={`Take away: ${title || noteKinds[kind].name}, ${exemplar.case.number}`}
            loading={mark.isPending}
            onClick={() => mark.mutate(null)}
          >
            Take away
          </Button>
        )}
      </p>
      {mark.error && <InlineMessage>{sentenceOf(mark.error)}</InlineMessage>}
    </li>
  );
}

interface ExampleTextProps {
  readonly kind: NoteKind;
  readonly text: string;
}

/** How the note begins, its headings told from what stands below them. */
function ExampleText({ kind, text }: ExampleTextProps) {
  const titles = new Set(noteKinds[kind].outline.map((title) => title.replace('[]', '')));
  return (
    <p className={styles.exampleText}>
      {text.split('\n').map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one fixed text.
        <span key={i} data-heading={titles.has(line.trim()) || undefined}>
          {line}
          {'\n'}
        </span>
      ))}
    </p>
  );
}

function Nothing({ kind }: { readonly kind: NoteKind | undefined }) {
  const what = kind ? `a ${noteKinds[kind].name.toLowerCase()}` : 'a note';
  return (
    <Message icon={<IconAward size={20} />} title="No example yet">
      Leads and quality reviewers hold {what} up as an example with the award in its header, and say what
      makes it good.
    </Message>
  );
}

function Waiting() {
  return (
    <div className={styles.exampleList} role="status" aria-label="Loading the examples">
      {['48%', '60%'].map((width) => (
        <div key={width} className={styles.example}>
          <SkeletonLine width={width} />
          <SkeletonLine width="90%" />
        </div>
      ))}
    </div>
  );
}
