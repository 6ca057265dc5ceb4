-- What customers said is found as well: the transcripts of their contacts, and what they replied to messages, by whoever
-- reads the case. A contact without a transcript belongs to no program, and is found by nobody.

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
         null::uuid as thread_id, null::uuid as interaction_id
  from "case" c
  union all
  select 'note', n.id, n.case_id, (select c.program_id from "case" c where c.id = n.case_id), n.audience, null, n.id, n.kind,
         array(select distinct w.person_id from note_client w where w.note_id = n.id), n.touched_at, n.text_seq, n.title, n.text, '', null, null
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
         m.thread_id, null
  from comment m
  union all
  select 'answer', a.id, a.source_case_id, case a.state when 'published' then a.program_id end, 'team', null, null, null,
         array[a.author_id], a.edited_at, a.version::bigint, a.title,
         concat_ws(E'\n', nullif(a.problem, ''), nullif(a.cause, ''), a.fix, nullif(a.tell, ''),
                   nullif(array_to_string(a.tags, ' · '), '')), '', null, null
  from answer_card a
  union all
  select 'contact', i.id, i.case_id,
         (select c.program_id from interaction_transcript x join "case" c on c.id = i.case_id where x.interaction_id = i.id),
         'team', null, null, null, array[i.logged_by], i.started_at, 0::bigint,
         case i.channel when 'walk-in' then 'Walk-in'
                        else initcap(i.direction) || ' ' || case i.channel when 'email' then 'e-mail' when 'sms' then 'SMS' else i.channel end
         end,
         -- A turn a line: the line of a match is its turn.
         coalesce((select string_agg('– ' || regexp_replace(t.text, '\s+', ' ', 'g'), E'\n' order by t.n)
                   from interaction_turn t where t.interaction_id = i.id), ''),
         '', null, i.id
  from interaction i
  union all
  -- Nobody here wrote it.
  select 'contact', r.id, r.case_id, (select c.program_id from "case" c where c.id = r.case_id), 'team', null, null, null,
         '{}'::uuid[], r.at, 0::bigint, 'Reply by ' || case r.channel when 'sms' then 'SMS' when 'email' then 'e-mail' else r.channel end,
         r.body, '', null, null
  from interim_reply r;

-- A transcript comes and goes as a whole: at the end of the transaction its turns are there, or gone.
create function search_index_transcript() returns trigger language plpgsql as $$
begin
  perform search_index('contact', coalesce(new.interaction_id, old.interaction_id));
  return null;
end $$;
create constraint trigger transcript_search after insert or delete on interaction_transcript
  deferrable initially deferred for each row execute function search_index_transcript();

-- Only what is in the index already: what was left out of it below stays out.
create function search_index_interaction() returns trigger language plpgsql as $$
begin
  perform search_index('contact', new.id) from search_doc d where d.kind = 'contact' and d.id = new.id;
  return null;
end $$;
create constraint trigger interaction_search after update of channel, direction, started_at on interaction
  deferrable initially deferred for each row execute function search_index_interaction();

create constraint trigger reply_search after insert on interim_reply
  deferrable initially deferred for each row execute function search_index_row('contact');

select search_index('contact', id) from interim_reply;
-- Transcripts were kept as they came until now. Those with digits enough for a card number or a security code are left
-- out; attached anew they are masked, and found.
select search_index('contact', interaction_id)
from interaction_turn group by interaction_id
having length(regexp_replace(string_agg(text, ''), '\D', '', 'g')) < 13 and not bool_or(text ~ '\d{3}');
