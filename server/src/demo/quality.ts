import type { Evidence, Marking } from '@caseroom/shared/quality';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { itemsOf, maxOf, type ScorecardBody } from '@caseroom/shared/scorecard';
import { defaultScorecards } from '@caseroom/shared/scorecard-defaults';
import { weekOf } from '@caseroom/shared/week';
import type { Tx } from '../platform/db.ts';
import { saveSheet, startCalibration, submitSheet } from '../quality/calibration.ts';
import { setGoal } from '../quality/goals.ts';
import { actOnReview, beginReview } from '../quality/review-acts.ts';
import type { ReviewCommand } from '../quality/review-rules.ts';
import { draw, writeRules } from '../quality/sampling.ts';
import { addScorecard } from '../quality/scorecards.ts';
import type { Cast } from './cast.ts';
import { demoPolicies } from './deadlines.ts';
import type { ProgramKey } from './people.ts';
import {
  type CalibrationScript,
  demoCalibrations,
  demoGoals,
  demoReviews,
  type GoalScript,
  type MarkScript,
  type ReviewScript,
} from './quality-scripts.ts';
import { momentOf } from './when.ts';

const DAY_MS = 86_400_000;
/** The week is drawn this long after midnight on Monday, ms. */
const DRAWN_AFTER_MS = 10 * 60_000;

const scorecards: Record<ProgramKey, ScorecardBody> = {
  northwind: { ...defaultScorecards['customer-support'], name: 'Northwind notes' },
  kestrel: { ...defaultScorecards['financial-services'], name: 'Kestrel notes' },
};
const riskTags: Record<ProgramKey, string[]> = {
  northwind: ['complaint', 'privacy'],
  kestrel: ['complaint', 'hardship'],
};

interface Setting {
  readonly tx: Tx;
  readonly cast: Cast;
  readonly now: Date;
}

/** How the demo's notes are reviewed: by what, what was drawn, and what came of the first reviews. */
export async function reviewCases(tx: Tx, cast: Cast, now: Date): Promise<void> {
  const setting = { tx, cast, now };
  const programs = Object.keys(scorecards) as ProgramKey[];
  const at = new Date(now.getTime() - 30 * DAY_MS);
  for (const program of programs) {
    const by = { actorId: cast.person('aroha'), at };
    await addScorecard(tx, cast.program(program), { ...by, body: scorecards[program] });
    const rules = { perAgent: 2, riskTags: riskTags[program], randomPercent: 10 };
    await writeRules(tx, cast.program(program), rules, by);
  }
  for (const script of demoReviews) await review(setting, script);
  for (const script of demoGoals) await setGoalOf(setting, script);
  for (const script of demoCalibrations) await calibrate(setting, script);
  for (const program of programs) await drawWeeks(setting, program);
}

/** The week that ended, on Monday, and what there is of this one, so that there is work on every weekday. */
async function drawWeeks({ tx, cast, now }: Setting, program: ProgramKey): Promise<void> {
  const { from } = weekOf(now.getTime(), demoPolicies[program].hours.timeZone);
  const monday = new Date(Math.min(from + DRAWN_AFTER_MS, now.getTime()));
  const programId = cast.program(program);
  done(await draw(tx, { programId, byId: null, at: monday, seed: `${program} weekly` }));
  done(await draw(tx, { programId, byId: cast.person('aroha'), at: now, seed: `${program} today` }));
}

async function review({ tx, cast, now }: Setting, script: ReviewScript): Promise<void> {
  const note = await findNote({ tx, cast, now }, script);
  const [reviewer, agent] = [cast.person(script.reviewer), cast.person(script.agent)];
  const begun = { actorId: reviewer, at: momentOf(script.begun, now) };
  const { reviewId } = done(await beginReview(tx, { noteId: note.id, agentId: agent }, begun));
  const act = async (command: ReviewCommand, actorId: string, when: string) => {
    done(await actOnReview(tx, reviewId, command, { actorId, at: momentOf(when, now) }));
  };
  const marking = markingOf(note.scorecard, script, note.text);
  await act({ do: 'save', marking }, reviewer, script.submitted);
  await act({ do: 'submit' }, reviewer, script.submitted);
  const { acknowledged, disputed, settled } = script;
  if (acknowledged) await act({ do: 'acknowledge' }, agent, acknowledged);
  if (disputed) {
    const { at, ...objection } = disputed;
    await act({ do: 'dispute', objections: [objection] }, agent, at);
  }
  if (settled) {
    const { item, score, reply } = settled;
    const command = { do: 'settle', verdict: 'upheld', reply, scores: [{ item, score }] } as const;
    await act({ ...command, scores: [...command.scores] }, cast.person(settled.by), settled.at);
  }
}

async function findNote({ tx, cast }: Setting, script: { readonly case: number; readonly kind: string }) {
  const [note] = await tx<{ id: string; text: string; program: string }[]>`
    select n.id, n.text, c.program_id as program from note n join "case" c on c.id = n.case_id
    where c.number = ${script.case} and n.kind = ${script.kind} order by n.created_at limit 1`;
  if (!note) throw new Error(`C-${script.case} has no ${script.kind} note to review`);
  const isNorthwind = cast.program('northwind') === note.program;
  return { ...note, scorecard: isNorthwind ? scorecards.northwind : scorecards.kestrel };
}

async function setGoalOf({ tx, cast, now }: Setting, script: GoalScript): Promise<void> {
  const [reviewed] = await tx<{ id: string }[]>`
    select r.id from review r join "case" c on c.id = r.case_id where c.number = ${script.case}`;
  const by = { actorId: cast.person(script.by), at: momentOf(script.at, now) };
  const dueOn = new Date(now.getTime() + script.dueInDays * DAY_MS).toISOString().slice(0, 10);
  const { item, what } = script;
  done(await setGoal(tx, { reviewId: reviewed?.id ?? '', item, what, dueOn }, by));
}

async function calibrate(setting: Setting, script: CalibrationScript): Promise<void> {
  const { tx, cast, now } = setting;
  const note = await findNote(setting, script);
  const reviewerIds = script.sheets.map(({ by }) => cast.person(by));
  const start = { actorId: cast.person(script.by), at: momentOf(script.at, now) };
  const { id } = done(await startCalibration(tx, { noteId: note.id, reviewerIds }, start));
  for (const { by, at, marks } of script.sheets) {
    if (at === null) continue;
    const who = { actorId: cast.person(by), at: momentOf(at, now) };
    done(await saveSheet(tx, id, markingOf(note.scorecard, { marks, summary: '' }, note.text), who));
    done(await submitSheet(tx, id, who));
  }
}

/** Everything in full, but for what the script says. */
function markingOf(
  scorecard: ScorecardBody,
  { marks, summary }: { readonly marks: readonly MarkScript[]; readonly summary: string },
  text: string,
): Marking {
  const said = new Map(marks.map((mark) => [mark.item, mark]));
  return {
    summary,
    marks: itemsOf(scorecard).map(({ id, scale }) => {
      const { score = maxOf(scale), remark = '', quote } = said.get(id) ?? {};
      return { item: id, score, remark, evidence: quote ? [passageOf(text, quote)] : [] };
    }),
  };
}

function passageOf(text: string, quote: string): Evidence {
  const lines = text.split('\n');
  const line = lines.findIndex((words) => words.includes(quote));
  if (line < 0) throw new Error(`no note says “${quote}”`);
  return { line, start: (lines[line] as string).indexOf(quote), length: quote.length };
}

/** The demo asks for nothing that its own rules refuse. */
function done<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`the demo was refused: ${result.detail}`);
  return result;
}
