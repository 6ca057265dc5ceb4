import { GuidanceSettings, PromptRule, promptRules } from '@caseroom/shared/guidance';
import { NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { Button, MultiSelect, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './guidance-page.module.css';
import { jargonText, readJargon } from './jargon-text.ts';
import { useSaveGuidance } from './settings-data.ts';

interface GuidanceFormProps {
  readonly programId: string;
  readonly settings: GuidanceSettings;
  readonly editable: boolean;
}

/** Faults by dotted path: "writing.summary.max". */
type Faults = ReadonlyMap<string, string>;
const noFaults: Faults = new Map();

export function GuidanceForm({ programId, settings, editable }: GuidanceFormProps) {
  const save = useSaveGuidance(programId);
  const [draft, setDraft] = useState(settings);
  const [jargon, setJargon] = useState(() => jargonText(settings.writing.jargon));
  const [faults, setFaults] = useState(noFaults);
  const change = (next: Partial<GuidanceSettings>) => {
    setDraft({ ...draft, ...next });
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = GuidanceSettings.safeParse({
      ...draft,
      writing: { ...draft.writing, jargon: readJargon(jargon) },
    });
    setFaults(
      parsed.success
        ? noFaults
        : new Map(parsed.error.issues.map(({ path, message }) => [path.slice(0, 3).join('.'), message])),
    );
    if (parsed.success) save.mutate(parsed.data);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <fieldset className={styles.plain} disabled={!editable}>
        <WritingFields
          draft={draft}
          change={change}
          faults={faults}
          jargon={jargon}
          onJargon={(text) => {
            setJargon(text);
            save.reset();
          }}
        />
        <PromptFields draft={draft} change={change} />
      </fieldset>
      {save.error && <InlineMessage>{sentenceOf(save.error)}</InlineMessage>}
      {editable ? (
        <div className={styles.actions}>
          <Button type="submit" size="sm" loading={save.isPending}>
            Save
          </Button>
          {save.isSuccess && <InlineMessage tone="good">Saved. It holds from now on.</InlineMessage>}
        </div>
      ) : (
        <p className={styles.minor}>Only admins change this.</p>
      )}
    </form>
  );
}

interface PartProps {
  readonly draft: GuidanceSettings;
  readonly change: (next: Partial<GuidanceSettings>) => void;
}

function WritingFields({
  draft,
  change,
  faults,
  jargon,
  onJargon,
}: PartProps & {
  readonly faults: Faults;
  readonly jargon: string;
  readonly onJargon: (text: string) => void;
}) {
  const { writing } = draft;
  const set = (next: Partial<GuidanceSettings['writing']>) => change({ writing: { ...writing, ...next } });
  const number = { size: 'sm', allowDecimal: false, allowNegative: false } as const;
  return (
    <section className={styles.part} aria-labelledby="writing">
      <h2 id="writing">How notes read</h2>
      <TextInput
        label="Language"
        description="As in “en” or “pt-BR”. Reading ease is known for English alone."
        maw={320}
        value={writing.language}
        error={faults.get('writing.language')}
        onChange={(event) => set({ language: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <NumberInput
          {...number}
          label="Sentences of a summary, least"
          value={writing.summary.min}
          error={faults.get('writing.summary.min')}
          onChange={(min) => set({ summary: { ...writing.summary, min: Number(min) } })}
        />
        <NumberInput
          {...number}
          label="Most"
          value={writing.summary.max}
          error={faults.get('writing.summary.max')}
          onChange={(max) => set({ summary: { ...writing.summary, max: Number(max) } })}
        />
      </div>
      <MultiSelect
        label="Look at the wording of"
        description="Kinds that people outside the floor come to read."
        data={NoteKind.options.map((kind) => ({ value: kind, label: noteKinds[kind].name }))}
        value={writing.kinds}
        onChange={(kinds) => set({ kinds: kinds as NoteKind[] })}
      />
      <NumberInput
        {...number}
        label="Reading ease, at least"
        description="Flesch: 60 is plain English, 30 is a contract. Empty: not looked at."
        maw={320}
        max={100}
        value={writing.minEase ?? ''}
        error={faults.get('writing.minEase')}
        onChange={(ease) => set({ minEase: ease === '' ? null : Number(ease) })}
      />
      <Textarea
        label="Jargon"
        description="One a line, with what to say instead: “port-in = moving your number”."
        autosize
        minRows={3}
        maxRows={14}
        value={jargon}
        error={
          faults.get('writing.jargon') ?? [...faults].find(([path]) => path.startsWith('writing.jargon'))?.[1]
        }
        onChange={(event) => onJargon(event.currentTarget.value)}
      />
    </section>
  );
}

function PromptFields({ draft, change }: PartProps) {
  const { prompts } = draft;
  const set = <R extends PromptRule>(rule: R, next: Partial<GuidanceSettings['prompts'][R]>) =>
    change({ prompts: { ...prompts, [rule]: { ...prompts[rule], ...next } } });
  const number = {
    size: 'sm',
    allowDecimal: false,
    allowNegative: false,
    hideControls: true,
    w: 110,
  } as const;
  return (
    <section className={styles.part} aria-labelledby="prompts">
      <h2 id="prompts">What notes should not leave out</h2>
      <ul className={styles.rules}>
        {PromptRule.options.map((rule) => {
          const { name, about } = promptRules[rule];
          const { on, after_min } = prompts[rule];
          return (
            <li key={rule} className={styles.rule}>
              <Switch
                className={styles.ruleSwitch ?? ''}
                checked={on}
                label={name}
                description={about}
                onChange={(event) => set(rule, { on: event.currentTarget.checked })}
              />
              <span className={styles.ruleNumbers}>
                {rule === 'sentiment-changed' && (
                  <NumberInput
                    {...number}
                    aria-label={`${name}: steps of the scale`}
                    suffix={prompts[rule].steps === 1 ? ' step' : ' steps'}
                    min={1}
                    max={4}
                    disabled={!on}
                    value={prompts[rule].steps}
                    onChange={(steps) => set(rule, { steps: Number(steps) })}
                  />
                )}
                <NumberInput
                  {...number}
                  aria-label={`${name}: minutes to wait`}
                  prefix="after "
                  suffix=" min"
                  max={24 * 60}
                  disabled={!on}
                  value={after_min}
                  onChange={(minutes) => set(rule, { after_min: Number(minutes) })}
                />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
