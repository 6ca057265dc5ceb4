import { NavLink, Outlet } from 'react-router';
import styles from './tab-page.module.css';

interface Tab {
  readonly to: string;
  readonly name: string;
  /** How many things wait there; none are not counted aloud. */
  readonly count?: number | undefined;
}

interface TabPageProps {
  readonly title: string;
  readonly tabs: readonly Tab[];
  /** What is under a tab fills the page, as a list with something beside it does; otherwise it stands on the canvas. */
  readonly fills?: boolean;
}

/** A page of several, each under a tab of its own. */
export function TabPage({ title, tabs, fills = false }: TabPageProps) {
  return (
    <div className={styles.page}>
      <nav className={styles.tabs} aria-label={title}>
        <h1 className={styles.title}>{title}</h1>
        {tabs.map(({ to, name, count = 0 }) => (
          <NavLink key={to} to={to} className={styles.tab ?? ''}>
            {name}
            {count > 0 && <span className={styles.count}>{count}</span>}
          </NavLink>
        ))}
      </nav>
      <div className={styles.pane} data-fills={fills || undefined}>
        <Outlet />
      </div>
    </div>
  );
}
