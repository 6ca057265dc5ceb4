import type { CrmLink, LinkCrm } from '@caseroom/shared/crm';
import { crmNames, crmRecordNames } from '@caseroom/shared/crm';
import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './crm.module.css';
import { useCaseCrm, useCrmActs } from './crm-data.ts';
import { LinkForm } from './link-form.tsx';
import { RecordCard } from './record-card.tsx';

/** The case in the client's own system: its key facts, and what was written back. Nothing where nothing is connected. */
export function LinkedRecords({ caseId }: { readonly caseId: string }) {
  const { data } = useCaseCrm(caseId);
  const acts = useCrmActs(caseId);
  const [isLinking, setLinking] = useState(false);
  const [unlinked, setUnlinked] = useState<CrmLink | null>(null);
  if (!data || (data.links.length === 0 && data.open.length === 0)) return null;
  const mayLink = data.write && data.open.length > 0;
  const unlink = (link: CrmLink) => acts.unlink.mutate(link.id, { onSuccess: () => setUnlinked(link) });
  const relink = (body: LinkCrm) =>
    acts.link.mutate(body, {
      onSuccess: () => {
        setUnlinked(null);
        setLinking(false);
      },
    });
  const error =
    acts.unlink.error ?? acts.refresh.error ?? acts.again.error ?? (isLinking ? null : acts.link.error);
  return (
    <section className={styles.section} aria-label="Linked record">
      <header className={styles.sideHead}>
        <h2>{data.links.length > 1 ? 'Linked records' : 'Linked record'}</h2>
      </header>
      {error && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
      {data.links.map((link) => (
        <RecordCard
          key={link.id}
          caseId={caseId}
          link={link}
          write={data.write}
          acts={acts}
          onUnlink={() => unlink(link)}
        />
      ))}
      {unlinked && !data.links.some(({ connectionId }) => connectionId === unlinked.connectionId) && (
        <p role="status" className={styles.quiet}>
          {`Unlinked from ${crmNames[unlinked.provider]} ${crmRecordNames[unlinked.provider]} ${unlinked.facts.number}.`}
          <button
            type="button"
            className={styles.textButton}
            onClick={() => relink({ connectionId: unlinked.connectionId, recordId: unlinked.recordId })}
          >
            Undo
          </button>
        </p>
      )}
      {isLinking && mayLink && (
        <LinkForm
          caseId={caseId}
          open={data.open}
          isLinking={acts.link.isPending}
          error={acts.link.error}
          onLink={relink}
          onCancel={() => {
            acts.link.reset();
            setLinking(false);
          }}
        />
      )}
      {!isLinking && mayLink && (
        <Button
          className="not-printed"
          variant="default"
          size="compact-sm"
          leftSection={<IconLink size={14} />}
          onClick={() => setLinking(true)}
        >
          {`Link ${data.open.length === 1 && data.open[0] ? `a ${crmNames[data.open[0].provider]} ${crmRecordNames[data.open[0].provider]}` : 'a record'}`}
        </Button>
      )}
    </section>
  );
}
