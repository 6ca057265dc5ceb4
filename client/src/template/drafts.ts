import type { NoteKind } from '@caseroom/shared/note';
import type { TemplateVersion } from '@caseroom/shared/template';
import { createStore, useStore } from '../platform/store.ts';
import type { Draft } from './draft.ts';

/** A draft, and the version it was begun from. */
interface Begun {
  readonly from: number;
  readonly draft: Draft;
}

/** Kept while the page is open, so that looking at another kind loses nothing. */
const begun = createStore<ReadonlyMap<string, Begun>>(new Map());
const keyOf = (programId: string, kind: NoteKind) => `${programId} ${kind}`;

export function useDraft({ programId, kind, version, name, content }: TemplateVersion) {
  const all = useStore(begun);
  const key = keyOf(programId, kind);
  const held = all.get(key);
  return {
    draft: held?.draft ?? { name, content },
    /** The version that publishing follows. */
    from: held?.from ?? version,
    isChanged: held !== undefined,
    /** Somebody published another version after this draft was begun. */
    isBehind: held !== undefined && held.from !== version,
    change(draft: Draft) {
      const isSame = JSON.stringify(draft) === JSON.stringify({ name, content });
      if (isSame) forget(key);
      else begun.set(new Map(all).set(key, { from: held?.from ?? version, draft }));
    },
    discard: () => forget(key),
  };
}

const forget = (key: string): void => begun.set(new Map([...begun.get()].filter(([other]) => other !== key)));

/** The kinds of a program that have a draft. */
export function useDraftedKinds(programId: string): ReadonlySet<string> {
  const prefix = `${programId} `;
  const keys = [...useStore(begun).keys()].filter((key) => key.startsWith(prefix));
  return new Set(keys.map((key) => key.slice(prefix.length)));
}
