import { hintPrompts } from '../case/events.ts';
import type { Deriver } from '../note/derive.ts';
import type { Bus } from '../platform/bus.ts';
import type { Said } from './rules.ts';
import { saidIn } from './said.ts';

/** Keeps `note_said` as the notes say. Without a bus nobody is told: demo data. */
export const guidanceDeriver = ({ bus }: { readonly bus: Bus | null }): Deriver => ({
  name: 'guidance',
  read: saidIn,
  async write(tx, { noteId, caseId }, facts) {
    const said = tx.json(facts as Said as never);
    await tx`
      insert into note_said (note_id, said) values (${noteId}, ${said})
      on conflict (note_id) do update set said = excluded.said`;
    return () => {
      if (bus) hintPrompts(bus, caseId);
    };
  },
});
