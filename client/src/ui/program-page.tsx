import type { Program } from '@caseroom/shared/people';
import { type ReactNode, useState } from 'react';
import { Failure, Message } from './message.tsx';
import { usePageTitle } from './page-title.ts';
import styles from './program-page.module.css';
import { ProgramSelect } from './program-select.tsx';
import { SkeletonLine } from './skeleton.tsx';

interface ProgramPageProps {
  /** Of the page and of its section. */
  readonly title: string;
  /** What is set here, in a sentence. */
  readonly about: string;
  readonly programs: {
    readonly data: readonly Program[] | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  /** Where there is no program yet: why one is needed, and what to do about it. */
  readonly empty: { readonly icon: ReactNode; readonly words: string; readonly actions?: ReactNode };
  /** Beside the choice of the program. */
  readonly tools?: ReactNode;
  readonly children: (program: Program) => ReactNode;
}

/** Settings of one program, which is chosen above them. Name `children` by the program: drafts are of one. */
export function ProgramPage({ title, about, programs, empty, tools, children }: ProgramPageProps) {
  usePageTitle(title);
  const [chosen, setChosen] = useState<string | null>(null);
  const program = programs.data?.find(({ id }) => id === chosen) ?? programs.data?.[0];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: settings one may only read hold nothing else that the keyboard could scroll by.
    <section className={styles.page} tabIndex={0} aria-label={title}>
      <div className={styles.bar}>
        <p className={styles.about}>{about}</p>
        {tools}
        {programs.data && program && (
          <ProgramSelect programs={programs.data} value={program.id} onChange={setChosen} />
        )}
      </div>
      {programs.error && !programs.data && (
        <Failure error={programs.error} what="the programs" retry={() => programs.refetch()} />
      )}
      {programs.data?.length === 0 && (
        <Message icon={empty.icon} title="No program yet" actions={empty.actions}>
          {empty.words}
        </Message>
      )}
      {program && <div className={styles.body}>{children(program)}</div>}
    </section>
  );
}

/** In the place of settings that are still to come. `what`: "the guidance". */
export function ProgramPageWaits({ what }: { readonly what: string }) {
  return (
    <div className={styles.waits} role="status" aria-label={`Loading ${what}`}>
      <SkeletonLine width="40%" />
      <SkeletonLine width="70%" />
      <SkeletonLine width="64%" />
    </div>
  );
}
