import { type HandoverItem, type HandoverSection, handoverSections } from '@caseroom/shared/handover';
import { IconCheck, IconCircleDashed, IconDatabase } from '@tabler/icons-react';
import { goToSection } from '../note/go-to-section.ts';
import frame from './packet.module.css';
import styles from './panel.module.css';

/** The letters of I-PASS that stand for the parts of the note; the last S is the receiver's read-back. */
export const letters: Record<HandoverSection, string> = {
  Severity: 'I',
  Summary: 'P',
  Actions: 'A',
  'What to know': 'S',
};

/** The parts of the note in their order: which of them say something, and which say it in somebody's own words. */
export function NoteParts({ item }: { readonly item: HandoverItem }) {
  return (
    <section className={styles.panelSection} aria-label="Parts of the note">
      <h3>The note</h3>
      <ul className={styles.parts}>
        {handoverSections.map((section) => (
          <li key={section}>
            <PartButton section={section} item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PartButton({ section, item }: { readonly section: HandoverSection; readonly item: HandoverItem }) {
  const isMissing = item.missing.includes(section);
  const isFilled = item.parts.find((part) => part.section === section)?.filled ?? false;
  const state = isMissing ? 'missing' : isFilled ? 'filled' : 'written';
  const Icon = { missing: IconCircleDashed, filled: IconDatabase, written: IconCheck }[state];
  const words = { missing: 'says nothing yet', filled: 'from the record', written: 'in your words' }[state];
  return (
    <button
      type="button"
      className={styles.part}
      data-state={state}
      onClick={() => goToSection(item.noteId, section)}
    >
      <span className={frame.letter} aria-hidden>
        {letters[section]}
      </span>
      {section}
      <span className={styles.partState}>
        {words}
        <Icon size={15} aria-hidden />
      </span>
    </button>
  );
}
