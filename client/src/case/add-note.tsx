import type { Case } from '@caseroom/shared/case';
import type { Note, NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { Button, Menu } from '@mantine/core';
import { IconLock, IconNotes, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommand } from '../platform/commands.ts';
import { sentenceOf } from '../platform/http.ts';
import { setPreferences, usePreferences, withRecent } from '../platform/preferences.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { useProgramTemplates } from '../template/template-data.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './add-note.module.css';
import { useAddNote } from './case-data.ts';
import { noteToWriteIn } from './go-to-note.ts';
import { kindOrder, quickKinds } from './kind-order.ts';
import { KindPreview } from './kind-preview.tsx';

interface AddNoteProps {
  readonly held: Case;
}

/** Room for the kinds and, beside them, what the one pointed at asks for, px. */
const MENU_WIDTH = 620;

/** Every kind, with what it is for. `N` opens it. */
export function AddNoteMenu({ held }: AddNoteProps) {
  const [opened, setOpened] = useState(false);
  const { add, pending } = useAdd(held.id);
  useShortcut({ keys: 'n', label: 'Add a note', group: 'Case' }, () => setOpened(true));
  useCommand({ name: 'New note here', group: 'here', also: 'add', keys: 'n', icon: IconNotes }, () =>
    setOpened(true),
  );
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={MENU_WIDTH}>
      <Menu.Target>
        <Button
          aria-label="Note"
          leftSection={<IconPlus size={15} />}
          loading={pending !== null}
          className={styles.addNote ?? ''}
        >
          <span className={styles.addWord}>Note</span>
        </Button>
      </Menu.Target>
      <KindItems held={held} onPick={add} />
    </Menu>
  );
}

function KindItems({
  held,
  onPick,
}: AddNoteProps & {
  readonly onPick: (kind: NoteKind) => void;
}) {
  const { recentKinds } = usePreferences();
  const { data: templates } = useProgramTemplates(held.program.id);
  const kinds = kindOrder(recentKinds, held.rights.readLeads);
  const [looked, setLooked] = useState<NoteKind | undefined>();
  const shown = looked ?? kinds[0];
  return (
    <Menu.Dropdown className={styles.kindMenu ?? ''}>
      <div className={styles.kindsAndPreview}>
        <div className={styles.kinds}>
          {kinds.map((kind) => (
            <Menu.Item
              key={kind}
              className={styles.kindItem ?? ''}
              onClick={() => onPick(kind)}
              onFocus={() => setLooked(kind)}
              onMouseEnter={() => setLooked(kind)}
            >
              <span className={styles.kindName}>
                {noteKinds[kind].name}
                {noteKinds[kind].audience === 'leads' && (
                  <IconLock size={13} className={styles.leadsMark ?? ''} aria-hidden />
                )}
              </span>
              <span className={styles.kindAbout}>{noteKinds[kind].about}</span>
            </Menu.Item>
          ))}
        </div>
        {shown && <KindPreview kind={shown} template={templates?.items.find(({ kind }) => kind === shown)} />}
      </div>
    </Menu.Dropdown>
  );
}

/** Below the notes: the likeliest kinds one click away, the rest in a menu. */
export function AddNoteRow({ held }: AddNoteProps) {
  const { recentKinds } = usePreferences();
  const { add, pending, error } = useAdd(held.id);
  return (
    <div className={`${styles.addRow} not-printed`}>
      <span className={styles.addLabel}>Add a note</span>
      {quickKinds(recentKinds).map((kind) => (
        <Button
          key={kind}
          variant="default"
          title={noteKinds[kind].about}
          loading={pending === kind}
          disabled={pending !== null && pending !== kind}
          onClick={() => add(kind)}
        >
          {noteKinds[kind].name}
        </Button>
      ))}
      <Menu position="top-start" width={MENU_WIDTH}>
        <Menu.Target>
          <Button variant="subtle" color="gray">
            All kinds
          </Button>
        </Menu.Target>
        <KindItems held={held} onPick={add} />
      </Menu>
      {error && <InlineMessage>{sentenceOf(error)} No note was added.</InlineMessage>}
    </div>
  );
}

function useAdd(caseId: string) {
  const { recentKinds } = usePreferences();
  const adding = useAddNote(caseId);
  const add = (kind: NoteKind) =>
    adding.mutate(
      { note: { kind }, key: crypto.randomUUID() },
      {
        onSuccess: (note: Note) => {
          setPreferences({ recentKinds: withRecent(recentKinds, kind) });
          noteToWriteIn.set(note.id);
        },
      },
    );
  return { add, pending: adding.isPending ? adding.variables.note.kind : null, error: adding.error };
}
