import { openThread, reply, setEvidence, setResolved } from '../comment/acts.ts';
import { takeThread } from '../comment/queries.ts';
import { writeSuggestion } from '../comment/suggest.ts';
import { granted } from './granted.ts';
import { type PersonKey, personName } from './people.ts';
import type { PlayedThread } from './play.ts';
import { momentOf } from './when.ts';
import type { Happening, Writing } from './write.ts';

/** A thread beside a note, and what becomes of it. Its mark is in the note's edits already. */
export function commenting(
  { tx, cast, now }: Writing,
  noteId: string,
  { id, by, at, script, placed }: PlayedThread,
): Happening {
  const { body, mentions = [], coaching, suggestion, replies = [], resolved, evidence } = script;
  const actedBy = (person: PersonKey, when: string) => ({
    actorId: cast.person(person),
    at: momentOf(when, now),
  });
  const open = async (): Promise<Happening[]> => {
    const opener = { actorId: cast.person(by), at };
    const said = mentions.map((person) => ({ target: cast.person(person), label: personName(person) }));
    const isCoaching = coaching !== undefined;
    const thread = {
      id,
      noteId,
      audience: isCoaching ? ('coaching' as const) : ('everyone' as const),
      coachedId: isCoaching ? cast.person(coaching) : null,
      marked: !isCoaching,
    };
    granted(await openThread(tx, { ...opener, ...thread, placed, body, mentions: said }));
    if (suggestion !== undefined)
      await writeSuggestion(
        tx,
        granted(await takeThread(tx, opener.actorId, id)),
        opener,
        suggestion,
        placed,
      );
    if (evidence) granted(await setEvidence(tx, id, opener, true));
    return [...replies.map(replying), ...(resolved ? [resolving(resolved)] : [])];
  };
  const replying = (said: { at: string; by: PersonKey; body: string }): Happening => ({
    at: momentOf(said.at, now),
    happen: async () => {
      granted(await reply(tx, id, actedBy(said.by, said.at), { body: said.body, mentions: [] }));
      return [];
    },
  });
  const resolving = (act: { at: string; by: PersonKey }): Happening => ({
    at: momentOf(act.at, now),
    happen: async () => {
      granted(await setResolved(tx, id, actedBy(act.by, act.at), true));
      return [];
    },
  });
  return { at, happen: open };
}
