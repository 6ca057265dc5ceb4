import {
  AcceptInvitation,
  AdminPerson,
  Colleague,
  Invitation,
  Invited,
  InvitePerson,
  PatchPerson,
  SignedIn,
} from '@caseroom/shared/people';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { hintAccess } from '../auth/changes.ts';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import { readMe } from '../auth/me.ts';
import { signedInFrom } from '../auth/routes.ts';
import { sessionCookie } from '../auth/session.ts';
import type { Api } from '../platform/api.ts';
import type { Log } from '../platform/log.ts';
import { type AdminDeps, changePerson, inviteAgain, invitePerson } from './admin.ts';
import { acceptInvitation, readInvitation } from './invitations.ts';
import { readColleagues, readPeople, readPerson } from './queries.ts';
import { serviceAccountRoutes } from './service-routes.ts';

export interface PersonDeps extends AdminDeps {
  readonly log: Log;
}

const personId = z.object({ id: Id });

export function personRoutes(api: Api, deps: PersonDeps): void {
  api.route(
    {
      method: 'get',
      path: '/api/people',
      summary: 'List the people one works with',
      tag: 'People',
      response: page(Colleague),
    },
    async ({ actor }) => ({ items: await readColleagues(deps.sql, actor.id) }),
  );
  adminRoutes(api, deps);
  serviceAccountRoutes(api, deps);
  invitationRoutes(api, deps);
}

function adminRoutes(api: Api, deps: PersonDeps): void {
  const { sql, log } = deps;
  const tag = 'Administration';

  api.route(
    { method: 'get', path: '/api/admin/people', summary: 'List everybody', tag, response: page(AdminPerson) },
    async ({ actor }) => refuseUnlessAdmin(actor) ?? { items: await readPeople(sql) },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/people',
      summary: 'Invite a person',
      tag,
      body: InvitePerson,
      response: Invited,
      status: 201,
      secret: true,
    },
    async ({ actor, body }) => {
      const invited = refuseUnlessAdmin(actor) ?? (await invitePerson(deps, actor.id, body));
      if (isRefusal(invited)) return invited;
      log.info({ actorId: actor.id, personId: invited.person.id }, 'a person was invited');
      return { ...invited, expiresAt: invited.expiresAt.toISOString() };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/people/{id}/invitation',
      summary: 'Make a new link for a person',
      tag,
      params: personId,
      response: Invited,
      status: 201,
      secret: true,
    },
    async ({ actor, params }) => {
      const invited = refuseUnlessAdmin(actor) ?? (await inviteAgain(deps, actor.id, params.id));
      if (isRefusal(invited)) return invited;
      log.info({ actorId: actor.id, personId: params.id }, 'a person was given a new link');
      return { ...invited, expiresAt: invited.expiresAt.toISOString() };
    },
  );

  api.route(
    {
      method: 'patch',
      path: '/api/admin/people/{id}',
      summary: 'Change a person',
      tag,
      params: personId,
      body: PatchPerson,
      response: AdminPerson,
    },
    async ({ actor, params, body }) => {
      const changed = refuseUnlessAdmin(actor) ?? (await changePerson(deps, params.id, body));
      if (isRefusal(changed)) return changed;
      log.info({ actorId: actor.id, personId: params.id, fields: Object.keys(body) }, 'a person was changed');
      return readPerson(sql, params.id);
    },
  );
}

function invitationRoutes(api: Api, deps: PersonDeps): void {
  const { sql, bus, clock } = deps;
  const tag = 'Signing in';
  const params = z.object({ token: z.string().max(100) });

  api.route(
    {
      method: 'get',
      path: '/api/invitations/{token}',
      summary: 'Read an invitation',
      tag,
      open: true,
      params,
      response: Invitation,
    },
    async ({ params: { token } }) => readInvitation(sql, token, clock.now()),
  );

  api.route(
    {
      method: 'post',
      path: '/api/invitations/{token}',
      summary: 'Choose a password and sign in',
      tag,
      token: 'never',
      open: true,
      params,
      body: AcceptInvitation,
      response: SignedIn,
      status: 201,
    },
    async ({ params: { token }, body: { password }, actor, req, res }) => {
      const previousSessionId = actor?.sessionId ?? null;
      const entered = await acceptInvitation(deps, {
        token,
        password,
        from: signedInFrom(req),
        previousSessionId,
      });
      if (isRefusal(entered)) return entered;
      hintAccess(bus, { personId: entered.personId });
      if (previousSessionId) hintAccess(bus, { sessionId: previousSessionId });
      res.append('Set-Cookie', sessionCookie(entered.token, { secure: req.secure }));
      return { user: await readMe(sql, entered.personId) };
    },
  );
}
