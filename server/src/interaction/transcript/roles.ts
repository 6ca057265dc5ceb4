import { fold } from '@caseroom/shared/fold';
import type { SpeakerRole } from '@caseroom/shared/transcript';
import type { RawTurn } from './turns.ts';

/** Who may be speaking, as the case knows them. */
export interface KnownPeople {
  /** Names of the customer, their company and the like. */
  readonly customers: readonly string[];
  /** Everybody who works for the program. */
  readonly staff: readonly string[];
}
export const nobodyKnown: KnownPeople = { customers: [], staff: [] };

/** What files call the parts people play, folded. */
const labels: Readonly<Record<SpeakerRole, readonly string[]>> = {
  agent: [
    'agent',
    'representative',
    'rep',
    'advisor',
    'adviser',
    'operator',
    'support',
    'csr',
    'specialist',
    'consultant',
    'assistant',
    'admin',
    'staff',
    'teammate',
    'employee',
    'technician',
    'engineer',
    'analyst',
    'team lead',
    'supervisor',
    'manager',
    'team member',
    'officer',
    'receptionist',
    'dispatcher',
    'nurse',
    'teller',
    'clerk',
    'soporte',
    'suporte',
    'kundenservice',
    'berater',
    'conseiller',
    'human agent',
    'internal',
    'outbound',
    'outgoing',
    'оператор',
    'агент',
    'поддержка',
    'konsultant',
    'temsilci',
    'agente',
    'operador',
    'mitarbeiter',
    'mitarbeiterin',
    'medewerker',
    '担当者',
    'オペレーター',
    '客服',
    '坐席',
  ],
  customer: [
    'customer',
    'client',
    'caller',
    'user',
    'visitor',
    'end-user',
    'end user',
    'guest',
    'contact',
    'lead',
    'requester',
    'consumer',
    'patient',
    'member',
    'subscriber',
    'tenant',
    'resident',
    'passenger',
    'claimant',
    'policyholder',
    'shopper',
    'cliente',
    'kunde',
    'kundin',
    'buyer',
    'external',
    'inbound',
    'incoming',
    'клиент',
    'покупатель',
    'klient',
    'klant',
    'musteri',
    'お客様',
    '顧客',
    '客户',
  ],
  system: [
    'system',
    'system message',
    'system_message',
    'bot',
    'action',
    'ivr',
    'automated',
    'automation',
    'tool',
    'function',
    'chatbot',
    'virtual assistant',
    'workflow',
    'notice',
    'info',
    'developer',
  ],
  other: [],
};

const roleOfWord: ReadonlyMap<string, SpeakerRole> = new Map(
  (['agent', 'customer', 'system'] as const).flatMap((role) =>
    labels[role].map((label) => [fold(label), role] as const),
  ),
);

/** The part a label names: "Agent 2", "Customer (Elena)", "SYSTEM"; null when it names a person. */
export function roleOfLabel(label: string): SpeakerRole | null {
  const words = fold(label).replaceAll(/[_*]+/g, ' ').trim();
  const bare = words
    .replace(/\s*[([].*$/, '')
    .replace(/[\s#-]*\d+$/, '')
    .trim();
  const inBrackets = /[([]([^)\]]+)[)\]]/.exec(words)?.[1]?.trim() ?? '';
  const prefix = /^([a-z]+)[._](?=\S)/.exec(fold(label))?.[1] ?? '';
  for (const name of [words, bare, inBrackets, prefix]) {
    const role = roleOfWord.get(name);
    if (role) return role;
  }
  return null;
}

/** The words of agents' first sentences. */
const greeting =
  /\b(?:thank(?:s| you) for (?:calling|contacting|reaching|getting)|how (?:can|may) i (?:help|assist)|you(?:'|’)re (?:speaking|through|talking) (?:with|to)|my name is .{1,40} (?:and i|from|with))/i;

/**
 * Guesses who is who, a role for each speaker: by what the file says, by names that the case knows, by how agents
 * answer, and where that leaves one of two people, by who remains. People look at it and put it right.
 */
export function guessRoles(turns: readonly RawTurn[], known: KnownPeople): (turn: RawTurn) => SpeakerRole {
  const guessed = new Map<string, SpeakerRole | null>();
  for (const { speaker } of turns)
    if (speaker !== null && !guessed.has(speaker))
      guessed.set(speaker, roleOfLabel(speaker) ?? roleOfName(speaker, known));
  for (const { speaker, role, text } of turns)
    if (speaker !== null && guessed.get(speaker) === null && role === null && greeting.test(text))
      guessed.set(speaker, 'agent');
  fillIn(guessed);
  return ({ speaker, role }) => role ?? (speaker === null ? 'other' : (guessed.get(speaker) ?? 'other'));
}

/** Of two people, whoever is not the one is the other. */
function fillIn(guessed: Map<string, SpeakerRole | null>): void {
  const people = [...guessed].filter(([, role]) => role !== 'system');
  const open = people.filter(([, role]) => role === null);
  const [first] = open;
  if (people.length !== 2 || open.length !== 1 || !first) return;
  const other = people.find(([, role]) => role !== null)?.[1];
  if (other) guessed.set(first[0], other === 'agent' ? 'customer' : 'agent');
}

function roleOfName(speaker: string, { customers, staff }: KnownPeople): SpeakerRole | null {
  if (customers.some((name) => isSameName(speaker, name))) return 'customer';
  return staff.some((name) => isSameName(speaker, name)) ? 'agent' : null;
}

/** "Elena", "Elena Ruiz", "RUIZ, Elena" and "elena.ruiz@mail.example" are one person. */
function isSameName(a: string, b: string): boolean {
  const [one, two] = [wordsOf(a), wordsOf(b)];
  const [few, many] = one.length <= two.length ? [one, two] : [two, one];
  return few.length > 0 && few.every((word) => many.includes(word));
}

const wordsOf = (name: string): string[] =>
  fold(name)
    .replace(/@.*$/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);
