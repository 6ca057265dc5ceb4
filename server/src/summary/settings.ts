import { Id } from '@caseroom/shared/primitives';
import { refuse } from '@caseroom/shared/refusal';
import { SetConsent, SummarySettings } from '@caseroom/shared/summary';
import { z } from 'zod';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import type { Api } from '../platform/api.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';

export interface SettingsDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  /** What the operator has set up; null: nothing. */
  readonly model: { readonly url: string; readonly model: string } | null;
}

const tag = 'Summaries';

/** Which programs let their transcripts be sent to the operator's language model. Without a word, none do. */
export function summarySettingsRoutes(api: Api, { sql, clock, model }: SettingsDeps): void {
  const read = async (): Promise<SummarySettings> => {
    const programs = await sql<
      {
        program: SummarySettings['programs'][number]['program'];
        by: NonNullable<SummarySettings['programs'][number]['consent']>['by'] | null;
        at: Date | null;
      }[]
    >`
      select json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program, s.given_at as at,
             case when p.id is not null
               then json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as by
      from program g
      left join summary_consent s on s.program_id = g.id
      left join person p on p.id = s.given_by
      order by g.name, g.id`;
    return {
      model: model && { name: model.model, origin: new URL(model.url).origin },
      programs: programs.map(({ program, by, at }) => ({
        program,
        consent: by && at ? { by, at: at.toISOString() } : null,
      })),
    };
  };

  api.route(
    {
      method: 'get',
      path: '/api/admin/summaries',
      summary: 'Read which programs let a language model draft',
      tag,
      response: SummarySettings,
    },
    async ({ actor }) => refuseUnlessAdmin(actor) ?? read(),
  );

  api.route(
    {
      method: 'put',
      path: '/api/admin/programs/{id}/summary-consent',
      summary: 'Let a program’s transcripts be sent to the language model, or no longer',
      tag,
      params: z.strictObject({ id: Id }),
      body: SetConsent,
      response: SummarySettings,
    },
    async ({ params, body, actor }) => {
      const refusal = refuseUnlessAdmin(actor);
      if (refusal) return refusal;
      const [program] = await sql`select 1 from program where id = ${params.id}`;
      if (!program) return refuse('not-found', 'There is no such program.');
      if (body.given)
        await sql`
          insert into summary_consent (program_id, given_by, given_at) values (${params.id}, ${actor.id}, ${clock.now()})
          on conflict do nothing`;
      else await sql`delete from summary_consent where program_id = ${params.id}`;
      return read();
    },
  );
}
