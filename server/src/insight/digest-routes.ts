import { ChooseDigest, InsightDigests } from '@caseroom/shared/insight-digest';
import { Id } from '@caseroom/shared/primitives';
import { refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import type { Api } from '../platform/api.ts';
import { chooseDigest, listDigests } from './digest.ts';
import type { InsightDeps } from './question.ts';

const tag = 'Insight';

/** Who has which figures by e-mail. */
export function digestRoutes(api: Api, { sql, clock, mailAvailable }: InsightDeps): void {
  const answer = async (personId: string) => ({ mailAvailable, items: await listDigests(sql, personId) });

  api.route(
    {
      method: 'get',
      path: '/api/insight/digests',
      summary: 'List the programs whose figures you can have by e-mail every week',
      tag,
      response: InsightDigests,
    },
    async ({ actor }) => answer(actor.id),
  );

  api.route(
    {
      method: 'put',
      path: '/api/insight/digests/{program}',
      summary: 'Choose whether you have a program’s figures by e-mail every week',
      tag,
      params: z.strictObject({ program: Id }),
      body: ChooseDigest,
      response: InsightDigests,
    },
    async ({ params, body, actor }) => {
      const choice = { personId: actor.id, programId: params.program, chosen: body.chosen, at: clock.now() };
      return (await chooseDigest(sql, choice))
        ? answer(actor.id)
        : refuse('not-found', 'There is no such program.');
    },
  );
}
