import type { BulkSendWithCases } from '@caseroom/shared/interim-bulk';
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { bulkPath } from '../../case/go-to-place.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Failure } from '../../ui/message.tsx';
import { usePageTitle } from '../../ui/page-title.ts';
import { ProgramSelect } from '../../ui/program-select.tsx';
import { SkeletonLine } from '../../ui/skeleton.tsx';
import styles from './bulk.module.css';
import { useBulkSend, useMakeBulkSend } from './bulk-data.ts';
import { isUnsent } from './bulk-words.ts';
import { CheckPanel } from './check-panel.tsx';
import { CustomersPicker, useCustomers } from './customers-picker.tsx';
import { type LedProgram, useLedProgram } from './led-program.ts';
import { NobodyToWriteTo } from './list-page.tsx';
import { useDraft } from './use-draft.ts';
import { WordsForm } from './words-form.tsx';

/** Writes one message to the customers of many cases: chosen here, in the queue, or left over from an earlier one. */
export function BulkComposePage() {
  usePageTitle('Write to many');
  const led = useLedProgram();
  const [params] = useSearchParams();
  const fromId = params.get('from') ?? '';
  const from = useBulkSend(fromId);
  if (!led) return <NobodyToWriteTo />;
  if (fromId && from.error)
    return <Failure addressed error={from.error} what="a message to many" retry={() => from.refetch()} />;
  if (fromId && !from.data)
    return (
      <div className={styles.page} role="status" aria-label="Loading the earlier message">
        <SkeletonLine width="40%" />
      </div>
    );
  const numbers = from.data
    ? from.data.cases.filter(isUnsent).map((one) => one.case.number)
    : (params.get('cases') ?? '').split(',').filter(Boolean);
  const key = `${led.program.id} ${numbers.join()}`;
  return <Compose key={key} led={led} numbers={numbers} tag={params.get('tag') ?? ''} from={from.data} />;
}

interface ComposeProps {
  readonly led: LedProgram;
  readonly numbers: readonly string[];
  readonly tag: string;
  readonly from: BulkSendWithCases | undefined;
}

function Compose({ led, numbers, tag, from }: ComposeProps) {
  const programId = led.program.id;
  const navigate = useNavigate();
  const customers = useCustomers(programId, { numbers, tag, priority: '', q: '' });
  const { draft, usual, change, message, check, isCurrent } = useDraft(programId, customers.chosenIds, from);
  const make = useMakeBulkSend(programId);
  // A double click, and a repeat after a lost answer, are the same act.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const readAs = useMemo(() => JSON.stringify(message), [message]);
  const [read, setRead] = useState<string | null>(null);
  const release = () =>
    message &&
    make.mutate(
      { body: message, key },
      {
        onSuccess: ({ id }) => navigate(bulkPath(id), { replace: true }),
        onError: () => setKey(crypto.randomUUID()),
      },
    );
  return (
    <section className={styles.page} aria-labelledby="bulk">
      <LeaveGuard
        when={draft.body.trim() !== '' && !make.isPending && !make.isSuccess}
        title="Leave this message?"
        stay="Keep writing"
        leave="Leave it"
      >
        Nothing of it has been sent, and its words are not kept.
      </LeaveGuard>
      <header className={styles.head}>
        <h1 id="bulk">Write to many customers</h1>
        <div className={styles.acts}>
          <ProgramSelect programs={led.programs} value={led.program.id} onChange={led.choose} />
          <Button component={Link} to={`/messages/many?program=${programId}`} variant="default">
            Earlier ones
          </Button>
        </div>
      </header>
      <div className={styles.columns}>
        <div className={styles.column}>
          <WordsForm programId={programId} draft={draft} usual={usual} onChange={change} />
          <CustomersPicker customers={customers} check={isCurrent ? check.data : undefined} />
        </div>
        <CheckPanel
          message={message}
          check={check}
          isCurrent={isCurrent}
          reasons={draft.reasons}
          onReasons={(reasons) => change({ reasons })}
          onLeave={(ids) => customers.setLeft((left) => new Set([...left, ...ids]))}
          isRead={read !== null && read === readAs}
          onRead={(is) => setRead(is ? readAs : null)}
          make={make}
          onRelease={release}
        />
      </div>
    </section>
  );
}
