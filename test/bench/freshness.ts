import { bodyOf } from '@caseroom/server/note/doc';
import { createJournal } from '@caseroom/server/note/journal';
import { createRooms } from '@caseroom/server/note/rooms';
import { createInProcessBus } from '@caseroom/server/platform/bus-in-process';
import { systemClock } from '@caseroom/server/platform/clock';
import { followTexts } from '@caseroom/server/search/follow';
import { quickSearch } from '@caseroom/server/search/search';
import { isRefusal } from '@caseroom/shared/refusal';
import * as Y from 'yjs';
import { type Filled, percentile } from './filled.ts';

const EDITS = 40;
/** What a search is promised to know, ms after an edit was committed. */
const PROMISED_MS = 1_000;
const LOOK_MS = 5;

/** Writes words that nothing says into notes, through the server's own path, and prints when a search finds each. */
export async function measureFreshness({ sql, log, idOf }: Filled): Promise<void> {
  const personId = await idOf('maya@caseroom.example');
  const notes = await sql<{ id: string }[]>`
    select n.id from note n join "case" c on c.id = n.case_id
    join membership m on m.program_id = c.program_id and m.person_id = ${personId}
    where n.audience = 'team' and n.finalised_at is null order by md5(n.id::text) limit ${EDITS}`;
  const bus = createInProcessBus(log);
  const journal = createJournal(sql);
  const rooms = createRooms({ sql, bus, journal, log, followTexts: followTexts({ sql, log }) });
  const times: number[] = [];
  for (const [i, { id }] of notes.entries()) {
    const word = `xqfresh${String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26))}${Date.now().toString(36)}`;
    const written = await rooms.edit(id, personId, (doc) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(word)]);
      bodyOf(doc).push([paragraph]);
    });
    if (isRefusal(written)) throw new Error(`an edit was refused: ${written.refused}`);
    const committed = performance.now();
    const find = () => quickSearch({ sql, clock: systemClock }, { personId, q: word, timeZone: 'UTC' });
    while ((await find()).groups.length === 0) await new Promise((looked) => setTimeout(looked, LOOK_MS));
    times.push(performance.now() - committed);
  }
  await rooms.drain();
  await journal.drain();
  await bus.close();
  const late = times.filter((time) => time > PROMISED_MS).length;
  const [p50, p95, most] = [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(0));
  console.log(
    `\nfrom an edit's commit until a search finds it, ${times.length} edits: p50 ${p50} ms, p95 ${p95} ms, longest ${most} ms; later than ${PROMISED_MS} ms: ${late}`,
  );
}
