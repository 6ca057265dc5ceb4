-- A word of a tsvector has at most 2,046 bytes, and unaccent() makes some signs up to seven times as long. Longer words
-- than these are not anybody's words: they are read in parts.
create or replace function search_plain(words text) returns text language sql immutable strict parallel safe as $$
  select regexp_replace(regexp_replace(
    regexp_replace(normalize(lower(replace(words, 'ŉ', 'n'))), '[\u0300-\u036f]+', '', 'g'),
    '[\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u2bff\u2e00-\u2e7f'
    '\u3000-\u3004\u3008-\u3020\ufe10-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff'
    '\U0001f000-\U0001fbff]+', ' ', 'g'), '\S{200}', '\& ', 'g')
$$;
