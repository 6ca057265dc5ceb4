import { createStore } from '../platform/store.ts';

interface Reason {
  readonly receiverId: string;
  /** A phrase: "here now, 3 open cases, wrote in this case". */
  readonly why: string;
}

/** Why the last balance proposed whom, by case. It explains a choice on the screen and is worth nothing later. */
export const balanceReasons = createStore<Readonly<Record<string, Reason>>>({});
