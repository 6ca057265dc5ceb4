import type { SearchHit } from '@caseroom/shared/search';
import { IconBulb, IconFolder, IconLock, IconMessage, IconMessages, IconNotes } from '@tabler/icons-react';
import styles from './search.module.css';

/** What kind of thing was found; restricted looks restricted. */
export function KindIcon({ hit: { kind, note } }: { readonly hit: SearchHit }) {
  const leads = note?.audience === 'leads';
  const Icon = leads
    ? IconLock
    : { answer: IconBulb, case: IconFolder, note: IconNotes, comment: IconMessage, contact: IconMessages }[
        kind
      ];
  return (
    <span className={styles.icon} data-leads={leads || undefined}>
      <Icon size={16} aria-hidden />
      {leads && <span className="hidden-text">Leads only</span>}
    </span>
  );
}
