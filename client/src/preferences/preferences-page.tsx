import { type Me, roleNames } from '@caseroom/shared/people';
import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { setPreferences, usePreferences } from '../platform/preferences.ts';
import { signOut, useMe } from '../platform/session.ts';
import { Avatar } from '../ui/avatar.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { NotificationSettings } from './notification-settings.tsx';
import styles from './preferences.module.css';
import { Sessions } from './sessions.tsx';
import { WeeklyFigures } from './weekly-figures.tsx';

/** What a person sets for themselves. The look is kept on this device. */
export function PreferencesPage() {
  usePageTitle('Preferences');
  const me = useMe();
  const { queueStart } = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <h1 className={styles.title}>Preferences</h1>
        <Section title="You">
          <You me={me} />
        </Section>
        <Section title="On this device">
          <Setting name="Theme" about="Auto follows your system, day and night.">
            <SegmentedControl
              aria-label="Theme"
              value={colorScheme}
              onChange={(value) => setColorScheme(value as 'auto' | 'light' | 'dark')}
              data={[
                { value: 'auto', label: 'Auto' },
                { value: 'light', label: 'Light' },
                { value: 'dark', label: 'Dark' },
              ]}
            />
          </Setting>
          <Setting name="Queue opens with" about="What the queue shows when you come to it anew.">
            <SegmentedControl
              aria-label="Queue opens with"
              value={queueStart}
              onChange={(value) => setPreferences({ queueStart: value === 'mine' ? 'mine' : 'everyone' })}
              data={[
                { value: 'mine', label: 'My cases' },
                { value: 'everyone', label: 'All unresolved' },
              ]}
            />
          </Setting>
        </Section>
        <Section title="Notifications">
          <NotificationSettings />
          <WeeklyFigures />
        </Section>
        <Section title="What acts for you">
          <Setting name="API tokens" about="For scripts and other systems, with no more rights than yours.">
            <Button variant="default" component={Link} to="/tokens">
              Manage
            </Button>
          </Setting>
        </Section>
        <Section title="Where you are signed in">
          <Sessions />
        </Section>
        <div>
          <Button variant="default" size="sm" onClick={() => void signOut()}>
            Sign out
          </Button>
        </div>
      </div>
    </div>
  );
}

function You({ me }: { readonly me: Me }) {
  return (
    <div className={styles.you}>
      <Avatar person={me} size={44} />
      <div>
        <div className={styles.name}>{me.name}</div>
        <div className={styles.minor}>{me.email}</div>
        <ul className={styles.roles}>
          {me.memberships.map(({ program, role, team }) => (
            <li key={program.id}>
              {roleNames[role]}, {program.name}
              {team && <span className={styles.minor}>, team {team}</span>}
            </li>
          ))}
          {me.admin && <li>Admin of this deployment</li>}
          {me.auditor && <li>Auditor of this deployment</li>}
        </ul>
        <p className={styles.minor}>Your programs and roles are set by an admin.</p>
      </div>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2 className={styles.sectionTitle}>{title}</h2>
      <div className={styles.card}>{children}</div>
    </section>
  );
}

function Setting({
  name,
  about,
  children,
}: {
  readonly name: string;
  readonly about: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.setting}>
      <div>
        <div className={styles.settingName}>{name}</div>
        <div className={styles.minor}>{about}</div>
      </div>
      {children}
    </div>
  );
}
