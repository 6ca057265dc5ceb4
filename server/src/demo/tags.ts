import { unresolvedStatuses } from '@caseroom/shared/case';
import { isRefusal } from '@caseroom/shared/refusal';
import type { Industry } from '@caseroom/shared/scorecard-defaults';
import type { NewTag, TagGroup } from '@caseroom/shared/tag';
import type { Tx } from '../platform/db.ts';
import { addTag, editTag, type TagAct } from '../tag/acts.ts';
import { linesOf } from '../tag/lines.ts';
import { matchTags, readPlainly, termsOf } from '../tag/rules.ts';
import { addShipped } from '../tag/shipping.ts';
import { type NoteToRead, writeMatches } from '../tag/suggester.ts';
import { readVocabulary } from '../tag/vocabulary.ts';
import type { Cast } from './cast.ts';
import type { PersonKey, ProgramKey } from './people.ts';

const DAY_MS = 86_400_000;

const tag = (group: TagGroup, name: string, about: string, ...keywords: string[]): NewTag => ({
  name,
  group,
  about,
  keywords,
});

interface TagScript {
  readonly industry: Industry;
  readonly by: PersonKey;
  readonly freeTags: boolean;
  readonly more: readonly NewTag[];
  readonly renamed: readonly (readonly [from: string, to: string])[];
  readonly retired: readonly string[];
}

const scripts: Record<ProgramKey, TagScript> = {
  northwind: {
    industry: 'customer-support',
    by: 'ines',
    freeTags: true,
    more: [
      tag('product', 'broadband', 'Fixed lines at home', 'fibre', 'dsl'),
      tag('product', 'router', 'The box and its firmware', 'firmware', 'wifi'),
      tag('product', 'esim', 'Cards that are not cards', 'qr code'),
      tag('product', 'roaming', 'Abroad', 'roamed', 'abroad'),
      tag('product', 'prepaid', 'Without a contract', 'top-up', 'topped up'),
      tag('product', 'coverage', 'No or poor signal', 'mast', 'signal'),
      tag('product', 'business', 'Companies and fleets', 'fleet'),
      tag('reason', 'number transfer', 'To or from another provider', 'port-in', 'ported'),
      tag('reason', 'incident', 'Many customers at once', 'outage', 'all customers'),
      tag('product', 'fax', 'Discontinued'),
    ],
    renamed: [['number transfer', 'porting']],
    retired: ['fax'],
  },
  kestrel: {
    industry: 'financial-services',
    by: 'daniel',
    freeTags: false,
    more: [
      tag('reason', 'subscription', 'Recurring payments', 'recurring', 'free trial'),
      tag('reason', 'card testing', 'Small payments that try a number out', 'small amounts'),
      tag('reason', 'skimming', 'Copied at a machine', 'skimmer', 'skimmed'),
      tag('product', 'hotel', 'Bookings and no-shows', 'no-show', 'booking'),
      tag('product', 'airline', 'Flights and vouchers', 'flight', 'voucher'),
    ],
    renamed: [],
    retired: [],
  },
};

/** What the programs' tags mean, and what the notes of cases that are not resolved speak for. */
export async function tagCases(tx: Tx, cast: Cast, now: Date): Promise<void> {
  const at = new Date(now.getTime() - 30 * DAY_MS);
  const programs = Object.keys(scripts) as ProgramKey[];
  await Promise.all(programs.map((program) => writeVocabulary(tx, cast, program, at)));
  await Promise.all(programs.map((program) => readNotes(tx, cast.program(program))));
}

async function writeVocabulary(tx: Tx, cast: Cast, program: ProgramKey, at: Date): Promise<void> {
  const { industry, by, freeTags, more, renamed, retired } = scripts[program];
  const programId = cast.program(program);
  const act: TagAct = { programId, actorId: cast.person(by), at };
  await addShipped(tx, { ...act, actorId: null }, industry);
  const ids = new Map<string, string>();
  for (const input of more) {
    const added = await addTag(tx, act, input);
    if (!isRefusal(added)) ids.set(input.name, added);
  }
  for (const [from, to] of renamed) await editTag(tx, act, ids.get(from) ?? '', { name: to });
  for (const name of retired) await editTag(tx, act, ids.get(name) ?? '', { retired: true });
  await tx`update program set free_tags = ${freeTags} where id = ${programId}`;
}

/** As the server reads them, without its English model: what is found is the same for the words it is found by. */
async function readNotes(tx: Tx, programId: string): Promise<void> {
  const vocabulary = await readVocabulary(tx, programId);
  const terms = termsOf(vocabulary?.tags.filter(({ retired }) => !retired) ?? [], readPlainly);
  const notes = await tx<Omit<NoteToRead, 'tags'>[]>`
    select n.id as "noteId", n.case_id as "caseId", n.kind, n.text_seq as seq, v.content as template,
           case when n.audience = 'team' then n.text else '' end as text
    from note n join "case" c on c.id = n.case_id
    left join template_version v on v.template_id = n.template_id and v.version = n.template_version
    where c.program_id = ${programId} and c.status = any(${[...unresolvedStatuses]}::text[])`;
  await Promise.all(
    notes.map((note) =>
      writeMatches(tx, note, matchTags(terms, linesOf(note.text, note.kind, note.template).map(readPlainly))),
    ),
  );
}
