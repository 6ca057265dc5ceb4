import type { Case } from '@caseroom/shared/case';
import { Button } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { AttachmentList } from '../attachment/attachment-list.tsx';
import { mayEscalate, openOne, useEscalations } from '../escalation/escalation-data.ts';
import { EscalationStrip } from '../escalation/escalation-strip.tsx';
import { QuestionStrips } from '../escalation/question-strip.tsx';
import { OfferStrip } from '../handover/offer-strip.tsx';
import { useInteractionPanel } from '../interaction/panel-address.ts';
import { useCommand } from '../platform/commands.ts';
import { useMe } from '../platform/session.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { useFilters } from '../queue/use-filters.ts';
import { DraftTalkButton } from '../summary/draft-button.tsx';
import { reviewing, useReviewing } from '../summary/review-state.ts';
import { Failure } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import styles from './case.module.css';
import { useCase, useCaseEdit, useNotes } from './case-data.ts';
import { CaseHeader } from './case-header.tsx';
import { CaseSkeleton } from './case-skeleton.tsx';
import { fetchEditorEarly, NotesColumn } from './notes-column.tsx';
import { SidePane } from './side-pane.tsx';
import { useLedger } from './use-ledger.ts';
import { useMyPresence } from './use-my-presence.ts';

/** It follows its note live, so it comes with the editor's weight. */
const EscalateSheet = lazy(async () => ({
  default: (await import('../escalation/escalate-sheet.tsx')).EscalateSheet,
}));

const InteractionPanel = lazy(async () => ({
  default: (await import('../interaction/interaction-panel.tsx')).InteractionPanel,
}));

const ReviewPane = lazy(async () => ({
  default: (await import('../summary/review-pane.tsx')).ReviewPane,
}));

export function CasePage() {
  const { caseId = '' } = useParams();
  const { search } = useFilters();
  const found = useCase(caseId);
  useEffect(fetchEditorEarly, []);
  if (found.data) return <CaseView key={found.data.id} held={found.data} />;
  if (found.error) {
    const toQueue = (
      <Button component={Link} to={`/queue${search}`} variant="default">
        Go to the queue
      </Button>
    );
    return (
      <div className={styles.page}>
        <Failure
          addressed
          error={found.error}
          what="a case"
          retry={() => found.refetch()}
          actions={toQueue}
        />
      </div>
    );
  }
  return <CaseSkeleton />;
}

/** On a narrow screen one of these shows at a time. */
const panes = ['notes', 'details'] as const;
type Pane = (typeof panes)[number];
const paneNames: Record<Pane, string> = { notes: 'Notes', details: 'Details and timeline' };

/** What stands in the place of the details. */
const besideNames = { escalation: 'Escalation', review: 'What was said', interaction: 'Interaction' };

function CaseView({ held: first }: { readonly held: Case }) {
  // Live changes arrive under the id, also when the address carries the number.
  const held = useCase(first.id).data ?? first;
  const change = useCaseEdit(held);
  const ledger = useLedger(held.id);
  useMyPresence(held.id);
  usePageTitle(`${held.number} ${held.subject}`);
  const [pane, setPane] = useState<Pane>('notes');
  const notes = useNotes(held.id).data;
  const reviewed = useReviewing((notes ?? []).map(({ id }) => id));
  const escalate = useEscalating(held, () => setPane('details'));
  const { open: interaction } = useInteractionPanel();
  useEffect(() => {
    if (!interaction) return;
    setPane('details');
    reviewing.set(null);
  }, [interaction]);
  const beside = escalate.isOpen
    ? 'escalation'
    : reviewed
      ? 'review'
      : interaction
        ? 'interaction'
        : undefined;
  return (
    <article className={styles.page} data-pane={pane} aria-label={`Case ${held.number}`}>
      <CaseHeader change={change} onEscalate={escalate.isOpen ? undefined : escalate.open} />
      <EscalationStrip held={held} onEscalate={escalate.open ?? (() => {})} panelOpen={escalate.isOpen} />
      <OfferStrip held={held} />
      <QuestionStrips held={held} />
      <nav className={`${styles.panes} not-printed`} aria-label="Parts of the case">
        {panes.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.paneTab}
            aria-pressed={pane === name}
            onClick={() => setPane(name)}
          >
            {name === 'details' && beside ? besideNames[beside] : paneNames[name]}
          </button>
        ))}
      </nav>
      <div className={styles.body} data-beside={beside}>
        <NotesColumn held={held} />
        {escalate.isOpen ? (
          <Suspense fallback={<SidePane change={change} ledger={ledger} />}>
            <EscalateSheet held={held} onClose={escalate.close} onShowNotes={() => setPane('notes')} />
          </Suspense>
        ) : reviewed ? (
          <Suspense fallback={<SidePane change={change} ledger={ledger} />}>
            <ReviewPane caseId={held.id} noteId={reviewed} />
          </Suspense>
        ) : interaction ? (
          <Suspense fallback={<SidePane change={change} ledger={ledger} />}>
            <InteractionPanel
              held={held}
              onShowNotes={() => setPane('notes')}
              onTranscript={(id) => <DraftTalkButton held={held} interactionId={id} />}
              files={(id) => (
                <AttachmentList caseId={held.id} mayWrite={held.rights.write} interactionId={id} />
              )}
            />
          </Suspense>
        ) : (
          <SidePane change={change} ledger={ledger} />
        )}
      </div>
    </article>
  );
}

/** The panel beside the notes, opened with `E` by those who may give the case away while it is not on its way. */
function useEscalating(held: Case, onOpen: () => void) {
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  const escalations = useEscalations(held.id);
  const underWay = openOne(escalations.data);
  const may =
    mayEscalate(held, me) && (!underWay || (underWay.state === 'drafted' && underWay.sender.id === me.id));
  const open = () => {
    setOpen(true);
    onOpen();
  };
  useShortcut({ keys: 'e', label: 'Escalate', group: 'Case' }, open, may);
  useCommand({ name: 'Escalate this case', group: 'here', keys: 'e', icon: IconArrowUpRight }, open, may);
  return { isOpen: isOpen && may, open: may ? open : undefined, close: () => setOpen(false) };
}
