import type { CaseSummary } from '@caseroom/shared/case';
import { Button } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useMe } from '../../platform/session.ts';
import styles from './bulk.module.css';

/** In the queue, below what is selected: one message to the customers of these cases. */
export function MessageCustomers({ selected }: { readonly selected: readonly CaseSummary[] }) {
  const navigate = useNavigate();
  const led = new Set(
    useMe().memberships.flatMap(({ role, program }) => (role === 'lead' ? program.id : [])),
  );
  const program = selected.find((one) => led.has(one.program.id))?.program;
  const numbers = selected.map(({ number }) => number).join(',');
  return (
    <Button
      size="xs"
      className={styles.go ?? ''}
      leftSection={<IconMailForward size={15} />}
      disabled={!program}
      onClick={() => program && navigate(`/messages/many/new?program=${program.id}&cases=${numbers}`)}
    >
      Message customers
    </Button>
  );
}
