import type { CaseSummary } from '@caseroom/shared/case';
import { InterimChannel, type InterimTemplate, interimChannelNames } from '@caseroom/shared/interim';
import type { Me } from '@caseroom/shared/people';
import { Button, Checkbox, Progress, Select, TextInput } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import styles from './bulk.module.css';
import { type Fate, type Round, useReachable } from './bulk-data.ts';
import { useMessageTemplates, useTemplateActs } from './settings-data.ts';
import { useRound } from './use-round.ts';
import { readLocalInput } from './words.ts';

/** Who leads a program answers for one message to all. */
const ledPrograms = (me: Me) =>
  me.memberships.filter(({ role }) => role === 'lead').map(({ program }) => program);

/** One message to the customers of many cases, as in an outage: reviewed once, checked for each, stoppable. */
export function BulkPage() {
  usePageTitle('Write to many');
  const programs = ledPrograms(useMe());
  const [params] = useSearchParams();
  const [chosen, setChosen] = useState<string | null>(params.get('program'));
  const program = programs.find(({ id }) => id === chosen) ?? programs[0];
  if (!program)
    return (
      <Message whole icon={<IconMailForward size={20} />} title="Nobody to write to">
        Leads of a program write to many of its customers at once.
      </Message>
    );
  return (
    <section className={styles.page} aria-labelledby="bulk">
      <header className={styles.head}>
        <h1 id="bulk">Write to many customers</h1>
        {programs.length > 1 && (
          <Select
            aria-label="Program"
            allowDeselect={false}
            data={programs.map(({ id, name }) => ({ value: id, label: name }))}
            value={program.id}
            onChange={setChosen}
          />
        )}
      </header>
      <p className={styles.about}>
        One message, as in an outage. It is filled in and checked for each case by itself; nothing leaves
        before you have read it.
      </p>
      <Bulk key={program.id} programId={program.id} startTag={params.get('tag') ?? ''} />
    </section>
  );
}

function Bulk({ programId, startTag }: { readonly programId: string; readonly startTag: string }) {
  const [tag, setTag] = useState(startTag);
  const [templateId, setTemplateId] = useState<string | null>(null);
  const [channel, setChannel] = useState<InterimChannel | null>(null);
  const [nextUpdate, setNextUpdate] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [roundId] = useState(() => crypto.randomUUID());
  const [reviewed, setReviewed] = useState(false);
  const templates = useMessageTemplates(programId);
  const cases = useReachable(programId, tag.trim().toLowerCase());
  const { fates, running, run, stop } = useRound();
  const chosen = (cases.data ?? []).filter(({ id }) => !left.has(id));
  const template = templates.data?.find(({ id }) => id === templateId);
  const started = fates.size > 0;
  const nextUpdateAt = readLocalInput(nextUpdate);
  const begin = (round: Round) =>
    void run(
      chosen.map(({ id }) => id),
      round,
    );
  const toggle = (id: string, on: boolean) => {
    const next = new Set(left);
    if (on) next.delete(id);
    else next.add(id);
    setLeft(next);
    setReviewed(false);
  };
  const chooseAll = (on: boolean) => {
    setLeft(new Set(on ? [] : (cases.data ?? []).map(({ id }) => id)));
    setReviewed(false);
  };
  return (
    <>
      <div className={styles.fields}>
        <TextInput
          label="Cases with the tag"
          placeholder="All unresolved ones"
          disabled={started}
          value={tag}
          onChange={(event) => {
            setTag(event.currentTarget.value);
            setReviewed(false);
          }}
        />
        <Select
          label="Words"
          placeholder="Choose a template"
          disabled={started}
          data={(templates.data ?? []).map(({ id, name, language }) => ({
            value: id,
            label: `${name} · ${language}`,
          }))}
          value={templateId}
          nothingFoundMessage="No template yet: write one under Customer messages."
          onChange={(id) => {
            setTemplateId(id);
            setReviewed(false);
          }}
        />
        <Select
          label="Channel"
          allowDeselect={false}
          disabled={started}
          data={[
            { value: '', label: 'As each is reached' },
            ...InterimChannel.options.map((one) => ({ value: one, label: interimChannelNames[one] })),
          ]}
          value={channel ?? ''}
          onChange={(one) => setChannel(one ? (one as InterimChannel) : null)}
        />
        <TextInput
          label="Next update by"
          required
          type="datetime-local"
          disabled={started}
          value={nextUpdate}
          onChange={(event) => setNextUpdate(event.currentTarget.value)}
        />
      </div>
      {template && chosen[0] && !started && (
        <Review
          programId={programId}
          template={template}
          first={chosen[0]}
          reviewed={reviewed}
          onReviewed={setReviewed}
        />
      )}
      <div className={styles.acts}>
        {running ? (
          <Button variant="default" onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button
            className={styles.go ?? ''}
            disabled={
              !template ||
              !reviewed ||
              !nextUpdateAt ||
              chosen.length === 0 ||
              (started && !isLeft(chosen, fates))
            }
            onClick={() =>
              template && nextUpdateAt && begin({ roundId, templateId: template.id, channel, nextUpdateAt })
            }
          >
            {started
              ? 'Go on'
              : `Write to ${chosen.length === 1 ? 'one customer' : `${chosen.length} customers`}`}
          </Button>
        )}
        {started && <Standing cases={chosen} fates={fates} running={running} />}
      </div>
      {cases.error && <Failure compact error={cases.error} what="the cases" retry={() => cases.refetch()} />}
      {cases.data?.length === 0 && <p className={styles.quiet}>No unresolved case has this tag.</p>}
      {cases.data && cases.data.length > 0 && !started && (
        <Checkbox
          label={`${chosen.length} of ${cases.data.length} chosen`}
          checked={chosen.length === cases.data.length}
          indeterminate={chosen.length > 0 && chosen.length < cases.data.length}
          onChange={({ currentTarget: { checked } }) => chooseAll(checked)}
        />
      )}
      <ul className={styles.cases} aria-label="Cases">
        {cases.data?.map((one) => (
          <li key={one.id} className={styles.case}>
            <Checkbox
              aria-label={`${one.number} ${one.customerName}`}
              checked={!left.has(one.id)}
              disabled={started}
              onChange={(event) => toggle(one.id, event.currentTarget.checked)}
            />
            <Link to={`/cases/${one.number}`}>{one.number}</Link>
            <span className={styles.name}>{one.customerName}</span>
            <span className={styles.subject}>{one.subject}</span>
            <FateWords fate={fates.get(one.id)} />
          </li>
        ))}
      </ul>
    </>
  );
}

const isLeft = (cases: readonly CaseSummary[], fates: ReadonlyMap<string, Fate>): boolean =>
  cases.some(({ id }) => (fates.get(id)?.is ?? 'failed') === 'failed');

interface ReviewProps {
  readonly programId: string;
  readonly template: InterimTemplate;
  readonly first: CaseSummary;
  readonly reviewed: boolean;
  readonly onReviewed: (is: boolean) => void;
}

/** The words with the values of the first case; every other is checked with its own before it leaves. */
function Review({ programId, template, first, reviewed, onReviewed }: ReviewProps) {
  const { preview } = useTemplateActs(programId);
  const { id: _id, ...input } = template;
  const isThis =
    preview.variables?.caseRef === first.number && preview.variables.template.body === template.body;
  return (
    <div className={styles.review}>
      {isThis && preview.data ? (
        <>
          <p className={styles.quiet}>
            To {first.customerName}, {first.number}
          </p>
          <p className={styles.words}>{preview.data.text}</p>
          {preview.data.missing.length > 0 && (
            <InlineMessage tone="warn">
              Where there is no {preview.data.missing.join(', ')}, the message waits for the case’s owner.
            </InlineMessage>
          )}
          <Checkbox
            label="I read it, and it is right for everybody below"
            checked={reviewed}
            onChange={(event) => onReviewed(event.currentTarget.checked)}
          />
        </>
      ) : (
        <Button
          variant="default"
          loading={preview.isPending}
          onClick={() => preview.mutate({ caseRef: first.number, template: input })}
        >
          Read it as {first.customerName} would
        </Button>
      )}
      {preview.error && <InlineMessage>{sentenceOf(preview.error)}</InlineMessage>}
    </div>
  );
}

function Standing({
  cases,
  fates,
  running,
}: {
  readonly cases: readonly CaseSummary[];
  readonly fates: ReadonlyMap<string, Fate>;
  readonly running: boolean;
}) {
  const count = (is: Fate['is']) => [...fates.values()].filter((fate) => fate.is === is).length;
  const done = count('sent') + count('held');
  const parts = [
    `${done} of ${cases.length}`,
    count('held') > 0 && `${count('held')} wait for somebody`,
    count('failed') > 0 && `${count('failed')} failed`,
    running ? 'it goes on while this page is open' : done < cases.length && 'stopped',
  ];
  return (
    <div className={styles.standing}>
      <Progress value={(100 * done) / Math.max(1, cases.length)} aria-label="Written to" color="teal" />
      <p role="status">{parts.filter(Boolean).join(' · ')}</p>
    </div>
  );
}

function FateWords({ fate }: { readonly fate: Fate | undefined }) {
  if (!fate) return <span />;
  if (fate.is === 'sent') return <span className={styles.sent}>Released</span>;
  return (
    <span className={fate.is === 'held' ? styles.held : styles.failed}>
      {fate.is === 'held' ? 'Waits' : 'Failed'}: {fate.why}
    </span>
  );
}
