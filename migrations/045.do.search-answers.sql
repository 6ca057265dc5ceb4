-- Published answer cards are found as well, by whoever reads cases of their program. Others belong to none, and are found
-- by nobody.

create or replace view search_source as
  select 'case' as kind, c.id, c.id as case_id, c.program_id, 'team' as audience, null::uuid[] as readers,
         null::uuid as note_id, null::text as note_kind,
         array(select e.actor_id from case_event e where e.case_id = c.id and e.seq = 1) as authors,
         c.touched_at as at, 0::bigint as seq, c.subject as title,
         concat_ws(' · ', c.customer ->> 'name', c.customer ->> 'company', c.customer ->> 'account', c.customer ->> 'email',
                   c.customer ->> 'phone', nullif(array_to_string(c.tags, ' · '), '')) as body,
         -- As people paste them: addresses whole, numbers by their digits, references without punctuation.
         lower(concat_ws(' ', c.customer ->> 'email', regexp_replace(c.customer ->> 'phone', '\D', '', 'g'),
                         regexp_replace(c.customer ->> 'account', '[^[:alnum:]]', '', 'g'))) as contact,
         null::uuid as thread_id
  from "case" c
  union all
  select 'note', n.id, n.case_id, (select c.program_id from "case" c where c.id = n.case_id), n.audience, null, n.id, n.kind,
         array(select distinct w.person_id from note_client w where w.note_id = n.id), n.touched_at, n.text_seq, n.title, n.text, '', null
  from note n
  union all
  select 'comment', m.id, (select n.case_id from comment_thread t join note n on n.id = t.note_id where t.id = m.thread_id),
         (select c.program_id from comment_thread t join note n on n.id = t.note_id join "case" c on c.id = n.case_id
          where t.id = m.thread_id and m.deleted_at is null),
         (select n.audience from comment_thread t join note n on n.id = t.note_id where t.id = m.thread_id),
         -- Coaching is read by the two whom it is between.
         (select array[t.opened_by, t.coached_id] from comment_thread t where t.id = m.thread_id and t.audience = 'coaching'),
         (select t.note_id from comment_thread t where t.id = m.thread_id), null, array[m.author_id], m.at, 0::bigint,
         coalesce((select nullif(left(t.quote, 120), '') from comment_thread t where t.id = m.thread_id), 'Comment'), m.body, '',
         m.thread_id
  from comment m
  union all
  select 'answer', a.id, a.source_case_id, case a.state when 'published' then a.program_id end, 'team', null, null, null,
         array[a.author_id], a.edited_at, a.version::bigint, a.title,
         concat_ws(E'\n', nullif(a.problem, ''), nullif(a.cause, ''), a.fix, nullif(a.tell, ''),
                   nullif(array_to_string(a.tags, ' · '), '')), '', null
  from answer_card a;

create constraint trigger answer_search after insert or update of state, version on answer_card
  deferrable initially deferred for each row execute function search_index_row('answer');
