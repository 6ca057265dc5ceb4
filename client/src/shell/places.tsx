import type { Me } from '@caseroom/shared/people';
import {
  IconArrowsExchange,
  IconBroadcast,
  IconBulb,
  IconChartHistogram,
  IconChecklist,
  IconInbox,
  IconListDetails,
  IconRosetteDiscountCheck,
  IconShieldCheck,
  IconTemplate,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import {
  insightPrograms,
  mayAudit,
  mayHandOver,
  mayReadAnswers,
  maySeeFloor,
  maySeeQuality,
  maySeeSetup,
  releasePrograms,
} from '../platform/session.ts';
import { startOf } from './start-redirect.tsx';

export interface Place {
  readonly name: string;
  readonly to: string;
  /** Addresses that count as being in this place. */
  readonly within: readonly string[];
  readonly keys: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
}

/** The places a person can go; what is not for them is not shown. */
export function placesOf(me: Me, queueStart: 'mine' | 'everyone'): Place[] {
  const places: Place[] = [
    {
      name: 'Queue',
      to: startOf(queueStart),
      within: ['/queue', '/cases'],
      keys: 'g q',
      icon: IconListDetails,
    },
    { name: 'Inbox', to: '/inbox', within: ['/inbox'], keys: 'g i', icon: IconInbox },
    {
      name: 'Follow-ups',
      to: '/follow-ups',
      within: ['/follow-ups', '/rechecks'],
      keys: 'g t',
      icon: IconChecklist,
    },
  ];
  if (mayHandOver(me))
    places.push({
      name: 'Handover',
      to: '/handover',
      within: ['/handover'],
      keys: 'g h',
      icon: IconArrowsExchange,
    });
  if (mayReadAnswers(me))
    places.push({
      name: 'Answers',
      to: '/answers',
      within: ['/answers', '/examples'],
      keys: 'g k',
      icon: IconBulb,
    });
  if (maySeeFloor(me))
    places.push({ name: 'Floor', to: '/floor', within: ['/floor'], keys: 'g f', icon: IconBroadcast });
  if (maySeeQuality(me))
    places.push({
      name: 'Quality',
      to: '/quality',
      within: ['/quality'],
      keys: 'g r',
      icon: IconRosetteDiscountCheck,
    });
  if (insightPrograms(me).length > 0 || releasePrograms(me).length > 0)
    places.push({
      name: 'Insight',
      to: insightPrograms(me).length > 0 ? '/insight' : '/insight/releases',
      within: ['/insight'],
      keys: 'g n',
      icon: IconChartHistogram,
    });
  if (maySeeSetup(me))
    places.push({
      name: me.admin ? 'Admin' : 'Setup',
      to: me.admin ? '/admin/people' : '/admin/templates',
      within: ['/admin'],
      keys: 'g a',
      icon: me.admin ? IconUsersGroup : IconTemplate,
    });
  if (mayAudit(me))
    places.push({ name: 'Audit', to: '/audit', within: ['/audit'], keys: 'g u', icon: IconShieldCheck });
  return places;
}

export const isWithin = (place: Pick<Place, 'within'>, pathname: string): boolean =>
  place.within.some((start) => pathname === start || pathname.startsWith(`${start}/`));
