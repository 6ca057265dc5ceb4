-- The queue reads a page as one short scan per program and status, newest first, ties by number.
create index case_queue on "case" (program_id, status, touched_at, number);
drop index case_program_touched;
