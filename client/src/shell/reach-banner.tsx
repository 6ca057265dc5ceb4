import { IconCloudOff, IconDatabaseOff, IconWifiOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { send } from '../platform/http.ts';
import { type Reach, reachFacts, reachOf } from '../platform/reach.ts';
import { useStore } from '../platform/store.ts';
import styles from './shell.module.css';

/** A reconnect within this time is nobody's business. */
const GRACE_MS = 1_500;
/** While the server is away it is asked this often whether it is back. */
const PROBE_MS = 4_000;

const banners: Record<Exclude<Reach, 'fine'>, { text: string; icon: typeof IconCloudOff }> = {
  offline: {
    text: 'You are offline. What you type is kept on this page and sent when you are back.',
    icon: IconWifiOff,
  },
  'server-away': {
    text: 'Caseroom is not answering. What you type is kept on this page; trying again by itself.',
    icon: IconCloudOff,
  },
  'database-away': {
    text: 'Caseroom cannot reach its database. Nothing that was saved is lost; trying again by itself.',
    icon: IconDatabaseOff,
  },
};

export function ReachBanner() {
  const reach = useLasting(reachOf(useStore(reachFacts)), GRACE_MS);
  useEffect(() => {
    if (reach === 'fine' || reach === 'offline') return;
    const timer = window.setInterval(() => void send('GET', '/api/me').catch(() => undefined), PROBE_MS);
    return () => window.clearInterval(timer);
  }, [reach]);
  if (reach === 'fine') return null;
  const { text, icon: Icon } = banners[reach];
  return (
    <div className={styles.banner} role="status">
      <Icon size={17} aria-hidden />
      {text}
    </div>
  );
}

/** Trouble counts once it has lasted; its end counts at once. */
function useLasting(reach: Reach, grace_ms: number): Reach {
  const [lasting, setLasting] = useState<Reach>('fine');
  useEffect(() => {
    if (reach === 'fine') return setLasting('fine');
    const timer = window.setTimeout(() => setLasting(reach), grace_ms);
    return () => window.clearTimeout(timer);
  }, [reach, grace_ms]);
  return reach === 'fine' ? 'fine' : lasting;
}
