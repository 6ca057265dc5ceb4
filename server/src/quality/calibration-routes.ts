import { Id, page } from '@caseroom/shared/primitives';
import {
  Calibration,
  CalibrationSummary,
  ExcuseReviewer,
  Marking,
  NewCalibration,
} from '@caseroom/shared/quality';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { hintInbox } from '../case/notify.ts';
import type { Api } from '../platform/api.ts';
import { byNow } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import {
  type Calibrated,
  excuseReviewer,
  listCalibrations,
  readCalibration,
  saveSheet,
  startCalibration,
  submitSheet,
} from './calibration.ts';
import type { QualityDeps } from './routes.ts';

const tag = 'Quality';
const ById = z.strictObject({ id: Id });

/** Several reviewers score one note blind, and compare. */
export function calibrationRoutes(api: Api, { sql, bus, clock }: QualityDeps): void {
  const by = byNow(clock);

  async function act(
    actorId: string,
    run: (tx: Tx) => Promise<Calibrated | Refusal>,
  ): Promise<Calibration | Refusal> {
    const result = await sql.begin(run);
    if (isRefusal(result)) return result;
    hintInbox(bus, result.reviewerIds);
    return readCalibration(sql, actorId, result.id);
  }

  api.route(
    {
      method: 'get',
      path: '/api/calibrations',
      summary: 'List the calibrations of the programs one oversees, newest first',
      tag,
      response: page(CalibrationSummary),
    },
    async ({ actor }) => ({ items: await listCalibrations(sql, actor.id) }),
  );

  api.route(
    {
      method: 'post',
      path: '/api/calibrations',
      summary: 'Have several reviewers score one note blind',
      tag,
      body: NewCalibration,
      response: Calibration,
      status: 201,
    },
    async ({ body, actor }) => act(actor.id, (tx) => startCalibration(tx, body, by(actor.id))),
  );

  api.route(
    {
      method: 'get',
      path: '/api/calibrations/{id}',
      summary: 'Read a calibration; the others’ scores once all have submitted',
      tag,
      params: ById,
      response: Calibration,
    },
    async ({ params, actor }) => readCalibration(sql, actor.id, params.id),
  );

  api.route(
    {
      method: 'put',
      path: '/api/calibrations/{id}/marking',
      summary: 'Save one’s own scores',
      tag,
      params: ById,
      body: Marking,
      response: Calibration,
    },
    async ({ params, body, actor }) => act(actor.id, (tx) => saveSheet(tx, params.id, body, by(actor.id))),
  );

  api.route(
    {
      method: 'post',
      path: '/api/calibrations/{id}/submit',
      summary: 'Submit one’s own scores, for good',
      tag,
      params: ById,
      response: Calibration,
    },
    async ({ params, actor }) => act(actor.id, (tx) => submitSheet(tx, params.id, by(actor.id))),
  );

  api.route(
    {
      method: 'post',
      path: '/api/calibrations/{id}/excuse',
      summary: 'Let a reviewer off who has not submitted',
      tag,
      params: ById,
      body: ExcuseReviewer,
      response: Calibration,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => excuseReviewer(tx, params.id, body, by(actor.id))),
  );
}
