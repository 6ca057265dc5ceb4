import { Priority } from '@caseroom/shared/case';
import type { InterimTemplate } from '@caseroom/shared/interim';
import {
  type AutoRules,
  autoReasonNames,
  type PlannedUpdate,
  type ProgramAuto,
} from '@caseroom/shared/interim-auto';
import { Button, NumberInput, Radio, Select, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { clockText, dayText, useNow } from '../platform/time.ts';
import { InlineMessage } from '../ui/message.tsx';
import { useAutoActs } from './auto-data.ts';
import styles from './settings.module.css';

interface AutoFormProps {
  readonly held: ProgramAuto;
  readonly templates: readonly InterimTemplate[];
  /** Only leads answer for what is sent on its own. */
  readonly editable: boolean;
}

/** When a program writes on its own: how often, when not, and whether somebody reads it first. */
export function AutoForm({ held, templates, editable }: AutoFormProps) {
  const [rules, setRules] = useState(held.rules);
  const { save, plan } = useAutoActs(held.programId);
  const change = (next: Partial<AutoRules>) => {
    save.reset();
    setRules({ ...rules, ...next });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(rules);
  };
  return (
    <form className={styles.part} onSubmit={submit} aria-labelledby="automatic">
      <h2 id="automatic">Automatic updates</h2>
      <Switch
        label="Write to customers who wait"
        description={
          held.by && held.rules.on
            ? `In force by the word of ${held.by.name}: what leaves on its own leaves in their name.`
            : 'A lead answers for what leaves on its own.'
        }
        checked={rules.on}
        disabled={!editable}
        onChange={(event) => change({ on: event.currentTarget.checked })}
      />
      {held.fault && <InlineMessage tone="warn">{held.fault}</InlineMessage>}
      {!editable && <p className={styles.quiet}>Leads of the program edit these rules.</p>}
      <fieldset className={styles.plain} disabled={!editable}>
        <WhenFields rules={rules} onChange={change} />
        <NotWhenFields rules={rules} onChange={change} />
        <HowFields
          rules={rules}
          templates={templates}
          onChange={change}
          fault={isRequestError(save.error) ? save.error.fieldMessage('templateId') : undefined}
        />
      </fieldset>
      {editable && (
        <div className={styles.acts}>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
          <Button variant="default" loading={plan.isPending} onClick={() => plan.mutate(rules)}>
            What would be sent in the next 24 h?
          </Button>
          {save.isSuccess && <InlineMessage tone="good">Saved.</InlineMessage>}
        </div>
      )}
      {save.error && <InlineMessage>{sentenceOf(save.error)}</InlineMessage>}
      {plan.error && <InlineMessage>{sentenceOf(plan.error)}</InlineMessage>}
      {plan.data && <Plan planned={plan.data} />}
    </form>
  );
}

interface PartProps {
  readonly rules: AutoRules;
  readonly onChange: (next: Partial<AutoRules>) => void;
}

interface MinutesProps {
  readonly label: string;
  readonly description?: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
}

/** Minutes; empty is never. */
function Minutes({ label, description, value, onChange, min = 5 }: MinutesProps) {
  return (
    <NumberInput
      label={label}
      description={description}
      suffix=" min"
      placeholder="Never"
      min={min}
      hideControls
      value={value ?? ''}
      onChange={(typed) => onChange(typed === '' ? null : Number(typed))}
    />
  );
}

function WhenFields({ rules, onChange }: PartProps) {
  const { outage } = rules;
  return (
    <>
      <div className={styles.fields}>
        {Priority.options.map((priority) => (
          <Minutes
            key={priority}
            label={`${priority}: every`}
            value={rules.cadence[priority]}
            onChange={(every) => onChange({ cadence: { ...rules.cadence, [priority]: every } })}
          />
        ))}
      </div>
      <div className={styles.fields}>
        <Minutes
          label="They have not heard for"
          description="Whatever the priority."
          value={rules.silence}
          onChange={(silence) => onChange({ silence })}
        />
        <Minutes
          label="We wait for somebody else for"
          description="The client company or a supplier."
          value={rules.thirdParty}
          onChange={(thirdParty) => onChange({ thirdParty })}
        />
        <TextInput
          label="While it has the tag"
          description="Of an outage."
          placeholder="None"
          value={outage?.tag ?? ''}
          onChange={(event) => {
            const tag = event.currentTarget.value.toLowerCase();
            onChange({ outage: tag === '' ? null : { tag, every: outage?.every ?? 60 } });
          }}
        />
        {outage && (
          <Minutes
            label="then every"
            description="As long as it has it."
            value={outage.every}
            onChange={(every) => onChange({ outage: { ...outage, every: every ?? 60 } })}
          />
        )}
      </div>
      <Switch
        label="The time it should be solved by has passed"
        checked={rules.eta}
        onChange={(event) => onChange({ eta: event.currentTarget.checked })}
      />
    </>
  );
}

function NotWhenFields({ rules, onChange }: PartProps) {
  const quiet = rules.quiet ?? { from: '21:00', to: '08:00' };
  return (
    <>
      <Switch
        label="Quiet hours, by the customer’s own clock"
        description="Holidays are those of the program’s business hours."
        checked={rules.quiet !== null}
        onChange={(event) => onChange({ quiet: event.currentTarget.checked ? quiet : null })}
      />
      <div className={styles.fields}>
        {rules.quiet && (
          <>
            <TextInput
              label="Quiet from"
              type="time"
              value={quiet.from}
              onChange={(event) => onChange({ quiet: { ...quiet, from: event.currentTarget.value } })}
            />
            <TextInput
              label="to"
              type="time"
              value={quiet.to}
              onChange={(event) => onChange({ quiet: { ...quiet, to: event.currentTarget.value } })}
            />
          </>
        )}
        <Minutes
          label="Not after somebody spoke to them, for"
          min={0}
          value={rules.spoke}
          onChange={(spoke) => onChange({ spoke: spoke ?? 0 })}
        />
        <NumberInput
          label="At most, a case and day"
          min={1}
          max={50}
          value={rules.maxADay}
          onChange={(most) => onChange({ maxADay: Math.max(1, Number(most)) })}
        />
      </div>
    </>
  );
}

interface HowProps extends PartProps {
  readonly templates: readonly InterimTemplate[];
  readonly fault: string | undefined;
}

function HowFields({ rules, templates, onChange, fault }: HowProps) {
  return (
    <>
      <Radio.Group
        label="What happens then"
        value={rules.mode}
        onChange={(mode) => onChange({ mode: mode as AutoRules['mode'] })}
      >
        <div className={styles.choices}>
          <Radio value="draft" label="A draft waits for the case’s owner" />
          <Radio
            value="send"
            label="It leaves on its own"
            description="Where the check finds nothing and no lead has to approve it; else it waits for the owner."
          />
        </div>
      </Radio.Group>
      <Select
        label="Words"
        maw={360}
        data={[
          { value: '', label: 'The program’s note template' },
          ...templates.map(({ id, name, language }) => ({ value: id, label: `${name} · ${language}` })),
        ]}
        allowDeselect={false}
        value={rules.templateId ?? ''}
        error={fault}
        onChange={(id) => onChange({ templateId: id || null })}
      />
    </>
  );
}

function Plan({ planned }: { readonly planned: readonly PlannedUpdate[] }) {
  const now = useNow();
  if (planned.length === 0) return <p role="status">Nothing would be sent in the next 24 hours.</p>;
  return (
    <div className={styles.scroll} role="status">
      <table className={styles.plan}>
        <caption>
          {planned.length === 1 ? 'One message' : `${planned.length} messages`}, if nobody writes meanwhile.
        </caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">There</th>
            <th scope="col">Case</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {planned.map((one) => (
            <tr key={`${one.case.id} ${one.at}`}>
              <td className="numbers">
                {dayText(new Date(one.at), now)} {clockText(new Date(one.at))}
              </td>
              <td className="numbers">{one.there}</td>
              <td>
                <Link to={`/cases/${one.case.id}`}>{one.case.number}</Link> {one.case.customerName}
              </td>
              <td>{autoReasonNames[one.why]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
