import { Navigate } from 'react-router';
import { usePreferences } from '../platform/preferences.ts';

/** Where the rail's first icon and the bare address lead. */
export const startOf = (queueStart: 'mine' | 'everyone'): string =>
  queueStart === 'mine' ? '/queue?view=mine' : '/queue';

export function StartRedirect() {
  return <Navigate to={startOf(usePreferences().queueStart)} replace />;
}
