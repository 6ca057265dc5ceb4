import type { Handover, HandoverItem } from '@caseroom/shared/handover';
import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { NoteSkeleton } from '../case/case-skeleton.tsx';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import { CaseHead } from './case-head.tsx';
import { type HandoverActs, useReadAgain } from './handover-data.ts';
import styles from './packet.module.css';
import { ReadBackParts } from './read-back-parts.tsx';
import { TakePanel } from './take-panel.tsx';
import { useReadBack } from './use-read-back.ts';

const PacketNote = lazy(async () => ({ default: (await import('./packet-note.tsx')).PacketNote }));

interface TakeCaseProps {
  readonly held: Handover;
  readonly item: HandoverItem;
  readonly acts: HandoverActs;
  readonly onPick: (caseId: string | null) => void;
}

type View = 'lines' | 'note';

/** One case as its receiver sees it: read back line by line, and the same text to write in together with the giver. */
export function TakeCase({ held, item, acts, onPick }: TakeCaseProps) {
  const [view, setView] = useState<View>('lines');
  const [aboutKey, setAboutKey] = useState<string | null>(null);
  const readAgain = useReadAgain(held.id);
  const readBack = useReadBack(held, item);
  const shown = { ...item, parts: [...readBack.parts] };
  return (
    <>
      <div className={styles.middle}>
        <div className={styles.column}>
          <CaseHead item={item} onBack={() => onPick(null)} />
          <SegmentedControl
            className={styles.views}
            aria-label="How the handover is shown"
            value={view}
            onChange={(value) => setView(value as View)}
            data={[
              { value: 'lines', label: item.rights.take ? 'Read back' : 'Handover' },
              { value: 'note', label: 'Write in the note' },
            ]}
          />
          {readBack.error !== null && <InlineMessage>{sentenceOf(readBack.error)}</InlineMessage>}
          {readBack.kept > 0 && (
            <InlineMessage tone="warn">
              Not connected. {readBack.kept === 1 ? 'One mark is' : `${readBack.kept} marks are`} kept here
              and sent when the connection is back.
            </InlineMessage>
          )}
          {view === 'lines' && (
            <ReadBackParts
              item={shown}
              readBack={readBack}
              onAsk={setAboutKey}
              onAdd={() => setView('note')}
            />
          )}
          <Suspense fallback={view === 'note' ? <NoteSkeleton /> : null}>
            <PacketNote item={item} isShown={view === 'note'} onTyping={readAgain} />
          </Suspense>
        </div>
      </div>
      <TakePanel
        held={held}
        item={shown}
        acts={acts}
        readBack={readBack}
        aboutKey={aboutKey}
        onAbout={setAboutKey}
        onPick={onPick}
      />
    </>
  );
}
