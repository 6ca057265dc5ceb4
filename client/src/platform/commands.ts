import { type ComponentType, useEffect, useRef } from 'react';
import { createStore, useStore } from './store.ts';

/** Something a person can do by its name, offered beside what a search finds. */
export interface Command {
  /** A verb phrase: "New case". */
  readonly name: string;
  /** `here` is about the page that is open, and is offered first. */
  readonly group: 'here' | 'anywhere';
  /** The shortcut that does the same. */
  readonly keys?: string;
  /** Other words people look for it by. */
  readonly also?: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
}
export interface BoundCommand extends Command {
  readonly run: () => void;
}

const bound = createStore<readonly BoundCommand[]>([]);

/** Offers a command while the component is on screen. */
export function useCommand(command: Command, run: () => void, enabled = true): void {
  const { name, group, keys, also, icon } = command;
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const entry: BoundCommand = {
      name,
      group,
      icon,
      ...(keys && { keys }),
      ...(also && { also }),
      run: () => latest.current(),
    };
    bound.set([...bound.get(), entry]);
    return () => bound.set(bound.get().filter((other) => other !== entry));
  }, [name, group, keys, also, icon, enabled]);
}

/** Every command that works right now, those about this page first. */
export function useCommands(): readonly BoundCommand[] {
  const commands = useStore(bound);
  return [...commands].sort((a, b) => Number(a.group === 'anywhere') - Number(b.group === 'anywhere'));
}
