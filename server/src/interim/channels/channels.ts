import type { InterimChannel } from '@caseroom/shared/interim';
import type { Channel } from './channel.ts';
import { chat } from './chat.ts';
import { email } from './email.ts';
import { phone } from './phone.ts';
import { portal } from './portal.ts';
import { sms } from './sms.ts';

/** A channel with its settings' type forgotten: what a program stored is read by the channel's own schema first. */
const any = <C extends InterimChannel>(channel: Channel<C>): Channel => channel as unknown as Channel;

export const channels: Readonly<Record<InterimChannel, Channel>> = {
  email: any(email),
  sms: any(sms),
  chat: any(chat),
  phone: any(phone),
  portal: any(portal),
};
