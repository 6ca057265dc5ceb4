import { type InterimFinding, MAX_OVERRIDE_CHARS } from '@caseroom/shared/interim';
import type { BulkCheck, BulkCheckItem, NewBulkSend } from '@caseroom/shared/interim-bulk';
import { Button, Checkbox, TextInput } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { sentenceOf } from '../../platform/http.ts';
import { InlineMessage } from '../../ui/message.tsx';
import { FindingWords } from '../findings.tsx';
import interim from '../interim.module.css';
import styles from './bulk.module.css';
import type { useMakeBulkSend } from './bulk-data.ts';
import { customersWords } from './bulk-words.ts';
import { LeftOut, Previews } from './previews.tsx';
import { Repeated } from './repeated.tsx';

interface CheckPanelProps {
  readonly message: NewBulkSend | null;
  readonly check: UseQueryResult<BulkCheck>;
  /** The check is of the words and cases as they are now. */
  readonly isCurrent: boolean;
  readonly reasons: Readonly<Record<string, string>>;
  readonly onReasons: (reasons: Readonly<Record<string, string>>) => void;
  /** Leaves cases out. */
  readonly onLeave: (caseIds: readonly string[]) => void;
  readonly isRead: boolean;
  readonly onRead: (is: boolean) => void;
  readonly make: ReturnType<typeof useMakeBulkSend>;
  readonly onRelease: () => void;
}

/** The last look: the words as several customers read them, who is left out and why, and the act itself. */
export function CheckPanel(props: CheckPanelProps) {
  const { message, check, isCurrent, reasons, onReasons, onLeave, isRead, onRead, make, onRelease } = props;
  const items = message && check.data ? check.data.items : [];
  const sent = items.filter(({ skip }) => skip === null);
  const needing = sent.filter(({ needsApproval }) => needsApproval);
  return (
    <section className={styles.check} aria-labelledby="check" aria-busy={message !== null && !isCurrent}>
      <h2 id="check">Before it leaves</h2>
      {!message && (
        <p className={styles.quiet}>
          Choose customers and write the words: then they stand here as each customer reads them.
        </p>
      )}
      {message && !check.data && !check.error && <p className={styles.quiet}>Checking each case…</p>}
      {message && check.error && <InlineMessage>{sentenceOf(check.error)}</InlineMessage>}
      {items.length > 0 && <Previews items={sent.length > 0 ? sent : items} />}
      <Reasons findings={findingsIn(items)} reasons={reasons} onReasons={onReasons} />
      <Repeated items={sent} onLeave={onLeave} />
      {message && <LeftOut items={items.filter(({ skip }) => skip !== null)} />}
      {items.length > 0 && sent.length === 0 && (
        <InlineMessage tone="warn">Nobody would get this yet.{nextStep(items)}</InlineMessage>
      )}
      {make.error && <InlineMessage>{sentenceOf(make.error)} Nothing was sent.</InlineMessage>}
      {sent.length > 0 && (
        <>
          {needing.length > 0 && (
            <SecondLead
              count={needing.length}
              others={check.data?.otherLeads ?? 0}
              onLeave={
                needing.length < sent.length ? () => onLeave(needing.map((item) => item.case.id)) : undefined
              }
            />
          )}
          <Checkbox
            label="I read it, and it is right for everybody it goes to"
            checked={isRead}
            disabled={!isCurrent}
            onChange={(event) => onRead(event.currentTarget.checked)}
          />
          <Button
            className={styles.go ?? ''}
            disabled={!isCurrent || !isRead || (needing.length > 0 && check.data?.otherLeads === 0)}
            loading={make.isPending}
            onClick={onRelease}
          >
            {needing.length > 0
              ? `Ask a second lead: ${customersWords(sent.length)}`
              : `Send to ${customersWords(sent.length)}`}
          </Button>
        </>
      )}
    </section>
  );
}

/** What to do first, where the same keeps everybody out and does not stand above with the check’s findings. */
function nextStep(items: readonly BulkCheckItem[]): string {
  if (items.every(({ skip }) => skip === 'check')) return ' Change the words, or say why they are fine.';
  const [why, ...others] = new Set(items.map((item) => item.why));
  return why && others.length === 0 ? ` ${why}` : '';
}

interface SecondLeadProps {
  readonly count: number;
  readonly others: number;
  /** Absent where nobody would be left. */
  readonly onLeave: (() => void) | undefined;
}

/** Why it does not leave at once, and how the others could have it now. */
function SecondLead({ count, others, onLeave }: SecondLeadProps) {
  return (
    <div className={styles.attention}>
      <p>
        {count === 1 ? 'One case needs' : `${count} cases need`} a second lead’s approval by their priority
        and channel.{others === 0 && ' Nobody else leads this program: an admin names another lead.'}
      </p>
      {onLeave && (
        <Button variant="default" size="xs" onClick={onLeave}>
          Leave {count === 1 ? 'it' : 'them'} out
        </Button>
      )}
    </div>
  );
}

interface Found {
  readonly finding: InterimFinding;
  readonly count: number;
}

/** What a reason lets through, with how many cases it is found in. A customer’s own wish is not among it. */
function findingsIn(items: readonly BulkCheckItem[]): Found[] {
  const found = new Map<string, Found>();
  for (const finding of items.flatMap(({ findings }) => findings)) {
    if (finding.never || finding.rule === 'opted-out') continue;
    const count = (found.get(finding.key)?.count ?? 0) + 1;
    found.set(finding.key, { finding, count });
  }
  return [...found.values()];
}

interface ReasonsProps {
  readonly findings: readonly Found[];
  readonly reasons: Readonly<Record<string, string>>;
  readonly onReasons: (reasons: Readonly<Record<string, string>>) => void;
}

function Reasons({ findings, reasons, onReasons }: ReasonsProps) {
  if (findings.length === 0) return null;
  return (
    <ul className={interim.findings} aria-label="To look at">
      {findings.map(({ finding, count }) => (
        <li key={finding.key} className={interim.finding}>
          <FindingWords finding={finding} />
          <TextInput
            className={interim.reason ?? ''}
            aria-label={`Why is it fine: ${finding.quote || finding.hint}`}
            placeholder={`It is fine for ${count === 1 ? 'this case' : `these ${count} cases`} because…`}
            maxLength={MAX_OVERRIDE_CHARS}
            value={reasons[finding.key] ?? ''}
            onChange={(event) => onReasons({ ...reasons, [finding.key]: event.currentTarget.value })}
          />
        </li>
      ))}
    </ul>
  );
}
