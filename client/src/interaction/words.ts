import { type Channel, channelNames, type Interaction } from '@caseroom/shared/interaction';
import type { SpeakerRole } from '@caseroom/shared/transcript';
import { IconDeviceMobileMessage, IconMail, IconMessages, IconPhone, IconWalk } from '@tabler/icons-react';
import { clockText, dayText, durationText } from '../platform/time.ts';

export const channelIcons: Record<Channel, typeof IconPhone> = {
  call: IconPhone,
  chat: IconMessages,
  email: IconMail,
  sms: IconDeviceMobileMessage,
  'walk-in': IconWalk,
};

export const roleNames: Record<SpeakerRole, string> = {
  agent: 'Our side',
  customer: 'Customer',
  system: 'System',
  other: 'Somebody else',
};

const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;

/** "02:13", "1:04:09": a time within a conversation, or how long one has lasted. */
export function elapsedText(length_ms: number): string {
  const seconds = Math.max(0, Math.floor(length_ms / SECOND_MS));
  const hours = Math.floor(seconds / HOUR_S);
  const rest = [Math.floor((seconds % HOUR_S) / MINUTE_S), seconds % MINUTE_S].map((part) =>
    String(part).padStart(2, '0'),
  );
  return [...(hours > 0 ? [String(hours)] : []), ...rest].join(':');
}

/** "Inbound call, 12 min"; what has no length says none. */
export function contactWords({ channel, direction, startedAt, endedAt }: Interaction): string {
  const name = channelNames[channel] === 'SMS' ? 'SMS' : channelNames[channel].toLowerCase();
  const words =
    channel === 'walk-in' ? 'Walk-in' : `${direction === 'inbound' ? 'Inbound' : 'Outbound'} ${name}`;
  if (endedAt === null) return `${words}, going on`;
  const length_ms = Date.parse(endedAt) - Date.parse(startedAt);
  if (length_ms === 0) return words;
  return `${words}, ${length_ms < MINUTE_S * SECOND_MS ? 'under a minute' : durationText(length_ms)}`;
}

/** "Today 10:02–10:14", by the reader's own clock. */
export function whenWords({ startedAt, endedAt }: Interaction, now: Date): string {
  const start = new Date(startedAt);
  const from = `${dayText(start, now)} ${clockText(start)}`;
  const to = endedAt === null ? null : clockText(new Date(endedAt));
  return to === null || to === clockText(start) ? from : `${from}–${to}`;
}

/** As a field of the browser takes it: "2026-11-22T10:02", by the person's own clock. */
export function localMinute(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
