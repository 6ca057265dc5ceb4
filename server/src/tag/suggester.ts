import { unresolvedStatuses } from '@caseroom/shared/case';
import type { TemplateContent } from '@caseroom/shared/template';
import { hintTags } from '../case/events.ts';
import type { Bus } from '../platform/bus.ts';
import type { Sql, Tx } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { linesOf } from './lines.ts';
import { type Match, matchTags, type ReadLine, type SpeakingTag, termsOf, type Word } from './rules.ts';

/** A note is read when nobody has written in it for so long, ms. */
const REST_MS = 1_500;
/** Reading gives way to everything else after so long, ms. */
const SLICE_MS = 5;
/** Lines whose words are kept: most of a note is as it was when it is read again. */
const MAX_KEPT_LINES = 4_000;
/** Notes read in one go of `readLeftBehind`. */
const BATCH = 50;

export interface TagSuggester {
  /** Hears of notes whose text was just derived. */
  follow(noteIds: readonly string[]): void;
  /** Reads unresolved cases' notes that nobody has read as they are now, or by the vocabulary as it is now. */
  readLeftBehind(): Promise<void>;
  /** As `readLeftBehind`, soon: a vocabulary was edited. */
  reread(): void;
  /** Reads no more; resolves when what is being read has been. */
  drain(): Promise<void>;
}

export interface SuggesterDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly log: Log;
  /** How a line is taken apart; asked for when the first note is to be read. */
  readonly reader: () => Promise<ReadLine>;
  readonly rest_ms?: number;
}

/**
 * Finds the tags that notes speak for, away from the path of an edit: a while after the last one, line by line. A line
 * that was read before costs nothing, so a note that is being written costs one line at a time.
 */
export function createTagSuggester({
  sql,
  bus,
  log,
  reader,
  rest_ms = REST_MS,
}: SuggesterDeps): TagSuggester {
  const resting = new Map<string, NodeJS.Timeout>();
  const kept = new Map<string, readonly Word[]>();
  let reading: Promise<void> = Promise.resolve();
  let isOver = false;

  const readLater = (noteId: string): Promise<void> => {
    reading = reading.then(() =>
      readOne(noteId).catch((err: unknown) => log.warn({ err, noteId }, 'a note was not read for its tags')),
    );
    return reading;
  };

  async function readOne(noteId: string): Promise<void> {
    const note = await readNote(sql, noteId);
    if (!note) return;
    const matches = note.tags.length === 0 ? [] : await matchesIn(note);
    const changed = await sql.begin((tx) => writeMatches(tx, note, matches));
    if (changed) hintTags(bus, note.caseId);
  }

  async function matchesIn({ tags, text, kind, template }: NoteToRead): Promise<Match[]> {
    const read = await reader();
    const words: (readonly Word[])[] = [];
    let since = performance.now();
    for (const line of linesOf(text, kind, template)) {
      words.push(wordsOf(line, read));
      if (performance.now() - since < SLICE_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
    return matchTags(
      termsOf(tags, (piece) => wordsOf(piece, read)),
      words,
    );
  }

  function wordsOf(line: string, read: ReadLine): readonly Word[] {
    const words = kept.get(line) ?? read(line);
    kept.delete(line);
    kept.set(line, words);
    const oldest = kept.keys().next().value;
    if (kept.size > MAX_KEPT_LINES && oldest !== undefined) kept.delete(oldest);
    return words;
  }

  async function readLeftBehind(): Promise<void> {
    for (let left = BATCH; left === BATCH && !isOver; ) {
      const noteIds = await notesLeftBehind(sql, [...resting.keys()]);
      for (const noteId of noteIds) await readLater(noteId);
      left = noteIds.length;
    }
  }

  return {
    readLeftBehind,
    reread() {
      readLeftBehind().catch((err: unknown) => log.warn({ err }, 'notes were not read for their tags'));
    },
    follow(noteIds) {
      if (isOver) return;
      for (const noteId of noteIds) {
        clearTimeout(resting.get(noteId));
        const read = () => {
          resting.delete(noteId);
          void readLater(noteId);
        };
        resting.set(noteId, setTimeout(read, rest_ms).unref());
      }
    },
    async drain() {
      isOver = true;
      for (const timer of resting.values()) clearTimeout(timer);
      resting.clear();
      await reading;
    },
  };
}

export interface NoteToRead {
  readonly noteId: string;
  readonly caseId: string;
  readonly kind: string;
  /** What it was made from, if from anything. */
  readonly template: TemplateContent | null;
  readonly text: string;
  readonly seq: number;
  /** Those that may be suggested. */
  readonly tags: readonly SpeakingTag[];
}

/** A note for leads speaks for nothing: what it says would show in the tags. */
async function readNote(sql: Sql, noteId: string): Promise<NoteToRead | undefined> {
  const [note] = await sql<NoteToRead[]>`
    select n.id as "noteId", n.case_id as "caseId", n.kind, n.text_seq as seq, v.content as template,
           case when n.audience = 'team' then n.text else '' end as text,
           coalesce((select json_agg(json_build_object('id', t.id, 'name', t.name, 'group', t."group", 'keywords', t.keywords)
                                     order by t.name)
                     from tag t where t.program_id = c.program_id and t.retired_at is null), '[]') as tags
    from note n join "case" c on c.id = n.case_id
    left join template_version v on v.template_id = n.template_id and v.version = n.template_version
    where n.id = ${noteId}`;
  return note;
}

/** Answers whether anything is different from when the note was last read. */
export async function writeMatches(
  tx: Tx,
  { noteId, caseId, seq }: Pick<NoteToRead, 'noteId' | 'caseId' | 'seq'>,
  matches: readonly Match[],
): Promise<boolean> {
  const [turn] = await tx`
    insert into tag_reading (note_id, seq) values (${noteId}, ${seq})
    on conflict (note_id) do update set seq = excluded.seq where tag_reading.seq <= excluded.seq returning seq`;
  if (!turn) return false;
  const ids = matches.map(({ tagId }) => tagId);
  const gone = await tx`
    delete from tag_match where note_id = ${noteId} and tag_id <> all(${ids}::uuid[]) returning tag_id`;
  const found = await tx`
    insert into tag_match (note_id, case_id, tag_id, term)
    select ${noteId}, ${caseId}, t.id, said.term
    from unnest(${ids}::uuid[], ${matches.map(({ term }) => term)}::text[]) as said(tag_id, term)
    join tag t on t.id = said.tag_id
    on conflict (note_id, tag_id) do update set term = excluded.term where tag_match.term <> excluded.term
    returning tag_id`;
  return gone.length + found.length > 0;
}

/** Those that rest are read soon anyway. */
async function notesLeftBehind(sql: Sql, resting: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select n.id
    from program g cross join unnest(${[...unresolvedStatuses]}::text[]) as asked(status)
    join "case" c on c.program_id = g.id and c.status = asked.status
    join note n on n.case_id = c.id
    left join tag_reading r on r.note_id = n.id
    where exists (select from tag t where t.program_id = g.id) and n.text_seq > 0
      and (r.seq is null or r.seq < n.text_seq) and n.id <> all(${[...resting]}::uuid[])
    limit ${BATCH}`;
  return rows.map(({ id }) => id);
}

/** The notes of a program's unresolved cases are read again by what its vocabulary says now. */
export const forgetReadings = (tx: Tx, programId: string) => tx`
  delete from tag_reading r using note n, "case" c
  where r.note_id = n.id and n.case_id = c.id and c.program_id = ${programId}
    and c.status = any(${[...unresolvedStatuses]}::text[])`;
