import type { SpeakerRole, Turn } from '@caseroom/shared/transcript';

const JOB = /^(?:\w+ )?(?:engineer|technician|analyst|administrator|operator|specialist)$/i;
/** What only whoever serves says. */
const SERVICE =
  /\b(?:how (?:can|may|could) i (?:help|assist)|(?:thank you|thanks) for (?:calling|contacting|reaching|holding|waiting|your patience)|(?:may|can|could) i (?:have|get|take) (?:your|the)|anything else (?:i|we) can|(?:your|the) (?:account|order|policy|ticket) (?:number|id)|let me (?:check|look|pull)|i(?:'ve| have) (?:updated|sent|raised|escalated|issued)|we apologi[sz]e|our (?:team|policy|system|records)|kind regards|support team|i(?:'ve| have) (?:booked|ordered|credited|refunded|logged|arranged|cancelled|added|got your notes)|i(?:'ll| will) (?:call|ring|e-?mail|write to) you|i (?:see|have) your|your (?:line|booking|claim|order|account) (?:is|has|was)|you're speaking|my (?:supervisor|manager))\b/gi;
/** Colleagues speak of customers, and of work that customers do not see. */
const AMONG_COLLEAGUES =
  /\b(?:the |our )?customers?(?:'s)?\b|\b(?:reproduced|staging|root cause|hotfix|rolled? back|deploy\w*|pull request|PR|workaround|on-?call|tenants?\b(?! and)|internal note|OOM|logs)\b/g;

/**
 * Who plays which part. Transcripts often only tell names: of speakers without a part, whoever talks like
 * somebody who serves is the agent where there is none yet, and the others are customers.
 */
export function rolesOf(turns: readonly Turn[]): SpeakerRole[] {
  if (isJobAlone(turns)) return turns.map(() => 'agent');
  const given = withToolThatTalks(turns.map(({ role }) => role));
  const unknown = new Map<string, Served>();
  turns.forEach(({ speaker, text }, turn) => {
    if (given[turn] !== 'other') return;
    const known = unknown.get(speaker ?? '') ?? { serves: 0, amongColleagues: 0 };
    const serves = known.serves + (text.match(SERVICE)?.length ?? 0);
    const amongColleagues = known.amongColleagues + (text.match(AMONG_COLLEAGUES)?.length ?? 0);
    unknown.set(speaker ?? '', { serves, amongColleagues });
  });
  if (unknown.size === 0) return given;
  const roleOf = roleOfUnknown(unknown, given.includes('agent'), given.includes('customer'));
  return given.map((role, turn) => (role === 'other' ? roleOf(turns[turn]?.speaker ?? '') : role));
}

/** The log of one who is called by their job. */
const isJobAlone = (turns: readonly Turn[]): boolean => {
  const name = turns[0]?.speaker ?? '';
  return JOB.test(name) && turns.every(({ speaker, role }) => speaker === name && role !== 'customer');
};

interface Served {
  readonly serves: number;
  readonly amongColleagues: number;
}

/** In some records "system" is who serves: a tool that says nothing but what it did does not speak every other turn. */
function withToolThatTalks(roles: readonly SpeakerRole[]): SpeakerRole[] {
  const share = roles.filter((role) => role === 'system').length / Math.max(1, roles.length);
  const isAgent =
    !roles.includes('agent') && !roles.includes('other') && roles.includes('customer') && share >= 0.3;
  return roles.map((role) => (isAgent && role === 'system' ? 'agent' : role));
}

/** Beside an agent and a customer, whoever serves is another agent; without a customer, whoever does not is one. */
function roleOfUnknown(
  unknown: ReadonlyMap<string, Served>,
  hasAgent: boolean,
  hasCustomer: boolean,
): (speaker: string) => SpeakerRole {
  if (hasAgent)
    return (speaker) => {
      const { serves, amongColleagues } = unknown.get(speaker) as Served;
      if (hasCustomer) return serves > 0 || amongColleagues > 0 ? 'agent' : 'other';
      return amongColleagues > 0 && amongColleagues >= serves ? 'agent' : 'customer';
    };
  // Of two who both do not talk like service, the second answers the first.
  const [likeliest] = [...unknown].sort(([, a], [, b]) => b.serves - a.serves);
  const agent = likeliest && likeliest[1].serves > 0 ? likeliest[0] : null;
  const [asker, ...others] = unknown.keys();
  if (agent === null && !hasCustomer && others.length === 1)
    return (speaker) => (speaker === asker ? 'customer' : 'agent');
  return (speaker) => (speaker === agent ? 'agent' : hasCustomer ? 'other' : 'customer');
}

/** How a sentence calls who speaks, and who they speak to. */
export interface Names {
  readonly by: string;
  readonly to: string;
}

const THE_AGENT = 'the agent';
const THE_CUSTOMER = 'the customer';
/** Whoever keeps a log of their work speaks to nobody. */
export const NOBODY = '';
/** "Speaker 2" and "Unknown" are nobody's names. */
const NO_NAME =
  /\d|^(?:speaker|unknown|caller|user|client|guest|visitor|agent|customer|bot|operator|participant)\b/i;

/** One of ours alone, who speaks to nobody. */
const isLog = (turns: readonly Turn[], roles: readonly SpeakerRole[]): boolean =>
  turns.length > 0 &&
  roles.every((role) => role === 'agent') &&
  turns.every(({ speaker, text }) => speaker === turns[0]?.speaker && !/\byour?s?\b/i.test(text));

/** Colleagues among themselves are called by name; of whoever serves and whoever is served, the part is what counts. */
export function namesOf(turns: readonly Turn[], roles: readonly SpeakerRole[]): Names[] {
  const areColleagues = turns.every(({ role }) => role === 'other' || role === 'system');
  const isSecond =
    turns.some(({ role }) => role === 'agent') && turns.some(({ role }) => role === 'customer');
  const named = turns.flatMap(({ role, speaker }, turn) =>
    (areColleagues || (isSecond && roles[turn] === 'agent')) &&
    role === 'other' &&
    speaker !== null &&
    !NO_NAME.test(speaker)
      ? [speaker]
      : [],
  );
  if (isLog(turns, roles)) {
    const job = turns[0]?.speaker ?? '';
    return turns.map(() => ({ by: JOB.test(job) ? `the ${job.toLowerCase()}` : THE_AGENT, to: NOBODY }));
  }
  return turns.map(({ speaker }, turn) => {
    const by = named.find((name) => name === speaker) ?? (roles[turn] === 'agent' ? THE_AGENT : THE_CUSTOMER);
    const others = [...new Set(named)].filter((name) => name !== by);
    const to =
      areColleagues && others.length === 1
        ? (others[0] as string)
        : by === THE_AGENT || roles[turn] === 'agent'
          ? THE_CUSTOMER
          : THE_AGENT;
    return { by, to };
  });
}
