import { Priority, priorityNames } from '@caseroom/shared/case';
import { aroundTheClock, TimerKind, TimerPolicy, timerNames } from '@caseroom/shared/timer';
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import styles from './admin.module.css';
import { useSavePolicy } from './policy-data.ts';
import {
  isAroundTheClock,
  readHolidays,
  readTarget,
  readWindows,
  targetText,
  windowsText,
} from './policy-text.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Everything as it was typed; read when it is saved. */
interface Typed {
  readonly timeZone: string;
  readonly always: boolean;
  readonly days: readonly string[];
  readonly holidays: string;
  readonly targets: Readonly<Record<string, string>>;
}

const cell = (kind: TimerKind, priority: Priority) => `${kind} ${priority}`;

function typedOf({ hours, targets }: TimerPolicy): Typed {
  const always = isAroundTheClock(hours);
  return {
    timeZone: hours.timeZone,
    always,
    days: hours.week.map((windows) => (always ? '09:00–18:00' : windowsText(windows))),
    holidays: hours.holidays.join('\n'),
    targets: Object.fromEntries(
      TimerKind.options.flatMap((kind) =>
        Priority.options.map((priority) => [cell(kind, priority), targetText(targets[kind][priority])]),
      ),
    ),
  };
}

/** The policy that was typed, or where it cannot be read. */
function readTyped(typed: Typed): { policy: TimerPolicy } | { fault: string } {
  const week = typed.always ? aroundTheClock : typed.days.map(readWindows);
  const badDay = week.indexOf(null);
  if (badDay >= 0) return { fault: `${DAYS[badDay]}: write hours such as 09:00–13:00, 14:00–18:00.` };
  const targets: Record<string, Record<string, number | null>> = {};
  for (const kind of TimerKind.options) {
    const row: Record<string, number | null> = {};
    for (const priority of Priority.options) {
      const target = readTarget(typed.targets[cell(kind, priority)] ?? '');
      if (!target)
        return { fault: `${timerNames[kind]}, ${priority}: write a time such as 45 min, 4 h or 2 d.` };
      row[priority] = target.minutes;
    }
    targets[kind] = row;
  }
  const holidays = readHolidays(typed.holidays);
  const parsed = TimerPolicy.safeParse({
    hours: { timeZone: typed.timeZone.trim(), week, holidays },
    targets,
  });
  if (parsed.success) return { policy: parsed.data };
  const [issue] = parsed.error.issues;
  return { fault: `${String(issue?.path.slice(0, 3).join(', '))}: ${issue?.message}` };
}

interface PolicyFormProps {
  readonly programId: string;
  readonly policy: TimerPolicy;
}

export function PolicyForm({ programId, policy }: PolicyFormProps) {
  const save = useSavePolicy(programId);
  const [typed, setTyped] = useState(() => typedOf(policy));
  const [fault, setFault] = useState<string | null>(null);
  const change = (next: Partial<Typed>) => {
    setTyped({ ...typed, ...next });
    setFault(null);
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readTyped(typed);
    if ('fault' in read) setFault(read.fault);
    else save.mutate(read.policy, { onSuccess: (saved) => setTyped(typedOf(saved.policy)) });
  };
  const refusal =
    save.error && (isRequestError(save.error) ? sentenceOf(save.error) : 'It could not be saved.');
  return (
    <form className={styles.policy} onSubmit={submit}>
      <TargetTable typed={typed} onChange={change} />
      <fieldset className={styles.hours}>
        <legend>Business hours</legend>
        <TextInput
          label="Time zone"
          description="As in “Europe/Lisbon”. Changes of the clocks are its own."
          maw={320}
          value={typed.timeZone}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
        />
        <Checkbox
          label="Open around the clock"
          checked={typed.always}
          onChange={(event) => change({ always: event.currentTarget.checked })}
        />
        {!typed.always && (
          <div className={styles.days}>
            {DAYS.map((name, day) => (
              <TextInput
                key={name}
                label={name}
                placeholder="Closed"
                value={typed.days[day] ?? ''}
                onChange={(event) => change({ days: typed.days.with(day, event.currentTarget.value) })}
              />
            ))}
          </div>
        )}
        <Textarea
          label="Holidays"
          description="Closed all day. One date a line, as 2026-12-25."
          maw={320}
          autosize
          minRows={2}
          maxRows={10}
          value={typed.holidays}
          onChange={(event) => change({ holidays: event.currentTarget.value })}
        />
      </fieldset>
      {(fault ?? refusal) && <InlineMessage>{fault ?? refusal}</InlineMessage>}
      <div className={list.actions}>
        <Button type="submit" size="sm" loading={save.isPending}>
          Save
        </Button>
        {save.isSuccess && (
          <InlineMessage tone="good">Saved. Running timers count the rest of their time by it.</InlineMessage>
        )}
      </div>
    </form>
  );
}

interface TargetTableProps {
  readonly typed: Typed;
  readonly onChange: (next: Partial<Typed>) => void;
}

function TargetTable({ typed, onChange }: TargetTableProps) {
  return (
    <div className={styles.targetsScroll}>
      <table className={styles.targets}>
        <caption>Targets. An empty field is not timed.</caption>
        <thead>
          <tr>
            <td />
            {Priority.options.map((priority) => (
              <th key={priority} scope="col">
                {priority} <span className={list.minor}>{priorityNames[priority]}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TimerKind.options.map((kind) => (
            <tr key={kind}>
              <th scope="row">{timerNames[kind]}</th>
              {Priority.options.map((priority) => (
                <td key={priority}>
                  <TextInput
                    size="sm"
                    aria-label={`${timerNames[kind]}, ${priority}`}
                    placeholder="–"
                    value={typed.targets[cell(kind, priority)] ?? ''}
                    onChange={(event) =>
                      onChange({
                        targets: { ...typed.targets, [cell(kind, priority)]: event.currentTarget.value },
                      })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
