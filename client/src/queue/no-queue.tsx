import type { Me } from '@caseroom/shared/people';
import { Button } from '@mantine/core';
import { IconChartHistogram, IconUsersGroup } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import styles from './no-case.module.css';

/** Whether any case can ever be in this person's queue: client viewers read what is released to them, not cases. */
export const hasQueue = ({ memberships }: Me): boolean => memberships.some(({ role }) => role !== 'client');

/** In place of the queue and its cases, for people who have none. */
export function NoQueue({ me }: { readonly me: Me }) {
  usePageTitle('Queue');
  const programs = me.memberships.map(({ program }) => program.name).join(' and ');
  return (
    <div className={styles.place}>
      {programs ? (
        <Message
          icon={<IconChartHistogram size={20} />}
          title="What is released to you is in Insight"
          actions={
            <Button component={Link} to="/insight">
              Open Insight
            </Button>
          }
        >
          The figures that the people of {programs} release to you appear there. Their notes stay with those
          who work on them.
        </Message>
      ) : (
        <Message icon={<IconUsersGroup size={20} />} title="You are in no program">
          Cases belong to programs, and you would see those of yours. An admin can add you to one.
        </Message>
      )}
    </div>
  );
}
