import { type CaseTimer, SOON_PERCENT } from '@caseroom/shared/timer';

/** Percent of a timer's target that has passed by a moment, drawn from the way the server has counted. */
export function percentAt({ state, path, percent }: CaseTimer, now: Date): number {
  if (state !== 'running') return percent;
  const at = now.getTime();
  const next = path.findIndex((point) => Date.parse(point.at) > at);
  if (next === 0) return path[0]?.percent ?? percent;
  const [from, to] = [path.at(next === -1 ? -1 : next - 1), next === -1 ? undefined : path[next]];
  if (!from || !to) return from?.percent ?? percent;
  const share = (at - Date.parse(from.at)) / (Date.parse(to.at) - Date.parse(from.at));
  return from.percent + share * (to.percent - from.percent);
}

/** When a running timer becomes near; the start of its stretch when it already was. */
export const soonAtOf = ({ path }: CaseTimer): string | null =>
  path.find(({ percent }) => percent >= SOON_PERCENT)?.at ?? null;
