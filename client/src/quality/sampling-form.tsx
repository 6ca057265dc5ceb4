import {
  MAX_PER_AGENT,
  proposedSampling,
  type QualityProgram,
  type SamplingRules,
} from '@caseroom/shared/quality';
import { Button, NumberInput, TagsInput } from '@mantine/core';
import { IconDice } from '@tabler/icons-react';
import { type FormEvent, useId, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { Ago } from '../ui/ago.tsx';
import { InlineMessage } from '../ui/message.tsx';
import styles from './quality.module.css';
import { useProgramActs } from './quality-data.ts';

/** What is drawn for review each week, and what has been. */
export function SamplingForm({ program }: { readonly program: QualityProgram }) {
  const { draw, setRules } = useProgramActs(program.program.id);
  const [rules, change] = useState<SamplingRules>(program.sampling ?? proposedSampling);
  const { configure, review } = program.rights;
  const edit = (patch: Partial<SamplingRules>) => {
    change({ ...rules, ...patch });
    setRules.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRules.mutate(rules);
  };
  const error = setRules.error ?? draw.error;
  return (
    <section className={styles.section} aria-label="Sampling">
      <div className={styles.sectionHead}>
        <h3>Sampling</h3>
        {review && (
          <Button
            variant="default"
            leftSection={<IconDice size={15} />}
            loading={draw.isPending}
            disabled={program.sampling === null}
            onClick={() => draw.mutate()}
          >
            Draw now
          </Button>
        )}
      </div>
      <form className={styles.card} onSubmit={submit}>
        <div className={styles.rules}>
          <NumberInput
            label="Per agent and week"
            min={0}
            max={MAX_PER_AGENT}
            clampBehavior="strict"
            allowDecimal={false}
            readOnly={!configure}
            value={rules.perAgent}
            onChange={(value) => edit({ perAgent: Number(value) || 0 })}
          />
          <NumberInput
            label="Random share, %"
            min={0}
            max={100}
            clampBehavior="strict"
            allowDecimal={false}
            readOnly={!configure}
            value={rules.randomPercent}
            onChange={(value) => edit({ randomPercent: Number(value) || 0 })}
          />
          <TagsInput
            label="Risk tags"
            placeholder={rules.riskTags.length === 0 ? 'Always drawn, as “complaint”' : ''}
            readOnly={!configure}
            value={rules.riskTags}
            onChange={(riskTags) => edit({ riskTags: riskTags.map((tag) => tag.trim().toLowerCase()) })}
          />
        </div>
        <p className={styles.minor}>
          The week that ended is drawn on its own, on Monday on the program’s calendar. No case is drawn
          twice.
        </p>
        {error && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
        {draw.data && (
          <InlineMessage tone="good">
            {draw.data.picked === 0
              ? 'Nothing new to draw from this week.'
              : `${draw.data.picked} of ${draw.data.candidates} drawn into the work list.`}
          </InlineMessage>
        )}
        {configure && (
          <div className={styles.actions}>
            <Button type="submit" loading={setRules.isPending}>
              {program.sampling ? 'Save the rules' : 'Begin to sample'}
            </Button>
          </div>
        )}
      </form>
      {program.draws.length > 0 && <Draws program={program} />}
    </section>
  );
}

function Draws({ program }: { readonly program: QualityProgram }) {
  const explained = useId();
  return (
    <>
      <p id={explained} className={styles.explained}>
        Draws. The seed, the rules and the work they drew from are kept, so each can be made again.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys. */}
      <section className={styles.tableScroll} tabIndex={0} aria-label={`Draws of ${program.program.name}`}>
        <table className={styles.table} aria-describedby={explained}>
          <thead>
            <tr>
              <th scope="col">Week of</th>
              <th scope="col">Drawn</th>
              <th scope="col">Cases</th>
              <th scope="col">Seed</th>
            </tr>
          </thead>
          <tbody>
            {program.draws.map((one) => (
              <tr key={one.id}>
                <td>{one.week}</td>
                <td>
                  <Ago at={one.at} /> {one.by ? `by ${one.by.name}` : 'weekly'}
                </td>
                <td>
                  {one.picked} of {one.candidates}
                  {one.dismissed.map(({ id, case: { number }, by, reason }) => (
                    <span key={id} className={styles.dismissed}>
                      {number} taken off by {by.name}: {reason}
                    </span>
                  ))}
                </td>
                <td>
                  <code>{one.seed}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
