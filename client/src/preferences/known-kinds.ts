import {
  type NotificationChannels,
  type NotificationKind,
  type NotificationSettings,
  notificationKinds,
} from '@caseroom/shared/notification';

export interface KnownKind {
  readonly kind: NotificationKind;
  readonly chosen: NotificationChannels;
}

/** The kinds that both this page and the server know, in the page's order: while a deployment rolls, one is newer than the other. */
export function knownKinds(kinds: Readonly<Partial<NotificationSettings['kinds']>>): KnownKind[] {
  return (Object.keys(notificationKinds) as NotificationKind[]).flatMap((kind) => {
    const chosen = kinds[kind];
    return chosen ? [{ kind, chosen }] : [];
  });
}
