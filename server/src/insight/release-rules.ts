import {
  type Figure,
  type InsightReport,
  type Measure,
  type MeasureReport,
  measures,
} from '@caseroom/shared/insight';
import {
  type ReleasedFigure,
  type ReleasedFigures,
  releasedMeasures,
  SMALL_COUNT,
} from '@caseroom/shared/insight-release';
import type { Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';

/** Who reads what was released, and who releases. Whoever works there has the figures themselves. */
export function judgeReleases(role: Role, act: 'read' | 'release'): Refusal | null {
  if (role === 'lead' || (role === 'client' && act === 'read')) return null;
  return refuse(
    'no-access',
    act === 'read' ? 'Leads and client viewers read releases.' : 'Leads of the program release its figures.',
  );
}

/** As much of a report as may leave the program: whole numbers, none that is made of only a few facts. */
export const releasable = (report: InsightReport): ReleasedFigures => ({
  measures: report.measures
    .filter(({ measure }) => releasedMeasures.includes(measure))
    .map(({ measure, current }) => ({ measure, ...withoutSmall(current) })),
  tags: report.measures.filter(({ measure }) => namesTags(measure)).flatMap(tagsOf),
});

const withoutSmall = ({ n, value }: Figure): Omit<ReleasedFigure, 'measure'> =>
  n < SMALL_COUNT ? { n: null, value: null } : { n, value: value === null ? null : Math.round(value) };

/** What recurs is told in words of subjects, which are the floor's own. */
const namesTags = (measure: Measure): boolean => measures[measure].isList === true && measure !== 'recurring';

const tagsOf = ({ parts }: MeasureReport): ReleasedFigures['tags'] =>
  parts
    .filter(({ current }) => current.n >= SMALL_COUNT)
    .map(({ part, current }) => ({ tag: part, n: current.n }));

/** With no tag but those a lead chose. */
export const withTags = (figures: ReleasedFigures, chosen: readonly string[]): ReleasedFigures => ({
  ...figures,
  tags: figures.tags.filter(({ tag }) => chosen.includes(tag)),
});

/**
 * A period may be released once it is over, and once: two that overlap would tell by their difference what neither
 * says.
 */
export function judgeSpan(
  span: { readonly from: string; readonly to: string },
  { today, others }: { readonly today: string; readonly others: readonly { from: string; to: string }[] },
): Refusal | null {
  if (span.to > today) return refuse('invalid', 'The period is not over yet: its figures still move.');
  const overlaps = others.some(({ from, to }) => from < span.to && span.from < to);
  return overlaps
    ? refuse('conflict', 'Some of these days are in another release. Withdraw that one first.')
    : null;
}
