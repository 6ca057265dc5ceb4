import { hintDrafting } from '../case/events.ts';
import type { Api } from '../platform/api.ts';
import type { Config } from '../platform/config.ts';
import type { SummaryDeps } from './acts.ts';
import { createApartDrafter } from './draft/apart.ts';
import { draftByModel, draftByRules } from './drafter.ts';
import { createModel } from './model/model.ts';
import { reportRoutes } from './report-routes.ts';
import { type SummaryRouteDeps, summaryRoutes } from './routes.ts';
import { summarySettingsRoutes } from './settings.ts';
import { hasConsent } from './store.ts';

export interface SummariesDeps extends Omit<SummaryRouteDeps, 'draft' | 'modelFor'> {
  /** The operator's language model; null: rules draft everything. */
  readonly model: Config['summaryModel'];
}

/** Summaries, drafted by the language model where there is one and the program agrees, and by rules elsewhere. */
export function summariesRoutes(api: Api, { model: settings, ...deps }: SummariesDeps): void {
  const { sql, bus, clock } = deps;
  const model = settings && createModel(settings);
  const rules = createApartDrafter();
  const modelIn = async (programId: string) => (model && (await hasConsent(sql, programId)) ? model : null);
  const draft: SummaryDeps['draft'] = async (turns, said, { programId, caseId, key }) => {
    const asked = await modelIn(programId);
    if (!asked) return draftByRules(rules, turns, said);
    return draftByModel(
      rules,
      asked,
      turns,
      said,
      (lines) => key && hintDrafting(bus, { caseId, key, lines }),
    );
  };
  const modelFor = async (programId: string) => (await modelIn(programId))?.name ?? null;
  summaryRoutes(api, { ...deps, draft, modelFor });
  reportRoutes(api, { sql, bus, clock });
  summarySettingsRoutes(api, { sql, clock, model: settings });
}
