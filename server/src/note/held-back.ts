import type { RefusalCode } from '@caseroom/shared/refusal';
import { MAX_HELD_FRAMES, STEP2_WAIT_MS } from './limits.ts';
import type { Member } from './member.ts';

/** Refusals that the client's own step 2, when it comes, may explain. */
const explainable: ReadonlySet<RefusalCode> = new Set([
  'edit-gap',
  'edit-unknown-dependency',
  'edit-unknown-deletion',
]);

interface Held<T> {
  readonly tasks: T[];
  readonly timer: NodeJS.Timeout;
}

/**
 * Edits that came before what they build on. A stock client that typed while it was offline sends what is typed
 * next at once, and what was typed offline only in its step 2, the answer to the server's step 1. Such an edit, and
 * everything the connection asks after it, waits for the step 2; for `STEP2_WAIT_MS` at most.
 */
export class HeldBack<T> {
  readonly #judged = new WeakSet<Member>();
  readonly #held = new Map<Member, Held<T>>();
  readonly #release: (tasks: readonly T[]) => void;

  /** `release` takes the tasks back in order, to be judged for good. */
  constructor(release: (tasks: readonly T[]) => void) {
    this.#release = release;
  }

  /** A connection opens: its step 2 is still to come. */
  opened(member: Member): void {
    this.#judged.delete(member);
  }

  /** The connection's step 2 has been judged: nothing that follows it has an excuse. */
  step2Judged(member: Member): void {
    this.#judged.add(member);
  }

  mayExplain(member: Member, code: RefusalCode): boolean {
    return explainable.has(code) && !this.#judged.has(member) && member.state !== 'closing';
  }

  has(member: Member): boolean {
    return this.#held.has(member);
  }

  hold(member: Member, tasks: readonly T[]): void {
    const held = this.#held.get(member);
    if (held) held.tasks.push(...tasks);
    else {
      const timer = setTimeout(() => this.giveUpOn(member), STEP2_WAIT_MS);
      timer.unref();
      this.#held.set(member, { tasks: [...tasks], timer });
    }
    if ((this.#held.get(member)?.tasks.length ?? 0) > MAX_HELD_FRAMES) this.giveUpOn(member);
  }

  /** What waited, now that the step 2 is here; it goes in front of them. */
  take(member: Member): T[] {
    const held = this.#held.get(member);
    if (held) clearTimeout(held.timer);
    this.#held.delete(member);
    return held?.tasks ?? [];
  }

  /** No step 2 has come: what waited is judged as it stands. */
  giveUpOn(member: Member): void {
    this.#judged.add(member);
    this.#release(this.take(member));
  }
}
