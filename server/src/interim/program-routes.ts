import {
  ChannelTested,
  channelSettings,
  InterimChannel,
  InterimSettings,
  InterimTemplate,
  InterimTemplateInput,
  PreviewTemplate,
  ProgramInterim,
  PutChannel,
  TemplatePreview,
  TestChannel,
} from '@caseroom/shared/interim';
import { docFromLines, fillVariables, interimBlocks, plainWords } from '@caseroom/shared/interim-words';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { rolesOf } from '../case/access.ts';
import type { Actor, Api } from '../platform/api.ts';
import { byNow } from '../platform/by.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql } from '../platform/db.ts';
import { refuseAddress } from '../platform/outside.ts';
import { Secret } from '../platform/secret.ts';
import type { SecretBox } from '../platform/secrets.ts';
import { channels } from './channels/channels.ts';
import { hookUrl } from './hook-address.ts';
import { readerOf, valuesFor } from './preview.ts';
import {
  type Deployment,
  placeOfSecret,
  readChannels,
  readInterimSettings,
  setupOf,
  writeInterimSettings,
} from './settings.ts';
import { addTemplate, editTemplate, listTemplates, removeTemplate } from './templates.ts';

const tag = 'Interim updates';
const ById = z.strictObject({ id: Id });
const ByChannel = z.strictObject({ id: Id, channel: InterimChannel });
const ByTemplate = z.strictObject({ id: Id, templateId: Id });

export interface ProgramRouteDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly deployment: Deployment;
  readonly secrets: SecretBox;
}

/** How a program reaches its customers, and with what words. Leads see to the words, admins to the channels. */
export function programRoutes(api: Api, { sql, clock, deployment, secrets }: ProgramRouteDeps): void {
  const by = byNow(clock);

  api.route(
    {
      method: 'get',
      path: '/api/programs/{id}/interim',
      summary: 'Read how a program writes to its customers',
      tag,
      params: ById,
      response: ProgramInterim,
    },
    async ({ params, actor }) => (await refuseUnless(sql, actor, params.id)) ?? answer(params.id),
  );

  api.route(
    {
      method: 'put',
      path: '/api/programs/{id}/interim',
      summary: 'Set who approves messages, and which words stay inside',
      tag,
      params: ById,
      body: InterimSettings,
      response: ProgramInterim,
    },
    async ({ params, body, actor }) => {
      const refusal = await refuseUnless(sql, actor, params.id);
      if (refusal) return refusal;
      await writeInterimSettings(sql, params.id, body);
      return answer(params.id);
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/admin/programs/{id}/interim-channels/{channel}',
      summary: 'Set up a channel; its secret is written and never read',
      tag,
      params: ByChannel,
      body: PutChannel,
      response: ProgramInterim,
      secret: true,
    },
    async ({ params: { id, channel }, body, actor }) => {
      const refusal = await refuseUnless(sql, actor, id, 'admin');
      if (refusal) return refusal;
      const settings = channelSettings[channel].safeParse(body.settings);
      if (body.on && !settings.success) return refuseSettings(settings.error);
      const refused = body.on && refuseAddresses(settings.data, deployment);
      if (refused) return refused;
      await putChannel(id, channel, { ...body, settings: settings.data ?? {} });
      return answer(id);
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/programs/{id}/interim-channels/{channel}/test',
      summary: 'Send a test message over a channel',
      tag,
      params: ByChannel,
      body: TestChannel,
      response: ChannelTested,
    },
    async ({ params: { id, channel }, body, actor }) => {
      const refusal = await refuseUnless(sql, actor, id, 'admin');
      return refusal ?? test(id, channel, body.to);
    },
  );

  async function putChannel(
    programId: string,
    channel: InterimChannel,
    { on, settings, secret }: PutChannel,
  ): Promise<void> {
    const sealed = secret ? secrets.seal(new Secret(secret), placeOfSecret(programId, channel)) : null;
    const keep = secret === undefined;
    await sql`
      insert into interim_channel (program_id, channel, is_on, settings, secret)
      values (${programId}, ${channel}, ${on}, ${sql.json(settings as never)}, ${sealed})
      on conflict (program_id, channel) do update set is_on = excluded.is_on, settings = excluded.settings,
        secret = ${keep ? sql`interim_channel.secret` : sql`excluded.secret`}`;
  }

  async function test(programId: string, channel: InterimChannel, to: string) {
    const { send, address } = channels[channel];
    const row = (await readChannels(sql, programId)).find((one) => one.channel === channel);
    if (!row || !send)
      return { ok: true, what: 'Nothing is sent over this channel: there is nothing to test.' };
    const recipient = address(to);
    if (recipient === null) return { ok: false, what: 'That is no recipient of this channel.' };
    const setup = setupOf(row, { programId, deployment, secrets });
    if (isRefusal(setup)) return { ok: false, what: setup.detail };
    const words = 'This is a test from Caseroom. Nobody needs to answer it.';
    const id = crypto.randomUUID();
    const message = {
      id,
      recipient,
      subject: 'Test from Caseroom',
      text: words,
      language: 'en',
      caseNumber: '–',
    };
    const attempt = {
      number: 1,
      key: id,
      mayHaveBeenSent: false,
      doubts: 0,
      signal: AbortSignal.timeout(TEST_LIMIT_MS),
    };
    const blocks = [{ is: 'paragraph' as const, text: words }];
    const outcome = await send({ ...message, blocks, statusUrl: null }, setup, attempt).catch(() => null);
    if (outcome?.outcome === 'delivered')
      return { ok: true, what: 'The provider took it. See whether it arrives.' };
    return {
      ok: false,
      what: outcome && 'reason' in outcome ? outcome.reason : 'There was no answer in time.',
    };
  }

  async function answer(programId: string): Promise<z.input<typeof ProgramInterim>> {
    const rows = await readChannels(sql, programId);
    return {
      programId,
      settings: await readInterimSettings(sql, programId),
      mailAvailable: deployment.smtpUrl !== null,
      channels: rows.map(({ channel, on, settings, secret }) => ({
        channel,
        on,
        settings: settings as Record<string, unknown> | null,
        hasSecret: secret !== null,
        hookUrl: hookUrl(deployment, channel, programId),
      })),
    };
  }

  api.route(
    {
      method: 'get',
      path: '/api/programs/{id}/interim-templates',
      summary: 'List a program’s templates of messages',
      tag,
      params: ById,
      response: page(InterimTemplate),
    },
    async ({ params, actor }) =>
      (await refuseUnless(sql, actor, params.id)) ?? { items: await listTemplates(sql, params.id) },
  );

  api.route(
    {
      method: 'post',
      path: '/api/programs/{id}/interim-templates',
      summary: 'Add a template of messages',
      tag,
      params: ById,
      body: InterimTemplateInput,
      response: InterimTemplate,
      status: 201,
    },
    async ({ params, body, actor }) => {
      const refusal = await refuseUnless(sql, actor, params.id);
      return refusal ?? sql.begin((tx) => addTemplate(tx, params.id, body, by(actor.id)));
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/programs/{id}/interim-templates/{templateId}',
      summary: 'Edit a template of messages',
      tag,
      params: ByTemplate,
      body: InterimTemplateInput,
      response: InterimTemplate,
    },
    async ({ params, body, actor }) => {
      const refusal = await refuseUnless(sql, actor, params.id);
      return refusal ?? sql.begin((tx) => editTemplate(tx, params.id, params.templateId, body, by(actor.id)));
    },
  );

  api.route(
    {
      method: 'delete',
      path: '/api/programs/{id}/interim-templates/{templateId}',
      summary: 'Remove a template of messages',
      tag,
      params: ByTemplate,
    },
    async ({ params, actor }) => {
      const refusal = await refuseUnless(sql, actor, params.id);
      const removed =
        refusal ?? (await sql.begin((tx) => removeTemplate(tx, params.id, params.templateId, by(actor.id))));
      return removed ?? undefined;
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/programs/{id}/interim-templates/preview',
      summary: 'Read a template with the values of a case',
      tag,
      params: ById,
      body: PreviewTemplate,
      response: TemplatePreview,
    },
    async ({ params, body, actor }) =>
      (await refuseUnless(sql, actor, params.id)) ??
      previewTemplate(sql, params.id, body, { agentName: actor.name, now: clock.now() }),
  );
}

const TEST_LIMIT_MS = 15_000;

/** Leads of the program and admins; `admin`: those alone, since it is about secrets and other companies' servers. */
async function refuseUnless(
  db: Db,
  actor: Actor,
  programId: string,
  need: 'lead' | 'admin' = 'lead',
): Promise<Refusal | null> {
  const [program] = await db`select from program where id = ${programId}`;
  const role = (await rolesOf(db, actor.id)).get(programId);
  if (!program || (!actor.admin && role === undefined))
    return refuse('not-found', 'There is no such program.');
  if (actor.admin || (need === 'lead' && role === 'lead')) return null;
  return refuse(
    'no-access',
    need === 'admin'
      ? 'Only administrators set channels up.'
      : 'Leads of the program and administrators do this.',
  );
}

/** Said at once, of what the address says itself; what its name means is judged with every message. */
function refuseAddresses(settings: object | undefined, deployment: Deployment): Refusal | null {
  for (const [path, url] of Object.entries(settings ?? {})) {
    const message = addressFields.includes(path) ? refuseAddress(url, deployment) : null;
    if (message !== null) return refuse('invalid', undefined, { fields: [{ path, message }] });
  }
  return null;
}
const addressFields: readonly string[] = ['url', 'apiUrl'];

function refuseSettings(error: z.ZodError): Refusal {
  const fields = error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  return refuse('invalid', undefined, { fields });
}

const HOUR_MS = 3_600_000;

/** As if its next update were promised in an hour. */
async function previewTemplate(
  db: Db,
  programId: string,
  { caseRef, template }: z.output<typeof PreviewTemplate>,
  { agentName, now }: { readonly agentName: string; readonly now: Date },
): Promise<TemplatePreview | Refusal> {
  const number = Number(/^C-(\d{1,15})$/i.exec(caseRef)?.[1] ?? Number.NaN);
  const [found] = Number.isNaN(number)
    ? []
    : await db<(Parameters<typeof valuesFor>[0] & { programZone: string })[]>`
        select e.eta_at as "etaAt", c.customer, c.number, c.subject as "caseSubject", g.name as program, g.client,
               g.timer_policy->'hours'->>'timeZone' as "programZone"
        from "case" c join program g on g.id = c.program_id left join case_eta e on e.case_id = c.id
        where c.program_id = ${programId} and c.number = ${number}`;
  if (!found)
    return refuse('not-found', 'There is no such case in this program. Write its number, such as C-1042.');
  const reader = readerOf({ ...found, language: template.language }, template.language);
  const nextUpdateAt = new Date(now.getTime() + HOUR_MS);
  const values = valuesFor(found, { agentName, link: null, nextUpdateAt, reader });
  const subject = fillVariables(template.subject, values);
  const text = fillVariables(plainWords(interimBlocks(docFromLines(template.body), reader)), values);
  return {
    subject: subject.text,
    text: text.text,
    missing: [...new Set([...subject.missing, ...text.missing])],
  };
}
