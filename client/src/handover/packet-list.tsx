import { type Handover, type HandoverItem, handoverSections } from '@caseroom/shared/handover';
import { SegmentedControl } from '@mantine/core';
import { IconSpeakerphone } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useMe } from '../platform/session.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Deadline } from '../ui/deadline.tsx';
import { PriorityPill } from '../ui/pill.tsx';
import { AcceptAll } from './accept-all.tsx';
import { GiveBar } from './give-bar.tsx';
import type { HandoverActs } from './handover-data.ts';
import { letters } from './note-parts.tsx';
import frame from './packet.module.css';
import { groupsOf, needsGiver, partIn, progressOf } from './packet.ts';
import styles from './packet-list.module.css';
import { standingOf } from './standing.ts';
import { SHIFT } from './use-picked.ts';

interface PacketListProps {
  readonly held: Handover;
  readonly acts: HandoverActs;
  /** A case's id, or the shift's own words. */
  readonly picked: string;
  readonly onPick: (id: string) => void;
}

/** The packet's cases, most urgent first, each with where it stands; below them what can be done with all at once. */
export function PacketList({ held, acts, picked, onPick }: PacketListProps) {
  const me = useMe();
  const isGiver = held.giver.id === me.id;
  const [onlyPressing, setOnlyPressing] = useState(false);
  const pressing = held.items.filter(needsGiver);
  // A case that is mended while one looks at it stays until another one is chosen.
  const isShown = (item: HandoverItem) => !onlyPressing || needsGiver(item) || item.case.id === picked;
  const groups = groupsOf(held, me.id).map((group) => ({ ...group, items: group.items.filter(isShown) }));
  const list = useListKeys(
    groups.flatMap(({ items }) => items).map((item) => item.case.id),
    picked,
    onPick,
  );
  return (
    <aside className={frame.list} aria-label="Cases of the handover">
      {isGiver && held.items.length > 0 && (
        <div className={styles.listTools}>
          <SegmentedControl
            aria-label="Which cases"
            value={onlyPressing ? 'pressing' : 'all'}
            onChange={(value) => setOnlyPressing(value === 'pressing')}
            data={[
              { value: 'all', label: `All ${held.items.length}` },
              { value: 'pressing', label: `Needs attention ${pressing.length}` },
            ]}
          />
        </div>
      )}
      <div className={styles.listScroll} ref={list}>
        <ShiftRow held={held} picked={picked === SHIFT} onPick={() => onPick(SHIFT)} />
        {groups.map(({ title, items }) => (
          <section key={title} aria-label={title}>
            {!isGiver && <h2 className={styles.groupTitle}>{title}</h2>}
            <ul className={styles.rows}>
              {items.map((item) => (
                <Row
                  key={item.case.id}
                  held={held}
                  item={item}
                  picked={item.case.id === picked}
                  onPick={() => onPick(item.case.id)}
                />
              ))}
            </ul>
          </section>
        ))}
        {onlyPressing && pressing.length === 0 && <p className={styles.nothing}>Nothing needs you.</p>}
      </div>
      {isGiver ? <GiveBar held={held} acts={acts} onPick={onPick} /> : <AcceptAll held={held} acts={acts} />}
    </aside>
  );
}

/** `J` and `K` go through the cases. */
function useListKeys(ids: readonly string[], picked: string, onPick: (id: string) => void) {
  const list = useRef<HTMLDivElement>(null);
  const move = (step: 1 | -1) => {
    const at = ids.indexOf(picked);
    const next = ids[at === -1 ? 0 : Math.min(Math.max(at + step, 0), ids.length - 1)];
    if (next !== undefined) onPick(next);
  };
  useShortcut({ keys: 'j', label: 'Next case', group: 'Handover' }, () => move(1));
  useShortcut({ keys: 'k', label: 'Previous case', group: 'Handover' }, () => move(-1));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row that is picked now.
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [picked]);
  return list;
}

interface RowProps {
  readonly held: Handover;
  readonly item: HandoverItem;
  readonly picked: boolean;
  readonly onPick: () => void;
}

function Row({ held, item, picked, onPick }: RowProps) {
  const me = useMe();
  const part = partIn(held, item, me.id);
  const { words, tone } = standingOf(item, part, held);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={picked || undefined}
        data-over={item.state === 'accepted' || item.state === 'withdrawn' || undefined}
        onClick={onPick}
      >
        <span className={styles.rowTop}>
          <span className={styles.rowSubject}>{item.case.subject}</span>
          {item.state !== 'accepted' && (
            <Deadline timer={item.record.timer} className={styles.rowDue ?? ''} />
          )}
        </span>
        <span className={styles.rowFoot}>
          <PriorityPill priority={item.case.priority} />
          <span className={styles.rowNumber}>{item.case.number}</span>
          {part === 'giver' && item.state === 'unsent' && item.missing.length > 0 && (
            <Completeness item={item} />
          )}
          <span className={styles.standing} data-tone={tone} title={words}>
            {words}
          </span>
          {part === 'receiver' && item.state === 'offered' && <Ring item={item} />}
          {part !== 'receiver' && item.receiver && item.state !== 'withdrawn' && (
            <Avatar person={item.receiver} size={18} />
          )}
        </span>
      </button>
    </li>
  );
}

/** Which parts of a case's note say something: the letters of I-PASS, the silent ones marked. */
function Completeness({ item: { missing } }: { readonly item: HandoverItem }) {
  return (
    <span className={styles.completeness} title={missing.length === 0 ? 'Every part is written' : undefined}>
      {handoverSections.map((section) => (
        <span key={section} data-missing={missing.includes(section) || undefined} aria-hidden>
          {letters[section]}
        </span>
      ))}
    </span>
  );
}

const RING = 2 * Math.PI * 6;

/** How much of a case has been read back, drawn; the words beside it say the same. */
function Ring({ item }: { readonly item: HandoverItem }) {
  const { read, of } = progressOf(item);
  return (
    <svg className={styles.ring} viewBox="0 0 16 16" width={14} height={14} aria-hidden>
      <circle cx={8} cy={8} r={6} />
      <circle cx={8} cy={8} r={6} strokeDasharray={`${of > 0 ? (RING * read) / of : 0} ${RING}`} data-done />
    </svg>
  );
}

interface ShiftRowProps {
  readonly held: Handover;
  readonly picked: boolean;
  readonly onPick: () => void;
}

function ShiftRow({ held, picked, onPick }: ShiftRowProps) {
  const first = held.shift.map(({ text }) => text.trim()).find((text) => text !== '');
  if (!first && !held.rights.edit) return null;
  return (
    <button
      type="button"
      className={`${styles.row} ${styles.shiftRow}`}
      aria-current={picked || undefined}
      onClick={onPick}
    >
      <span className={styles.rowTop}>
        <IconSpeakerphone size={15} aria-hidden />
        <span className={styles.rowSubject}>For the whole shift</span>
      </span>
      <span className={styles.rowFoot}>
        <span className={styles.standing}>
          {first?.split('\n')[0] ?? 'outages, people to watch for: nothing yet'}
        </span>
      </span>
    </button>
  );
}
