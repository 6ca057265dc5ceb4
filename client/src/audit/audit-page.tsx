import type { AuditEvent } from '@caseroom/shared/audit';
import type { Colleague } from '@caseroom/shared/people';
import { Button, Select, TextInput } from '@mantine/core';
import { IconLock, IconShieldSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../case/timeline-words.ts';
import { send } from '../platform/http.ts';
import { mayAudit, useMe } from '../platform/session.ts';
import { clockText, dateText, fullText, useNow } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './audit.module.css';
import { useAuditEvents } from './audit-data.ts';
import { type AuditFilters, auditQuery, kindNames, noAuditFilters } from './audit-filters.ts';
import { VerifyBar } from './verify-bar.tsx';

/** Every ledger entry over all cases, and the proof that they are as they were written. */
export function AuditPage() {
  usePageTitle('Audit');
  if (!mayAudit(useMe())) {
    return (
      <Message icon={<IconLock size={20} />} whole title="This is for auditors and leads">
        The ledgers of cases are read and verified here. An admin can give you that duty.
      </Message>
    );
  }
  return <Audit />;
}

function Audit() {
  const [filters, setFilters] = useState(noAuditFilters);
  const query = useMemo(() => auditQuery(filters), [filters]);
  const events = useAuditEvents(query);
  const rows = events.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.title}>Audit</h1>
        <FilterFields filters={filters} onChange={setFilters} />
      </header>
      <div className={styles.body}>
        <VerifyBar />
        {events.isPending && <EventSkeletons />}
        {events.error && !events.data && (
          <Failure error={events.error} what="the ledgers" retry={() => events.refetch()} />
        )}
        {events.data && rows.length === 0 && (
          <Message icon={<IconShieldSearch size={20} />} title="No entry matches">
            Nothing of this kind was done by this person in these days.
          </Message>
        )}
        {rows.length > 0 && <EventTable rows={rows} />}
        {events.hasNextPage && (
          <div className={styles.more}>
            <Button
              variant="default"
              loading={events.isFetchingNextPage}
              onClick={() => void events.fetchNextPage()}
            >
              Older entries
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function FilterFields({
  filters,
  onChange,
}: {
  readonly filters: AuditFilters;
  readonly onChange: (next: AuditFilters) => void;
}) {
  const people = useQuery({
    queryKey: ['people'],
    queryFn: async ({ signal }) =>
      (await send<{ items: Colleague[] }>('GET', '/api/people', { signal })).items,
  });
  const active = Object.values(filters).some(Boolean);
  return (
    <div className={styles.filters}>
      <Select
        size="xs"
        aria-label="Kind of entry"
        placeholder="Every kind"
        clearable
        data={Object.entries(kindNames).map(([value, label]) => ({ value, label }))}
        value={filters.kind || null}
        onChange={(kind) => onChange({ ...filters, kind: kind ?? '' })}
      />
      <Select
        size="xs"
        aria-label="Person"
        placeholder="Everybody"
        clearable
        searchable
        data={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={filters.actorId || null}
        onChange={(actorId) => onChange({ ...filters, actorId: actorId ?? '' })}
      />
      <TextInput
        size="xs"
        type="date"
        aria-label="From day"
        value={filters.from}
        onChange={(event) => onChange({ ...filters, from: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="date"
        aria-label="To day"
        value={filters.to}
        onChange={(event) => onChange({ ...filters, to: event.currentTarget.value })}
      />
      {active && (
        <Button variant="subtle" color="gray" onClick={() => onChange(noAuditFilters)}>
          Clear
        </Button>
      )}
    </div>
  );
}

function EventTable({ rows }: { readonly rows: readonly AuditEvent[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Case</th>
          <th scope="col" className={styles.seq}>
            Entry
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((event) => (
          <EventRow key={`${event.caseId} ${event.seq}`} event={event} />
        ))}
      </tbody>
    </table>
  );
}

const noTitles = { noteTitle: () => undefined };

function EventRow({ event }: { readonly event: AuditEvent }) {
  const now = useNow();
  const at = new Date(event.at);
  return (
    <tr data-refused={event.kind === 'note.edit-refused' || undefined}>
      <td className={styles.when}>
        <time dateTime={event.at} title={fullText(at)}>
          {dateText(at, now)} {clockText(at)}
        </time>
      </td>
      <td>
        <span className={styles.who}>
          {event.actor && <Avatar person={event.actor} size={18} />}
          {event.actor?.name ?? 'Caseroom'}
        </span>
      </td>
      <td className={styles.what}>
        {wordsFor(event, noTitles).map((part, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed sentence.
          typeof part === 'string' ? part : <strong key={index}>{part.strong}</strong>,
        )}
      </td>
      <td>
        <CaseLink event={event} /> <span className={styles.program}>{event.program.name}</span>
      </td>
      <td className={`${styles.seq} numbers`}>{event.seq}</td>
    </tr>
  );
}

/** An auditor may read the ledger of a case without being let into it. */
function CaseLink({ event }: { readonly event: AuditEvent }) {
  const isMember = useMe().memberships.some(({ program }) => program.id === event.program.id);
  if (!isMember) return <span>{event.caseNumber}</span>;
  return (
    <Link to={`/cases/${event.caseNumber}`} className={styles.case}>
      {event.caseNumber}
    </Link>
  );
}

const WIDTHS = ['52%', '44%', '60%', '48%', '56%', '40%'];

function EventSkeletons() {
  return (
    <div className={styles.skeletons} role="status" aria-label="Loading the ledgers">
      {WIDTHS.map((width) => (
        <SkeletonLine key={width} width={width} height={14} />
      ))}
    </div>
  );
}
