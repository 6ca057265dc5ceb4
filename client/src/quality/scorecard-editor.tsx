import type { Marking, Scorecard } from '@caseroom/shared/quality';
import {
  MAX_ITEM_CHARS,
  MAX_ITEM_HELP_CHARS,
  MAX_ITEMS,
  MAX_POINTS,
  MAX_SCORECARD_NAME_CHARS,
  MAX_SECTION_TITLE_CHARS,
  MAX_SECTIONS,
  MAX_WEIGHT,
  ScorecardBody,
  type ScorecardItem,
} from '@caseroom/shared/scorecard';
import { ActionIcon, Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './quality.module.css';
import { useProgramActs, useQualityProgram } from './quality-data.ts';
import {
  addItem,
  addSection,
  changeItem,
  moveItem,
  removeItem,
  renameSection,
  shareOf,
} from './scorecard-draft.ts';
import { Sheet, Total } from './sheet.tsx';
import { marked } from './use-marking.ts';

interface ScorecardEditorProps {
  readonly programId: string;
  /** Null: a new one. */
  readonly held: Scorecard | null;
  readonly first: ScorecardBody;
  readonly onClose: () => void;
}

/** A scorecard and, beside it, what a reviewer will see. Saving makes a version; reviews keep theirs. */
export function ScorecardEditor({ programId, held, first, onClose }: ScorecardEditorProps) {
  const { saveScorecard } = useProgramActs(programId);
  const mayEdit = useQualityProgram(programId).data?.rights.configure ?? false;
  const [body, setBody] = useState(first);
  const [asked, setAsked] = useState(false);
  const checked = ScorecardBody.safeParse(body);
  const faults =
    asked && !checked.success
      ? new Map(checked.error.issues.map((one) => [one.path.join('.'), one.message]))
      : null;
  const change = (next: ScorecardBody) => {
    setBody(next);
    saveScorecard.reset();
  };
  const save = () => {
    setAsked(true);
    if (checked.success) saveScorecard.mutate({ held, body: checked.data }, { onSuccess: onClose });
  };
  return (
    <div className={styles.editor}>
      <section className={styles.editing} aria-label="Scorecard">
        <div className={styles.rules}>
          <TextInput
            label="Name"
            autoFocus={held === null}
            maxLength={MAX_SCORECARD_NAME_CHARS}
            readOnly={!mayEdit}
            value={body.name}
            error={faults?.has('name') && 'Give it a name.'}
            onChange={(event) => change({ ...body, name: event.currentTarget.value })}
          />
          <NumberInput
            label="Passes at, %"
            min={0}
            max={100}
            clampBehavior="strict"
            allowDecimal={false}
            readOnly={!mayEdit}
            value={body.passPercent}
            onChange={(value) => change({ ...body, passPercent: Number(value) || 0 })}
          />
        </div>
        <Sections body={body} change={change} mayEdit={mayEdit} faults={faults} />
        {faults?.has('sections') && <InlineMessage>{faults.get('sections')}</InlineMessage>}
        {saveScorecard.error && <InlineMessage>{sentenceOf(saveScorecard.error)}</InlineMessage>}
        {faults && <InlineMessage>Some fields are empty or out of range. They are marked.</InlineMessage>}
        <div className={styles.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {mayEdit ? 'Cancel' : 'Back'}
          </Button>
          {mayEdit && (
            <Button size="sm" loading={saveScorecard.isPending} onClick={save}>
              {held ? `Save as version ${held.version + 1}` : 'Add the scorecard'}
            </Button>
          )}
        </div>
      </section>
      <Preview body={body} />
    </div>
  );
}

interface SectionsProps {
  readonly body: ScorecardBody;
  readonly change: (body: ScorecardBody) => void;
  readonly mayEdit: boolean;
  readonly faults: ReadonlyMap<string, string> | null;
}

function Sections({ body, change, mayEdit, faults }: SectionsProps) {
  const count = body.sections.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <>
      {body.sections.map((section, s) => (
        <fieldset key={section.items[0]?.id} className={styles.fieldset}>
          <legend>Section {s + 1}</legend>
          <TextInput
            aria-label={`Title of section ${s + 1}`}
            placeholder="Title, as “The note”"
            maxLength={MAX_SECTION_TITLE_CHARS}
            readOnly={!mayEdit}
            value={section.title}
            error={faults?.has(`sections.${s}.title`) && 'Give the section a title.'}
            onChange={(event) => change(renameSection(body, s, event.currentTarget.value))}
          />
          {section.items.map((item, i) => (
            <ItemFields
              key={item.id}
              item={item}
              share={shareOf(body, item)}
              mayEdit={mayEdit}
              fault={faults?.has(`sections.${s}.items.${i}.text`) ?? false}
              onChange={(patch) => change(changeItem(body, s, i, patch))}
              onMove={(step) => change(moveItem(body, s, i, step))}
              onRemove={count > 1 ? () => change(removeItem(body, s, i)) : undefined}
            />
          ))}
          {mayEdit && count < MAX_ITEMS && (
            <Button
              variant="default"
              leftSection={<IconPlus size={14} />}
              className={styles.add ?? ''}
              onClick={() => change(addItem(body, s, crypto.randomUUID()))}
            >
              Item
            </Button>
          )}
        </fieldset>
      ))}
      {mayEdit && body.sections.length < MAX_SECTIONS && count < MAX_ITEMS && (
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          className={styles.add ?? ''}
          onClick={() => change(addSection(body, crypto.randomUUID()))}
        >
          Section
        </Button>
      )}
    </>
  );
}

interface ItemFieldsProps {
  readonly item: ScorecardItem;
  /** Per cent of all weights. */
  readonly share: number;
  readonly mayEdit: boolean;
  readonly fault: boolean;
  readonly onChange: (patch: Partial<ScorecardItem>) => void;
  readonly onMove: (step: -1 | 1) => void;
  readonly onRemove: (() => void) | undefined;
}

const scales = [
  { value: 'yes-no', label: 'Yes or no' },
  ...Array.from({ length: MAX_POINTS - 1 }, (_, i) => ({ value: String(i + 2), label: `0 to ${i + 2}` })),
];

function ItemFields({ item, share, mayEdit, fault, onChange, onMove, onRemove }: ItemFieldsProps) {
  const name = item.text || 'the new item';
  const { scale } = item;
  return (
    <div className={styles.itemFields}>
      <TextInput
        aria-label="What is looked for"
        placeholder="What is looked for, as a sentence"
        maxLength={MAX_ITEM_CHARS}
        readOnly={!mayEdit}
        value={item.text}
        error={fault && 'Say what is looked for.'}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <TextInput
        aria-label={`Help for ${name}`}
        placeholder="Help for the reviewer (optional)"
        maxLength={MAX_ITEM_HELP_CHARS}
        readOnly={!mayEdit}
        value={item.help}
        onChange={(event) => onChange({ help: event.currentTarget.value })}
      />
      <div className={styles.itemRow}>
        <Select
          w={110}
          aria-label={`Scale of ${name}`}
          allowDeselect={false}
          readOnly={!mayEdit}
          data={scales}
          value={scale.kind === 'yes-no' ? 'yes-no' : String(scale.max)}
          onChange={(value) =>
            onChange({
              scale: value === 'yes-no' ? { kind: 'yes-no' } : { kind: 'points', max: Number(value) },
            })
          }
        />
        <NumberInput
          w={84}
          aria-label={`Weight of ${name}`}
          min={1}
          max={MAX_WEIGHT}
          clampBehavior="strict"
          allowDecimal={false}
          readOnly={!mayEdit}
          value={item.weight}
          onChange={(value) => onChange({ weight: Number(value) || 1 })}
        />
        <span className={styles.minor}>{share} %</span>
        <Checkbox
          label="Critical"
          disabled={!mayEdit}
          checked={item.critical}
          onChange={(event) => onChange({ critical: event.currentTarget.checked })}
        />
        {mayEdit && (
          <span className={styles.itemTools}>
            <ActionIcon aria-label={`Move up: ${name}`} onClick={() => onMove(-1)}>
              <IconArrowUp size={15} />
            </ActionIcon>
            <ActionIcon aria-label={`Move down: ${name}`} onClick={() => onMove(1)}>
              <IconArrowDown size={15} />
            </ActionIcon>
            <ActionIcon aria-label={`Remove: ${name}`} disabled={!onRemove} onClick={onRemove}>
              <IconTrash size={15} />
            </ActionIcon>
          </span>
        )}
      </div>
    </div>
  );
}

/** What a reviewer will see, to try the weights on; nothing of it is kept. */
function Preview({ body }: { readonly body: ScorecardBody }) {
  const [marking, setMarking] = useState<Marking>({ marks: [], summary: '' });
  const [active, setActive] = useState<string | null>(null);
  return (
    <section className={styles.preview} aria-label="Preview">
      <div className={styles.sectionHead}>
        <h3>Preview</h3>
        <span className={styles.minor}>Try the weights; nothing is kept.</span>
      </div>
      <Total scorecard={body} marks={marking.marks} />
      <Sheet
        scorecard={body}
        marking={marking}
        onMark={(item, patch) => setMarking({ ...marking, marks: marked(marking.marks, item, patch) })}
        active={active}
        onActive={setActive}
        quotes={null}
      />
    </section>
  );
}
