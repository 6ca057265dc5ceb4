import { templateDoc } from '@caseroom/shared/editor/fields';
import { outlineOf } from '@caseroom/shared/note-kinds';
import { fieldsOf } from '@caseroom/shared/template';
import type { StartNote } from '../note/create.ts';
import type { Rooms } from '../note/rooms.ts';
import { gatherFacts } from './facts.ts';
import { fill } from './fill.ts';
import { newestTemplate } from './store.ts';

/** New notes start with their program's template of the kind, filled from the record; without one, its outline. */
export const startFromTemplate =
  (rooms: Rooms): StartNote =>
  async (db, { caseId, programId, kind, authorId, at, interactionId, known = [] }) => {
    const template = await newestTemplate(db, programId, kind);
    if (!template) return { outline: outlineOf(kind) };
    const { id, version, content } = template;
    const wanted = new Set(fieldsOf(content).flatMap((field) => field.fill ?? []));
    const facts =
      wanted.size > 0 ? await gatherFacts(db, rooms, { caseId, authorId, at, interactionId, wanted }) : {};
    const outline = templateDoc(content, new Map([...known, ...fill(content, facts)]));
    return { outline, template: { id, version }, recheckEvery_days: content.recheckEvery_days };
  };
