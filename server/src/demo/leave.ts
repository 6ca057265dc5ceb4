import type { Tx } from '../platform/db.ts';

/** Read from notes after they were written: nobody was there for them. Follow-ups are, as well. */
const derivedKinds = ['note.mentioned'];

/**
 * Everybody who worked on a demo case left it after their last act there, with everything read up to then. What
 * others did later is what they find "since they left".
 */
export async function leaveCases(tx: Tx): Promise<void> {
  await tx`
    insert into case_seen (person_id, case_id, event_seq, first_at, at)
    select visit.person_id, visit.case_id, visit.event_seq, visit.first_at, visit.at
    from (
      select act.person_id, act.case_id, min(act.at) as first_at, max(act.at) as at,
             (select coalesce(max(e.seq), 0) from case_event e
              where e.case_id = act.case_id and e.at <= max(act.at)) as event_seq
      from (
        select e.author_id as person_id, n.case_id, e.at from note_edit e join note n on n.id = e.note_id
        union all
        select actor_id, case_id, at from case_event
        where actor_id is not null and kind <> all(${derivedKinds}::text[]) and kind not like 'follow-up.%') as act
      group by act.person_id, act.case_id) as visit`;
  await tx`
    insert into seen (person_id, note_id, seq, at)
    select v.person_id, n.id, max(e.seq), v.at
    from case_seen v
    join note n on n.case_id = v.case_id
    join "case" c on c.id = v.case_id
    join membership m on m.program_id = c.program_id and m.person_id = v.person_id
    join note_edit e on e.note_id = n.id and e.at <= v.at
    where n.audience = 'team' or m.role = 'lead'
    group by v.person_id, n.id, v.at`;
}
