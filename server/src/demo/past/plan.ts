import { randomFrom } from '../random.ts';
import { customers, type Story, stories } from './stories.ts';

/** A case that was over before the demo's own week began. Moments are ms since the epoch. */
export interface PastCase {
  readonly number: number;
  readonly story: Story;
  readonly customer: string;
  /** A tag of how they felt; null where nobody noted it. */
  readonly feeling: string | null;
  readonly openedAt: number;
  readonly toldAt: number;
  readonly resolvedAt: number;
  readonly closedAt: number;
}

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** The demo's own cases begin with this number, and a week ago. */
const FIRST_OWN_NUMBER = 1001;
const OWN_WEEKS = 1.7;
const SEED = 'the weeks before';
/** Dealt out in turn. */
const feelings = ['upset', null, 'pleased', null, 'angry', 'upset', null] as const;

/** In the order they were opened: some from the seven to three weeks of the period before, the rest since then. */
export function pastCases(now: Date): PastCase[] {
  const random = randomFrom(SEED);
  const drafts = stories.flatMap((story) =>
    story.times.flatMap((times, i) =>
      Array.from({ length: times }, () => {
        const [from, to] = i === 0 ? [4.1, 8] : [OWN_WEEKS, 4];
        const hours = (story.hours[i] as number) * (0.4 + 1.2 * random.next());
        const openedAt = Math.round(now.getTime() - (from + (to - from) * random.next()) * WEEK_MS);
        const toldAt = openedAt + (random.chance(i === 0 ? 0.55 : 0.75) ? 0.2 : 6) * HOUR_MS;
        const resolvedAt = Math.round(Math.max(openedAt + hours * HOUR_MS, toldAt + HOUR_MS));
        return { story, openedAt, toldAt, resolvedAt, closedAt: resolvedAt + HOUR_MS };
      }),
    ),
  );
  drafts.sort((a, b) => a.openedAt - b.openedAt);
  return drafts.map((draft, i) => ({
    ...draft,
    number: FIRST_OWN_NUMBER - drafts.length + i,
    customer: customers[i % customers.length] as string,
    feeling: feelings[i % feelings.length] ?? null,
  }));
}
