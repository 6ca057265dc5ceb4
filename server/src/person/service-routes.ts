import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal } from '@caseroom/shared/refusal';
import { NewServiceAccount, PatchServiceAccount, ServiceAccount } from '@caseroom/shared/service-account';
import { z } from 'zod';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import type { Api } from '../platform/api.ts';
import type { Log } from '../platform/log.ts';
import type { AdminDeps } from './admin.ts';
import { changeServiceAccount, makeServiceAccount, readServiceAccounts } from './service-accounts.ts';

const tag = 'Administration';

/** Accounts of software. No token makes them: whoever finds one would get a second that outlives it. */
export function serviceAccountRoutes(api: Api, deps: AdminDeps & { readonly log: Log }): void {
  const { sql, clock, log } = deps;

  api.route(
    {
      method: 'get',
      path: '/api/admin/service-accounts',
      summary: 'List the accounts of software',
      tag,
      response: page(ServiceAccount),
    },
    async ({ actor }) => refuseUnlessAdmin(actor) ?? { items: await readServiceAccounts(sql, clock.now()) },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/service-accounts',
      summary: 'Make an account for software, which cannot sign in',
      tag,
      token: 'never',
      body: NewServiceAccount,
      response: ServiceAccount,
      status: 201,
    },
    async ({ actor, body }) => {
      const made = refuseUnlessAdmin(actor) ?? (await makeServiceAccount(deps, actor.id, body));
      if (!isRefusal(made)) log.info({ actorId: actor.id, personId: made.id }, 'a service account was made');
      return made;
    },
  );

  api.route(
    {
      method: 'patch',
      path: '/api/admin/service-accounts/{id}',
      summary: 'Change an account of software, or switch it off and on',
      tag,
      token: 'never',
      params: z.strictObject({ id: Id }),
      body: PatchServiceAccount,
      response: ServiceAccount,
    },
    async ({ actor, params, body }) => {
      const changed = refuseUnlessAdmin(actor) ?? (await changeServiceAccount(deps, params.id, body));
      if (!isRefusal(changed))
        log.info(
          { actorId: actor.id, personId: params.id, fields: Object.keys(body) },
          'a service account was changed',
        );
      return changed;
    },
  );
}
