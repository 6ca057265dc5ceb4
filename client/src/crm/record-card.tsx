import { type CrmLink, crmNames, crmRecordNames, milestoneNames } from '@caseroom/shared/crm';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconExternalLink, IconRefresh, IconUnlink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { AgoWords } from '../ui/ago.tsx';
import styles from './crm.module.css';
import { type useCrmActs, useFreshFacts } from './crm-data.ts';
import { WriteList } from './write-list.tsx';

interface RecordCardProps {
  readonly caseId: string;
  readonly link: CrmLink;
  readonly write: boolean;
  readonly acts: ReturnType<typeof useCrmActs>;
  readonly onUnlink: () => void;
}

/** A record as it was last read, and its way back to the system it lives in. */
export function RecordCard({ caseId, link, write, acts, onUnlink }: RecordCardProps) {
  const { provider, facts, isConnected } = link;
  const name = `${crmNames[provider]} ${crmRecordNames[provider]}`;
  const stale = useFreshFacts(caseId, link, write && isConnected);
  const isReading = acts.refresh.isPending && acts.refresh.variables === link.id;
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <a href={link.address} target="_blank" rel="noreferrer noopener" className={styles.recordLink}>
          {name} <span className="numbers">{facts.number}</span>
          <IconExternalLink size={13} aria-label="(opens in another tab)" />
        </a>
        {write && (
          <span className={`${styles.cardActs} not-printed`}>
            {isConnected && (
              <Tooltip label="Read it again">
                <ActionIcon
                  size={24}
                  aria-label={`Read the ${name} again`}
                  loading={isReading}
                  onClick={() => acts.refresh.mutate(link.id)}
                >
                  <IconRefresh size={14} />
                </ActionIcon>
              </Tooltip>
            )}
            <Tooltip label="Unlink">
              <ActionIcon
                size={24}
                aria-label={`Unlink the ${name}`}
                loading={acts.unlink.isPending}
                onClick={onUnlink}
              >
                <IconUnlink size={14} />
              </ActionIcon>
            </Tooltip>
          </span>
        )}
      </div>
      <strong className={styles.subject}>{facts.subject || 'No subject'}</strong>
      <dl className={styles.facts}>
        <Fact label="Status">{[facts.status, facts.priority].filter(Boolean).join(' · ')}</Fact>
        <Fact label="Owner">{facts.owner || 'Nobody'}</Fact>
        <Fact label="Contact">{facts.contact}</Fact>
        <Fact label="Changed">{facts.changedAt && <AgoWords at={facts.changedAt} />}</Fact>
      </dl>
      <p className={styles.quiet}>
        {isConnected ? 'Read there ' : 'Disconnected. Last read '}
        <AgoWords at={link.factsAt} />
        {stale && `. ${sentenceOf(stale)}`}
      </p>
      {link.writes.length > 0 ? (
        <WriteList link={link} write={write && isConnected} again={acts.again} />
      ) : (
        isConnected && <p className={styles.quiet}>{whatIsWritten(link)}</p>
      )}
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function whatIsWritten({ milestones }: CrmLink): string {
  if (milestones.length === 0) return 'Nothing is written back.';
  const names = milestones.map((milestone) => milestoneNames[milestone].toLowerCase());
  return `Written back as private notes: ${names.join(', ')}.`;
}
