import type { Me } from '@caseroom/shared/people';
import { IconLock } from '@tabler/icons-react';
import { Navigate } from 'react-router';
import { maySeeQuality, useMe } from '../platform/session.ts';
import { Message } from '../ui/message.tsx';
import { TabPage } from '../ui/tab-page.tsx';
import { useQualityWaiting } from './quality-data.ts';

/** What a person finds in this place: reviewers their work, agents their reviews, leads what their teams get. */
function placesFor(
  me: Me,
): { to: string; name: string; badge?: 'toReview' | 'toAnswer' | 'toSettle' | 'toCalibrate' }[] {
  const has = (...roles: string[]) => me.memberships.some(({ role }) => roles.includes(role));
  const oversees = has('qa', 'lead');
  return [
    ...(oversees ? [{ to: '/quality/work', name: 'Work list', badge: 'toReview' as const }] : []),
    ...(oversees || has('agent', 'senior')
      ? [{ to: '/quality/reviews', name: oversees ? 'Reviews' : 'My reviews', badge: 'toAnswer' as const }]
      : []),
    ...(oversees ? [{ to: '/quality/disputes', name: 'Disputes', badge: 'toSettle' as const }] : []),
    ...(oversees
      ? [{ to: '/quality/calibrations', name: 'Calibration', badge: 'toCalibrate' as const }]
      : []),
    ...(oversees || has('agent', 'senior') ? [{ to: '/quality/coaching', name: 'Coaching' }] : []),
    ...(oversees || me.admin ? [{ to: '/quality/scorecards', name: 'Scorecards' }] : []),
  ];
}

export function QualityPage() {
  const me = useMe();
  const may = maySeeQuality(me);
  const waiting = useQualityWaiting(may).data;
  if (!may) {
    return (
      <Message icon={<IconLock size={20} />} whole title="This is for the people of the floor">
        Reviews of agents’ notes are kept here, for those they are about, their leads and those who review.
      </Message>
    );
  }
  return (
    <TabPage
      title="Quality"
      tabs={placesFor(me).map(({ to, name, badge }) => ({ to, name, count: badge && waiting?.[badge] }))}
    />
  );
}

/** The first place that is a person's own. */
export function QualityStart() {
  const [first] = placesFor(useMe());
  return <Navigate to={first?.to ?? '/queue'} replace />;
}
