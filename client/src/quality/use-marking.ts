import type { Mark, Marking } from '@caseroom/shared/quality';
import { useEffect, useRef, useState } from 'react';

/** Scores are saved this long after the last change, ms. */
const SETTLED_MS = 500;

export type SaveState = 'saved' | 'saving' | 'failed';

export interface MarkingHandle {
  readonly marking: Marking;
  readonly saveState: SaveState;
  mark(item: string, change: Partial<Omit<Mark, 'item'>>): void;
  summarise(summary: string): void;
  /** Resolves once everything is saved; false when it could not be. */
  flush(): Promise<boolean>;
}

export type SaveMarking = (marking: Marking, leaving: boolean) => Promise<unknown>;

/** What a reviewer is writing, saved by itself: one request at a time, the newest always last. */
export function useMarking(first: Marking, save: SaveMarking): MarkingHandle {
  const [marking, setMarking] = useState(first);
  const [saveState, setSaveState] = useState<SaveState>('saved');
  const saver = useRef<Saver | null>(null);
  saver.current ??= new Saver(setSaveState);
  saver.current.save = save;
  useEffect(() => {
    const leave = () => void saver.current?.flush(true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  const change = (next: Marking) => {
    setMarking(next);
    saver.current?.queue(next);
  };
  return {
    marking,
    saveState,
    mark: (item, patch) => change({ ...marking, marks: marked(marking.marks, item, patch) }),
    summarise: (summary) => change({ ...marking, summary }),
    flush: () => saver.current?.flush(false) ?? Promise.resolve(true),
  };
}

/** The marks with one item's changed, in place or at the end. */
export function marked(marks: readonly Mark[], item: string, patch: Partial<Omit<Mark, 'item'>>): Mark[] {
  const held = marks.find((mark) => mark.item === item) ?? { item, score: null, remark: '', evidence: [] };
  const next = { ...held, ...patch };
  return marks.some((mark) => mark.item === item)
    ? marks.map((mark) => (mark.item === item ? next : mark))
    : [...marks, next];
}

class Saver {
  save: SaveMarking = () => Promise.resolve();
  readonly #say: (state: SaveState) => void;
  #waiting: Marking | null = null;
  #timer: number | undefined;
  #running: Promise<boolean> = Promise.resolve(true);

  constructor(say: (state: SaveState) => void) {
    this.#say = say;
  }

  queue(marking: Marking): void {
    this.#waiting = marking;
    this.#say('saving');
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.flush(false), SETTLED_MS);
  }

  flush(leaving: boolean): Promise<boolean> {
    window.clearTimeout(this.#timer);
    this.#running = this.#running.then(() => this.#send(leaving));
    return this.#running;
  }

  async #send(leaving: boolean): Promise<boolean> {
    const marking = this.#waiting;
    if (!marking) return true;
    this.#waiting = null;
    try {
      await this.save(marking, leaving);
      if (!this.#waiting) this.#say('saved');
      return true;
    } catch {
      // Kept for the next change or submit, unless something newer has been typed.
      this.#waiting ??= marking;
      this.#say('failed');
      return false;
    }
  }
}
