import type { SpeakerRole, Turn } from '@caseroom/shared/transcript';

/** What only whoever serves says. */
const SERVICE =
  /\b(?:how (?:can|may|could) i (?:help|assist)|(?:thank you|thanks) for (?:calling|contacting|reaching|holding|waiting|your patience)|(?:may|can|could) i (?:have|get|take) (?:your|the)|anything else (?:i|we) can|(?:your|the) (?:account|order|policy|ticket) (?:number|id)|let me (?:check|look|pull)|i(?:'ve| have) (?:updated|sent|raised|escalated|issued)|we apologi[sz]e|our (?:team|policy|system|records)|kind regards|support team)\b/gi;

/**
 * Who plays which part. Transcripts often only tell names: of speakers without a part, whoever talks like
 * somebody who serves is the agent where there is none yet, and the others are customers.
 */
export function rolesOf(turns: readonly Turn[]): SpeakerRole[] {
  const unknown = new Map<string, number>();
  for (const { role, speaker, text } of turns)
    if (role === 'other')
      unknown.set(speaker ?? '', (unknown.get(speaker ?? '') ?? 0) + (text.match(SERVICE)?.length ?? 0));
  if (unknown.size === 0) return turns.map(({ role }) => role);
  const hasAgent = turns.some(({ role }) => role === 'agent');
  const hasCustomer = turns.some(({ role }) => role === 'customer');
  const [likeliest] = [...unknown].sort(([, a], [, b]) => b - a);
  const agent = !hasAgent && likeliest && likeliest[1] > 0 ? likeliest[0] : null;
  const rest: SpeakerRole = hasCustomer ? 'other' : 'customer';
  return turns.map(({ role, speaker }) =>
    role !== 'other' ? role : (speaker ?? '') === agent ? 'agent' : rest,
  );
}

/** How a sentence calls who speaks, and who they speak to. */
export interface Names {
  readonly by: string;
  readonly to: string;
}

const THE_AGENT = 'the agent';
const THE_CUSTOMER = 'the customer';
/** "Speaker 2" and "Unknown" are nobody's names. */
const NO_NAME =
  /\d|^(?:speaker|unknown|caller|user|client|guest|visitor|agent|customer|bot|operator|participant)\b/i;

/** Colleagues among themselves are called by name; of whoever serves and whoever is served, the part is what counts. */
export function namesOf(turns: readonly Turn[], roles: readonly SpeakerRole[]): Names[] {
  const areColleagues = turns.every(({ role }) => role === 'other' || role === 'system');
  const named = turns.flatMap(({ role, speaker }) =>
    areColleagues && role === 'other' && speaker !== null && !NO_NAME.test(speaker) ? [speaker] : [],
  );
  return turns.map(({ speaker }, turn) => {
    const by = named.find((name) => name === speaker) ?? (roles[turn] === 'agent' ? THE_AGENT : THE_CUSTOMER);
    const others = [...new Set(named)].filter((name) => name !== by);
    const to =
      others.length === 1
        ? (others[0] as string)
        : by === THE_AGENT || roles[turn] === 'agent'
          ? THE_CUSTOMER
          : THE_AGENT;
    return { by, to };
  });
}
