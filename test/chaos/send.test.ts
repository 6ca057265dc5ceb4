import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type MailSink, startMailSink } from '@caseroom/server/platform/testing/mail-sink';
import type { Interim, InterimChannel, InterimPreview } from '@caseroom/shared/interim';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../fuzz/random.ts';
import type { HttpClient } from '../support/http-client.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { type Deployment, makeDeployment } from './deployment.ts';

/** CHAOS_RUNS sets the number of kills; CHAOS_SEED plays one seed again. */
const runs = Number(process.env.CHAOS_RUNS ?? 2);
const first = Number(process.env.CHAOS_SEED ?? 1);
const seeds = Array.from({ length: process.env.CHAOS_SEED ? 1 : runs }, (_, i) => first + i);

const CHANNELS = ['email', 'sms', 'chat'] as const satisfies readonly InterimChannel[];
const HOUR_MS = 3_600_000;
/** Longest wait between two attempts, and what a slow machine adds, ms. */
const SENT_WITHIN_MS = 60_000;

let deployment: Deployment;
let server: ServerProcess;
let sink: MailSink;
let provider: Server;
/** What a provider was handed, as its channel and the message's words. */
let handed: { channel: InterimChannel; words: string; id: string }[] = [];
/** Runs when a provider has been handed something, before it answers. */
let onHanded: () => Promise<void> = async () => {};

beforeAll(async () => {
  deployment = await makeDeployment({ PRIVATE_WEBHOOKS: 'true' });
  server = await deployment.start();
  sink = await startMailSink();
  sink.onTaken = (mail) => take('email', mail, /^Message-ID: <([^@]+)/m.exec(mail)?.[1] ?? '');
  provider = createServer((req, res) => {
    void text(req).then(async (body) => {
      const isChat = req.url === '/in';
      await take(
        isChat ? 'chat' : 'sms',
        decodeURIComponent(body.replaceAll('+', ' ')),
        String(req.headers['webhook-id'] ?? ''),
      );
      res
        .writeHead(201, { 'content-type': 'application/json' })
        .end(JSON.stringify({ sid: `SM${handed.length}` }));
    });
  });
  await new Promise<void>((ready) => provider.listen(0, '127.0.0.1', ready));
  await setUpChannels(await deployment.floor.signIn(server.origin, 'admin'));
});
afterAll(async () => {
  await server.stop();
  provider.close();
  await sink.close();
  await deployment.remove();
});

async function take(channel: InterimChannel, words: string, id: string): Promise<void> {
  handed.push({ channel, words, id });
  await onHanded();
}

async function setUpChannels(admin: HttpClient): Promise<void> {
  const apiUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const mail = {
    host: '127.0.0.1',
    port: sink.port,
    secure: false,
    user: '',
    from: 'care@northwind.example',
    replyTo: '',
  };
  for (const [channel, settings, secret] of [
    ['email', mail, undefined],
    ['sms', { accountSid: 'AC1', from: '+15550001111', apiUrl }, 'token'],
    ['chat', { url: `${apiUrl}/in` }, 'secret'],
  ] as const)
    await admin.send('PUT', `/api/admin/programs/${deployment.floor.programId}/interim-channels/${channel}`, {
      on: true,
      settings,
      ...(secret ? { secret } : {}),
    });
}

/** A message over each channel, each in a case of its own, ready to be released. */
async function drafts(maya: HttpClient, seed: number): Promise<Interim[]> {
  const made: Interim[] = [];
  for (const channel of CHANNELS) {
    const { id: caseId } = await maya.send<{ id: string }>('POST', '/api/cases', {
      programId: deployment.floor.programId,
      subject: 'Charged twice',
      priority: 'P2',
      customer: {
        name: 'Elena Ruiz',
        email: 'elena@example.com',
        phone: '+34600111222',
        account: `conv-${seed}`,
      },
    });
    const lead = await deployment.floor.signIn(server.origin, 'ines');
    const template = await lead.send<{ id: string }>(
      'POST',
      `/api/programs/${deployment.floor.programId}/interim-templates`,
      {
        name: `Words ${seed} ${channel}`,
        channel,
        language: 'en',
        subject: 'News',
        body: `Message ${seed} by ${channel}: it is mended.`,
      },
    );
    const begun = await maya.send<Interim>('POST', `/api/cases/${caseId}/interims`, {
      templateId: template.id,
    });
    const nextUpdateAt = new Date(Date.now() + HOUR_MS).toISOString();
    made.push(await maya.send<Interim>('PATCH', `/api/interims/${begun.id}`, { nextUpdateAt }));
    await lead.send('DELETE', `/api/programs/${deployment.floor.programId}/interim-templates/${template.id}`);
  }
  return made;
}

test.each(seeds)('no message is lost by kill -9 and none doubled unmarked, seed %i', async (seed) => {
  const random = new Random(seed);
  const maya = await deployment.floor.signIn(server.origin, 'maya');
  const messages = await drafts(maya, seed);
  handed = [];
  const fatal = 1 + random.below(CHANNELS.length);
  const killed = new Promise<void>((dead) => {
    onHanded = async () => {
      if (handed.length !== fatal) return;
      await server.kill();
      dead();
    };
  });
  // The server may be gone before it answers: whether something was released is asked afterwards.
  for (const message of messages) await release(maya, message.id).catch(() => {});
  await killed;
  onHanded = async () => {};

  // Whoever was sending is gone: what it held is taken over when its lease ends, which is now.
  await deployment.meanwhile((sql) => sql`update outbox_lane set next_at = now() where next_at is not null`);
  server = await deployment.start();
  const again = await deployment.floor.signIn(server.origin, 'maya');
  for (const message of await all(again, messages))
    if (message.state === 'draft') await release(again, message.id);
  const states = async () => (await all(again, messages)).map(({ state }) => state);
  await expect.poll(states, { timeout: SENT_WITHIN_MS, interval: 100 }).toEqual(CHANNELS.map(() => 'sent'));

  const counts = (await all(again, messages)).map((message) => {
    const words = `Message ${seed} by ${message.channel}: it is mended.`;
    const times = handed.filter((one) => one.channel === message.channel && one.words.includes(words));
    return { ...message, times: times.length, ids: new Set(times.map((one) => one.id)).size };
  });
  console.info(
    `seed ${seed}: killed at hand-over ${fatal}; handed over ${counts.map(({ channel, times }) => `${channel} ${times}`).join(', ')}`,
  );
  for (const { channel, times, ids, delivery } of counts) {
    expect(times, `${channel} arrives`).toBeGreaterThanOrEqual(1);
    expect(times, `${channel} is repeated once at most`).toBeLessThanOrEqual(2);
    // A repeat bears the id of the first, by which its receiver knows it; or else it is marked.
    if (channel !== 'sms') expect(ids).toBe(1);
    // What was begun and never handed over is marked as well: after the crash nobody can tell it from a repeat.
    if (channel !== 'chat' && times > 1) expect(delivery?.maybeTwice, `${channel} is marked`).toBe(true);
  }
});

async function release(by: HttpClient, id: string): Promise<void> {
  const { seq } = await by.get<InterimPreview>(`/api/interims/${id}/preview`);
  await by.send('POST', `/api/interims/${id}/release`, { seq });
}

const all = (by: HttpClient, messages: readonly Interim[]): Promise<Interim[]> =>
  Promise.all(
    messages.map(async ({ id, caseId }) => {
      const { items } = await by.get<{ items: Interim[] }>(`/api/cases/${caseId}/interims`);
      return items.find((item) => item.id === id) as Interim;
    }),
  );
