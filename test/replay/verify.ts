import { bodyOf } from '@caseroom/server/note/doc';
import { loadNote } from '@caseroom/server/note/snapshot';
import { connect } from '@caseroom/server/platform/db';
import { noteText } from '@caseroom/shared/editor/text';
import { bodyName } from '@caseroom/shared/wire';
import * as Y from 'yjs';
import type { HttpClient } from '../support/http-client.ts';
import { NoteClient } from '../support/note-client.ts';
import type { Played } from './play.ts';
import type { Trace } from './trace.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface Stored {
  readonly edits: number;
  readonly bytes: number;
}

interface VerifyOptions {
  readonly trace: Trace;
  readonly played: Played;
  readonly people: readonly HttpClient[];
  readonly noteId: string;
  readonly databaseUrl: string;
}

/** Whether everything that can be asked for the note agrees with the trace, to the character. */
export async function verify(options: VerifyOptions): Promise<{ checks: Check[]; stored: Stored }> {
  const { trace, people, noteId, played } = options;
  const me = people[0] as HttpClient;
  const note = await me.get<{ headSeq: number; text: string }>(`/api/notes/${noteId}`);
  const version = await me.get<{ text: string }>(`/api/notes/${noteId}/versions/${note.headSeq}`);
  const stored = await fromDatabase(options.databaseUrl, noteId);
  const same = (name: string, text: string): Check => ({
    name,
    ok: text === trace.end,
    detail:
      text === trace.end
        ? `${text.length.toLocaleString('en')} characters`
        : firstDifference(text, trace.end),
  });
  return {
    stored,
    checks: [
      same('a document that never saw the server', noteText(played.reference.getXmlFragment(bodyName))),
      same('what a fresh joiner sees', await freshJoiner(me, noteId)),
      same('GET /api/notes/:id', note.text),
      same('the last version', version.text),
      same('a rebuild from the database alone', stored.text),
      await authors(me, noteId, people, played),
    ],
  };
}

async function freshJoiner(me: HttpClient, noteId: string): Promise<string> {
  const joiner = new NoteClient(me, noteId);
  await joiner.synced();
  const text = noteText(joiner.body);
  joiner.close();
  return text;
}

async function fromDatabase(url: string, noteId: string): Promise<Stored & { text: string }> {
  const sql = connect(url, { max: 1 });
  try {
    const [row] = await sql<{ edits: number; bytes: number }[]>`
      select count(*) as edits, sum(octet_length(payload))::bigint as bytes from note_edit where note_id = ${noteId}`;
    const { doc } = await loadNote(sql, noteId);
    return { edits: row?.edits ?? 0, bytes: row?.bytes ?? 0, text: noteText(bodyOf(doc)) };
  } finally {
    await sql.end();
  }
}

interface Runs {
  runs: { text: string; author: { id: string } }[];
}

/** Every character's author is the person who signed in for the agent that typed it. */
async function authors(
  me: HttpClient,
  noteId: string,
  people: readonly HttpClient[],
  played: Played,
): Promise<Check> {
  const { runs } = await me.get<Runs>(`/api/notes/${noteId}/authorship`);
  const said = runs.flatMap((run) => Array.from({ length: run.text.length }, () => run.author.id));
  const meant = typedBy(played).map((agent) => (people[agent] as HttpClient).person.id);
  const wrong = meant.filter((person, i) => said[i] !== person).length + Math.abs(meant.length - said.length);
  const counts = people.map(
    ({ person }) => `${person.name} ${said.filter((id) => id === person.id).length.toLocaleString('en')}`,
  );
  const detail =
    wrong === 0 ? counts.join(', ') : `${wrong} of ${meant.length} characters are credited to somebody else`;
  return { name: 'every character’s author', ok: wrong === 0, detail };
}

/** The agent behind each UTF-16 code unit of the final text. */
function typedBy({ reference, agentOf }: Played): number[] {
  const block = reference.getXmlFragment(bodyName).get(0) as Y.XmlElement;
  const agents: number[] = [];
  for (let item = (block.get(0) as Y.XmlText)._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const agent = agentOf.get(item.id.client) ?? -1;
    for (let i = 0; i < item.length; i++) agents.push(agent);
  }
  return agents;
}

function firstDifference(text: string, wanted: string): string {
  let at = 0;
  while (at < text.length && text[at] === wanted[at]) at++;
  const around = (string: string) => JSON.stringify(string.slice(Math.max(0, at - 15), at + 15));
  return `differs at ${at}: ${around(text)} instead of ${around(wanted)} (${text.length} and ${wanted.length} characters)`;
}
