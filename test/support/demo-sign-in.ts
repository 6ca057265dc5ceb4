import { demoPeople, type PersonKey } from '@caseroom/server/demo/people';
import type { HandoverSummary } from '@caseroom/shared/handover';
import type { Note } from '@caseroom/shared/note';
import type { Invited } from '@caseroom/shared/people';
import type { BrowserContext } from 'playwright-core';
import { type HttpClient, signIn } from './http-client.ts';
import { FIRST_CASE, type World } from './screens.ts';

/** How somebody of the demo signs in. */
export function credentialsOf(key: PersonKey): { readonly email: string; readonly password: string } {
  const found = demoPeople.find((person) => person.key === key);
  if (!found) throw new Error(`nobody of the demo is called ${key}`);
  return found;
}

/** Somebody of the demo outside the browser: a session of their own every time. */
export function signInAs(key: PersonKey, origin: string): Promise<HttpClient> {
  const { email, password } = credentialsOf(key);
  return signIn(origin, email, password);
}

/** Signs a browser profile in as its own pages would, without the sign-in page. */
export async function bringSession(context: BrowserContext, key: PersonKey, origin: string): Promise<void> {
  const { email, password } = credentialsOf(key);
  const answer = await context.request.post(`${origin}/api/session`, {
    headers: { origin },
    data: { email, password },
  });
  if (!answer.ok()) throw new Error(`${answer.status()} for ${email}: ${await answer.text()}`);
}

/** Invites somebody, and finds the addresses of the screens in this demo. */
export async function prepareWorld(origin: string): Promise<World> {
  const [noor, maya] = await Promise.all([signInAs('noor', origin), signInAs('maya', origin)]);
  const invite = { name: 'Zuzana Nová', email: 'zuzana@caseroom.example' };
  const { link } = await noor.send<Invited>('POST', '/api/admin/people', invite);
  const { id } = await maya.get<{ id: string }>(`/api/cases/${FIRST_CASE}`);
  const { items } = await maya.get<{ items: Note[] }>(`/api/cases/${id}/notes`);
  const note = items.find(({ kind }) => kind === 'case');
  if (!note) throw new Error(`${FIRST_CASE} has no case note`);
  return {
    invitation: new URL(link, origin).pathname,
    history: `/cases/${FIRST_CASE}/notes/${note.id}/history`,
    handovers: {
      given: await packetOf('maya', origin),
      received: await packetOf('raj', origin),
      late: await packetOf('fatima', origin),
    },
  };
}

async function packetOf(giver: PersonKey, origin: string): Promise<string> {
  const http = await signInAs(giver, origin);
  const { items } = await http.get<{ items: HandoverSummary[] }>('/api/handovers?of=given');
  if (!items[0]) throw new Error(`${giver} hands nothing over in this demo`);
  return `/handover/${items[0].id}`;
}
