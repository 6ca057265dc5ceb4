-- Whether words speak of another customer of the program, however they write its name and number
-- (server/src/interim/others.ts).

-- As `fold` of shared/src/fold.ts: lower case, without accents, single spaces.
create function folded_words(words text) returns text language sql immutable parallel safe as $$
  select btrim(regexp_replace(
    translate(replace(replace(replace(replace(
      lower(regexp_replace(normalize(words, nfkd), '[\u0300-\u036f]', '', 'g')),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'øđðłħı’‘', 'oddlhi'''''),
    '\s+', ' ', 'g'));
$$;

-- People leave the country out of a number, or put it before: its last digits are the same.
create function last_digits(phone text) returns text language sql immutable parallel safe as $$
  select right(regexp_replace(phone, '\D', '', 'g'), 8);
$$;

create index case_customer_folded_name on "case" (program_id, folded_words(customer->>'name'));
create index case_customer_folded_company on "case" (program_id, folded_words(customer->>'company'));
create index case_customer_last_digits on "case" (program_id, last_digits(customer->>'phone'));
drop index case_customer_name;
drop index case_customer_phone;
