import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './crm.module.css';
import { useCompleteConsent } from './crm-data.ts';

/** Where a provider sends the browser back to: what it brings counts once, so it is used once. */
export function ConnectedPage() {
  usePageTitle('CRM');
  const [params] = useSearchParams();
  const complete = useCompleteConsent();
  const code = params.get('code');
  const state = params.get('state');
  const isAsked = useRef(false);
  const { mutate } = complete;
  useEffect(() => {
    if (!code || !state || isAsked.current) return;
    isAsked.current = true;
    mutate({ code, state });
  }, [code, state, mutate]);
  if (complete.data) {
    const { programId, id } = complete.data;
    return <Navigate to={`/admin/crm?program=${programId}&open=${id}`} replace />;
  }
  const isRefused = !code || !state;
  if (!complete.error && !isRefused)
    return (
      <div className={styles.queueHead} role="status" aria-label="Finishing the connection">
        <SkeletonLine width="40%" />
      </div>
    );
  return (
    <Message
      icon={<IconPlugConnectedX size={20} />}
      tone="bad"
      title="Not connected"
      actions={
        <Button component={Link} to="/admin/crm" variant="default">
          Back to CRM
        </Button>
      }
    >
      {isRefused
        ? `The other system did not allow it${params.get('error') ? ` (${params.get('error')})` : ''}. Nothing was changed there.`
        : sentenceOf(complete.error)}
    </Message>
  );
}
