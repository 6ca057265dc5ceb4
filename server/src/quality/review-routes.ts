import { Id, page } from '@caseroom/shared/primitives';
import {
  DismissPick,
  DisputeReview,
  ListReviews,
  Marking,
  NewReview,
  Pick,
  QualityWaiting,
  Review,
  ReviewSummary,
  SettleReview,
} from '@caseroom/shared/quality';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { hintCase } from '../case/events.ts';
import { hintInbox } from '../case/notify.ts';
import type { Api } from '../platform/api.ts';
import { byNow } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';
import { dismissPick, listPicks, restorePick } from './picks.ts';
import { type Acted, actOnReview, beginReview } from './review-acts.ts';
import { countWaiting, factsOf, listReviews, readReview, reviewOf } from './review-queries.ts';
import { mayRead, overseerRoles, type ReviewCommand } from './review-rules.ts';
import type { QualityDeps } from './routes.ts';
import { seatIn } from './seats.ts';

const tag = 'Quality';
const ById = z.strictObject({ id: Id });

/** The reviewers' work list, and reviews from draft to settled dispute. */
export function reviewRoutes(api: Api, { sql, bus, clock }: QualityDeps): void {
  const by = byNow(clock);

  /** Acts in one transaction, lets the others know, and answers the review as it is now. */
  async function act(actorId: string, run: (tx: Tx) => Promise<Acted | Refusal>): Promise<Review | Refusal> {
    const result = await sql.begin(run);
    if (isRefusal(result)) return result;
    if (result.caseId) hintCase(bus, result.caseId);
    hintInbox(bus, result.told);
    return readFor(sql, actorId, result.reviewId);
  }
  const command = (actorId: string, id: string, what: ReviewCommand) =>
    act(actorId, (tx) => actOnReview(tx, id, what, by(actorId)));

  api.route(
    {
      method: 'get',
      path: '/api/quality/waiting',
      summary: 'Count what waits for one in quality reviews',
      tag,
      response: QualityWaiting,
    },
    async ({ actor }) => countWaiting(sql, actor.id),
  );

  api.route(
    {
      method: 'get',
      path: '/api/quality/picks',
      summary: 'List what was drawn and is not reviewed yet',
      tag,
      response: page(Pick),
    },
    async ({ actor }) => ({ items: await listPicks(sql, actor.id, overseerRoles) }),
  );

  api.route(
    {
      method: 'post',
      path: '/api/quality/picks/{id}/dismiss',
      summary: 'Take drawn work off the list, for a reason',
      tag,
      params: ById,
      body: DismissPick,
    },
    async ({ params, body, actor }) => {
      return (await sql.begin((tx) => dismissPick(tx, params.id, body.reason, by(actor.id)))) ?? undefined;
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/quality/picks/{id}/restore',
      summary: 'Put work back on the list that was taken off it',
      tag,
      params: ById,
    },
    async ({ params, actor }) => (await sql.begin((tx) => restorePick(tx, params.id, actor.id))) ?? undefined,
  );

  api.route(
    {
      method: 'get',
      path: '/api/reviews',
      summary: 'List the reviews one may read, newest first',
      tag,
      query: ListReviews,
      response: page(ReviewSummary),
    },
    async ({ query, actor }) => ({ items: await listReviews(sql, actor.id, query) }),
  );

  api.route(
    {
      method: 'post',
      path: '/api/reviews',
      summary: 'Begin a review of a note as it reads now',
      tag,
      body: NewReview,
      response: Review,
      status: 201,
    },
    async ({ body, actor }) => act(actor.id, (tx) => beginReview(tx, body, by(actor.id))),
  );

  api.route(
    {
      method: 'get',
      path: '/api/reviews/{id}',
      summary: 'Read a review',
      tag,
      params: ById,
      response: Review,
    },
    async ({ params, actor }) => readFor(sql, actor.id, params.id),
  );

  api.route(
    {
      method: 'put',
      path: '/api/reviews/{id}/marking',
      summary: 'Save a draft’s scores, remarks and evidence',
      tag,
      params: ById,
      body: Marking,
      response: Review,
    },
    async ({ params, body, actor }) => command(actor.id, params.id, { do: 'save', marking: body }),
  );

  api.route(
    { method: 'delete', path: '/api/reviews/{id}', summary: 'Throw a draft away', tag, params: ById },
    async ({ params, actor }) => {
      const done = await sql.begin((tx) => actOnReview(tx, params.id, { do: 'discard' }, by(actor.id)));
      return isRefusal(done) ? done : undefined;
    },
  );

  for (const [what, summary] of [
    ['submit', 'Submit a review to the agent it is about'],
    ['acknowledge', 'Acknowledge a review of one’s work'],
  ] as const)
    api.route(
      { method: 'post', path: `/api/reviews/{id}/${what}`, summary, tag, params: ById, response: Review },
      async ({ params, actor }) => command(actor.id, params.id, { do: what }),
    );

  api.route(
    {
      method: 'post',
      path: '/api/reviews/{id}/dispute',
      summary: 'Dispute items of a review of one’s work',
      tag,
      params: ById,
      body: DisputeReview,
      response: Review,
    },
    async ({ params, body, actor }) => command(actor.id, params.id, { do: 'dispute', ...body }),
  );

  api.route(
    {
      method: 'post',
      path: '/api/reviews/{id}/settle',
      summary: 'Settle a dispute',
      tag,
      params: ById,
      body: SettleReview,
      response: Review,
    },
    async ({ params, body, actor }) => command(actor.id, params.id, { do: 'settle', ...body }),
  );
}

async function readFor(db: Db, personId: string, id: string): Promise<Review | Refusal> {
  const row = await readReview(db, id);
  const seat = row && (await seatIn(db, personId, row.program.id));
  return row && seat && mayRead(factsOf(row), seat)
    ? reviewOf(row, seat)
    : refuse('not-found', 'There is no such review.');
}
