import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { send } from '../platform/http.ts';
import { Failure } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './developers.module.css';

const Description = lazy(async () => ({ default: (await import('./description.tsx')).Description }));

/** What other software can do here, for those who write it. */
export function DevelopersPage() {
  usePageTitle('API');
  const description = useQuery({
    queryKey: ['openapi'],
    queryFn: ({ signal }) => send<object>('GET', '/api/openapi.json', { signal, alone: true }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>API</h1>
        <p>
          Everything the screens do, other software can do. It comes with a{' '}
          <Link to="/tokens">token of yours</Link> as <code>Authorization: Bearer …</code> and never has more
          rights than you. A write may carry an <code>Idempotency-Key</code>: a repeat answers what the first
          one answered. Errors are problems (RFC 9457) with a stable <code>code</code>. The description itself
          is at <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1).
        </p>
      </header>
      {description.error && (
        <Failure error={description.error} what="the description" retry={() => description.refetch()} />
      )}
      {description.isPending && <SkeletonLine width="60%" />}
      {description.data && (
        <Suspense fallback={<SkeletonLine width="60%" />}>
          <Description spec={description.data} />
        </Suspense>
      )}
    </div>
  );
}
