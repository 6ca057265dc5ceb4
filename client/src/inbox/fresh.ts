import type { Notification } from '@caseroom/shared/notification';

/** What arrived after the newest that was shown on this device, oldest first; nothing when none ever was. */
export function fresh(items: readonly Notification[], shownUpTo: string | null): Notification[] {
  if (shownUpTo === null) return [];
  return items.filter((item) => !item.read && item.at > shownUpTo).toReversed();
}
