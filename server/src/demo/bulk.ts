import type { Tx } from '../platform/db.ts';
import type { Cast } from './cast.ts';
import { momentOf } from './when.ts';

const words = {
  subject: 'Your line after the mast work',
  body: `Hello {{customer.first_name}},

# What we know
Your line has been disturbed since our work on the mast. Our engineers are on site.

# What happens next
You hear from us again by {{next_update}}.

{{agent.first_name}}, {{client}}`,
};
/** Both were open then; the alarm line's priority asked for a second lead. */
const numbers = [1029, 1016];

/** A message to many that nobody got: it waited for a second lead, and the mast was back first. */
export async function takeBackBulk(tx: Tx, cast: Cast, now: Date): Promise<void> {
  const ines = cast.person('ines');
  const [madeAt, returnedAt] = [momentOf('-2 05:20', now), momentOf('-2 05:55', now)];
  const [made] = await tx<{ id: string }[]>`
    insert into bulk_send (program_id, state, channel, language, subject, body, next_update_at, overrides, address,
                           made_by, made_at, returned_by, returned_at, return_comment)
    values (${cast.program('northwind')}, 'returned', 'email', 'en', ${words.subject}, ${words.body},
            ${momentOf('-2 08:00', now)}, '[]', '', ${ines}, ${madeAt}, ${ines}, ${returnedAt},
            'The mast is back, and so are both lines: nobody needs this any more.')
    returning id`;
  await tx`
    insert into bulk_send_case (bulk_id, case_id, position, state)
    select ${made?.id ?? null}, c.id, asked.position, 'waiting'
    from unnest(${numbers}::bigint[]) with ordinality as asked(number, position) join "case" c using (number)`;
}
