import type { Customer } from '@caseroom/shared/case';
import {
  type ChannelSettings,
  channelSettings,
  defaultInterimSettings,
  InterimChannel,
  type InterimChoices,
  InterimSettings,
} from '@caseroom/shared/interim';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Db } from '../platform/db.ts';
import type { SecretBox } from '../platform/secrets.ts';
import type { ChannelSetup } from './channels/channel.ts';
import { channels } from './channels/channels.ts';
import { listTemplates } from './templates.ts';

/** A program's settings; those of a program that never set any are the defaults. */
export async function readInterimSettings(db: Db, programId: string): Promise<InterimSettings> {
  const [row] = await db<{ settings: unknown }[]>`
    select settings from interim_program where program_id = ${programId}`;
  return row
    ? InterimSettings.parse({ ...defaultInterimSettings, ...(row.settings as object) })
    : defaultInterimSettings;
}

export async function writeInterimSettings(
  db: Db,
  programId: string,
  settings: InterimSettings,
): Promise<void> {
  await db`
    insert into interim_program (program_id, settings) values (${programId}, ${db.json(settings)})
    on conflict (program_id) do update set settings = excluded.settings`;
}

export interface ChannelRow {
  readonly channel: InterimChannel;
  readonly on: boolean;
  readonly settings: unknown;
  /** Sealed. */
  readonly secret: string | null;
}

/** Every channel in its order; one nobody set up is off, but for those that need no setting up. */
export async function readChannels(db: Db, programId: string): Promise<ChannelRow[]> {
  const rows = await db<ChannelRow[]>`
    select channel, is_on as "on", settings, secret from interim_channel where program_id = ${programId}`;
  return InterimChannel.options.map(
    (channel) =>
      rows.find((row) => row.channel === channel) ?? {
        channel,
        on: channel === 'phone' || channel === 'portal' || channel === 'email',
        settings: null,
        secret: null,
      },
  );
}

/** What the deployment lends to programs that have none of their own. */
export interface Deployment {
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** How the outside world reaches this deployment: "https://desk.example"; null: nobody said. */
  readonly address: string | null;
  /** Programs' own providers may be on private networks, as where everything runs in one house. */
  readonly allowPrivate: boolean;
}

const readSettings = <C extends InterimChannel>(channel: C, settings: unknown): ChannelSettings<C> | null => {
  const parsed = channelSettings[channel].safeParse(settings);
  return parsed.success ? (parsed.data as ChannelSettings<C>) : null;
};

/** What is missing before a channel can be used, in words for the writer; null: nothing. */
export function faultOf(
  { channel, on, settings, secret }: ChannelRow,
  { smtpUrl }: Deployment,
): string | null {
  const ask = 'An admin sets it up under Admin, Customer messages.';
  if (!on) return `This program does not use this channel. ${ask}`;
  if (channel === 'phone' || channel === 'portal') return null;
  const read = readSettings(channel, settings);
  if (channel === 'email') {
    const own = read as ChannelSettings<'email'> | null;
    return own?.host || smtpUrl ? null : `There is no mail server yet. ${ask}`;
  }
  if (!read) return `It is not set up yet. ${ask}`;
  return secret === null ? `Its secret is missing. ${ask}` : null;
}

/** Where a channel's secret is stored, for the box that seals it. */
export const placeOfSecret = (programId: string, channel: InterimChannel) =>
  ['interim_channel', `${programId} ${channel}`, 'secret'] as const;

/** A channel that can be used, with its secret opened, as it takes them. */
export function setupOf(
  row: ChannelRow,
  { programId, deployment, secrets }: { programId: string; deployment: Deployment; secrets: SecretBox },
): ChannelSetup | Refusal {
  const fault = faultOf(row, deployment);
  if (fault !== null) return refuse('conflict', fault);
  const secret = row.secret === null ? null : secrets.open(row.secret, placeOfSecret(programId, row.channel));
  if (isRefusal(secret)) return secret;
  return { settings: readSettings(row.channel, row.settings), secret: secret?.reveal() ?? null, deployment };
}

/** What a case's customer can be written by, and why not by the others. */
export async function choicesOf(
  db: Db,
  { caseId, programId }: { readonly caseId: string; readonly programId: string },
  deployment: Deployment,
): Promise<InterimChoices> {
  const [held] = await db<{ customer: Customer }[]>`select customer from "case" where id = ${caseId}`;
  const rows = await readChannels(db, programId);
  const templates = await listTemplates(db, programId);
  return {
    channels: rows.map((row) => ({
      channel: row.channel,
      why: faultOf(row, deployment),
      recipient: held ? channels[row.channel].reaches(held.customer) : null,
    })),
    templates: templates.map(({ id, name, channel, language }) => ({ id, name, channel, language })),
  };
}
