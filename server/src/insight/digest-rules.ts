import {
  type InsightReport,
  type InsightScope,
  type MeasureReport,
  measures,
} from '@caseroom/shared/insight';
import { DIGEST_HOUR } from '@caseroom/shared/insight-digest';
import { type Release, SMALL_COUNT } from '@caseroom/shared/insight-release';
import { changeOf, halfText, ofText, partText, spanText, valueText } from '@caseroom/shared/insight-words';
import { mondayAt, weekOf } from '@caseroom/shared/week';
import type { Letter, LetterTable } from './letter-rules.ts';

/** A server that was away on Monday morning still sends what it missed, for so long, ms. */
const SENT_LATE_FOR_MS = 2 * 86_400_000;
const WEEK_OFFSET = -1;
/** A list in a message names so many parts at most. */
const MAX_NAMED = 5;

export interface DueDigest {
  /** The day after the week it is about: "2026-11-23". */
  readonly monday: string;
  /** When it went out, or should have, and the one before. */
  readonly at: Date;
  readonly before: Date;
}

/** The message that is due in a time zone; null: none, on most days. */
export function dueDigest(now: Date, timeZone: string): DueDigest | null {
  const { monday } = weekOf(now.getTime(), timeZone);
  const at = mondayAt(monday, DIGEST_HOUR, timeZone);
  if (now.getTime() < at || now.getTime() >= at + SENT_LATE_FOR_MS) return null;
  const earlier = weekOf(now.getTime(), timeZone, WEEK_OFFSET).monday;
  return { monday, at: new Date(at), before: new Date(mondayAt(earlier, DIGEST_HOUR, timeZone)) };
}

const whose: Record<InsightScope, string> = {
  people: 'Everybody’s figures, beside those of the week before.',
  program: 'The program’s figures, beside those of the week before.',
  self: 'Your own figures, beside those of the week before. Nobody sees them but you and your leads.',
};

/** The week's figures as the screen shows them; null when there were none in either week. */
export function letterOfReport(report: InsightReport, address: string | null): Letter | null {
  const { program, period, scope } = report;
  if (report.measures.every(({ current, previous }) => current.n + previous.n === 0)) return null;
  const when = halfText(period, 'current');
  const to = period.days.at(-1) as string;
  return {
    subject: scope === 'self' ? `Your week at ${program.name}, ${when}` : `${program.name}, ${when}`,
    title: program.name,
    about: `${when}, days of ${period.timeZone}. ${whose[scope]}`,
    tables: [figuresOf(report), ...report.measures.flatMap(partsOf)],
    link: linkOf(
      'See the cases behind each figure',
      address,
      `/insight?program=${program.id}&to=${to}&weeks=1`,
    ),
    footer: footerOf(address),
  };
}

const figuresOf = ({ measures: all }: InsightReport): LetterTable => ({
  title: 'Figures',
  rows: all
    .filter(({ measure, current, previous }) => !isListed(measure) && current.n + previous.n > 0)
    .map((one) => ({ name: measures[one.measure].name, value: shownOf(one), note: noteOf(one) })),
});

/** What is nothing but a list of its parts. */
const isListed = (measure: MeasureReport['measure']): boolean => measures[measure].isList === true;

function shownOf({ measure, current }: MeasureReport): string {
  const words = measures[measure];
  return words.fold === 'count'
    ? valueText(words, current)
    : `${valueText(words, current)} of ${ofText(words, current.n)}`;
}

/** "3 more, worse; 12 before". */
function noteOf({ measure, current, previous }: MeasureReport): string {
  const words = measures[measure];
  const change = changeOf(words, { current, previous });
  const better = change?.isBetter == null ? '' : `, ${change.isBetter ? 'better' : 'worse'}`;
  const before = previous.n > 0 ? `${valueText(words, previous)} before` : '';
  return [change && `${change.text}${better}`, before].filter(Boolean).join('; ');
}

function partsOf({ measure, parts }: MeasureReport): LetterTable[] {
  if (!isListed(measure)) return [];
  const rows = parts
    .filter(({ current }) => current.n > 0)
    .slice(0, MAX_NAMED)
    .map(({ part, current, previous }) => ({
      name: partText(measure, part),
      value: ofText(measures[measure], current.n),
      note: `${previous.n} before`,
    }));
  return rows.length === 0 ? [] : [{ title: measures[measure].name, rows }];
}

/** What was released to a client viewer since the last message; null when that is nothing. */
export function letterOfReleases(
  program: { readonly id: string; readonly name: string },
  releases: readonly Release[],
  address: string | null,
): Letter | null {
  if (releases.length === 0) return null;
  return {
    subject: `${program.name}: figures released to you`,
    title: program.name,
    about: 'These figures were released to you in the last week.',
    tables: releases.map(releaseTable),
    link: linkOf('Read them in Caseroom', address, `/insight/releases?program=${program.id}`),
    footer: footerOf(address),
  };
}

const releaseTable = ({ fromDay, toDay, summary, figures }: Release): LetterTable => ({
  title: spanText(fromDay, toDay),
  about: summary,
  rows: [
    ...figures.measures.map(({ measure, n, value }) => {
      const words = measures[measure];
      const few = { value: `fewer than ${SMALL_COUNT}, not shown`, note: '' };
      const shown = () => ({
        value: valueText(words, { n: n ?? 0, value }),
        note: words.fold === 'count' ? '' : `of ${ofText(words, n ?? 0)}`,
      });
      return { name: words.name, ...(n === null ? few : shown()) };
    }),
    ...figures.tags.map(({ tag, n }) => ({ name: `Reason: ${tag}`, value: String(n), note: '' })),
  ],
});

const linkOf = (name: string, address: string | null, path: string): Letter['link'] =>
  address === null ? null : { name, href: `${address}${path}` };

const footerOf = (address: string | null): Letter['footer'] => ({
  text: 'You chose to have these figures by e-mail on Mondays. Preferences in Caseroom change that.',
  link: linkOf('Preferences', address, '/preferences'),
});
