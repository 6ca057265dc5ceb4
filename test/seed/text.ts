import type { Random } from '@caseroom/server/demo/random';
import type { NoteKind } from '@caseroom/shared/note';

/** Made-up case notes: sentences people on a support floor write, with names, products, amounts and references in them. */

const lists = {
  product: words(
    'router|modem|SIM card|eSIM|fibre line|mobile plan|family plan|roaming pack|voicemail|landline|set-top box|mesh extender|debit card|credit card|business account|handset|tablet|charger|warranty|insurance',
  ),
  fault: words(
    'drops every evening|shows no signal|was charged twice|was declined abroad|restarts by itself|cannot be activated|is slower than promised|shows the wrong balance|rejects the PIN|lost its settings|blinks amber|echoes on calls|arrived damaged|was delivered to a neighbour|expired early|was ported to the wrong number',
  ),
  act: words(
    'reset the line|replaced the card|raised a ticket with billing|sent a replacement|checked the logs|verified the identity|called the warehouse|corrected the address|cancelled the old contract|reissued the invoice|blocked the device|ran a line test|updated the firmware|asked the bank for proof|refunded the fee|escalated to tier two|credited the account|opened a dispute|recovered the password|moved the appointment',
  ),
  mood: words('calm|annoyed|worried|furious|relieved|patient|confused|disappointed|grateful|in a hurry'),
  cause: words(
    'a batch job that ran twice|an outdated firmware|a typing error in the address|a faulty splitter|a missing proration|an expired certificate|a duplicate order|congestion at the exchange|a fraud rule that was too strict|a courier strike|a mismatch of names|a wrong tariff code|a corrupted profile|water in the cabinet',
  ),
  place: words(
    'Lisbon|Porto|Kraków|Łódź|Hanoi|Nairobi|Auckland|Leeds|Sevilla|Lyon|Köln|Málaga|São Paulo|Ghent|Aarhus|Turku|Gdańsk|Bergen|Cork|Graz',
  ),
  given: words(
    'Ana|Bruno|Chidi|Dora|Emil|Freya|Goran|Hana|Ivo|Jelena|Kofi|Lucía|Mehmet|Noa|Olek|Pilar|Quentin|Rosa|Selim|Tove|Uma|Vera|Wen|Ximena|Yusuf|Zofia',
  ),
  stem: words(
    'Abel|Bern|Cast|Dahl|Eck|Falk|Grün|Holm|Iver|Jans|Kell|Lind|Mor|Nord|Ost|Perr|Quist|Rous|Sand|Thor|Ulv|Vald|West|Yll|Zeman',
  ),
  ending: words('berg|ström|ez|son|ova|sen|feld|mann|elli|adze|escu|ides|ington|ares|ola|inen|iak|ford'),
  channel: words('phone|chat|e-mail|the shop|the app|a letter|social media'),
  day: words('today|tomorrow|on Monday|on Tuesday|by Friday|within two days|before noon|after the weekend'),
} as const;

const sentences = words(
  'Customer called about the {product}, which {fault}.|{name} from {place} wrote by {channel}: the {product} {fault} since {day}.|We {act} and {act}.|Checked order {ref} and invoice {ref}; the amount of {money} is disputed.|The cause was {cause}.|Customer was {mood} at first and {mood} at the end.|Told {given} that we will call back {day}.|According to the log the {product} {fault} at {time} and again at {time}.|Next step: we {act}, then confirm with {name}.|No change after we {act}; the {product} still {fault}.|The technician in {place} found {cause} and {act}.|Customer asks for a refund of {money} for the {product}.|Reference {ref}, serial {ref}, firmware {version}.|Promised a credit of {money} {day}, approved by {given}.|{name} confirmed by {channel} that everything works.|Similar to what {given} saw in {place} last week with another {product}.|Please do not call before {time}; the customer works nights.|Proof of payment over {money} received by {channel}.|Prevention: {act} before the next bill, and watch for {cause}.|Customer mentioned leaving for another provider because the {product} {fault}.',
);

const subjects = words(
  'The {product} {fault}|{product} {fault} in {place}|Refund of {money} for the {product}|{name}: {product} {fault}|Complaint about {cause}|Order {ref} never arrived',
);

export const seededTags = words(
  'billing|refund|outage|roaming|delivery|fraud|churn risk|vip|porting|hardware|activation|complaint|warranty|password',
);

const kinds: readonly NoteKind[] = [
  'interaction',
  'technical',
  'resolution',
  'call-summary',
  'follow-up',
  'sentiment',
];

export const anyKind = (random: Random): NoteKind =>
  random.chance(0.05) ? 'supervisor' : pick(random, kinds);

export const anySubject = (random: Random): string =>
  capital(fill(random, pick(random, subjects))).slice(0, 120);

/** Paragraphs of a note, of three to fourteen sentences in all. */
export const anyParagraphs = (random: Random): string[] =>
  Array.from({ length: random.between(1, 4) }, () =>
    Array.from({ length: random.between(2, 4) }, () => capital(fill(random, pick(random, sentences)))).join(
      ' ',
    ),
  );

export function anyCustomer(random: Random): Record<string, string> {
  const [given, family] = [pick(random, lists.given), anyFamily(random)];
  const address = `${given}.${family}`
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase();
  return {
    name: `${given} ${family}`,
    email: `${address}${random.between(1, 999)}@example.${random.chance(0.5) ? 'com' : 'net'}`,
    phone: `+${random.between(1, 99)} ${random.between(100, 999)} ${random.between(100, 999)} ${random.between(1000, 9999)}`,
    account: `${String.fromCharCode(65 + random.between(0, 25))}-${random.between(100_000, 999_999)}`,
  };
}

function fill(random: Random, sentence: string): string {
  return sentence.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'name') return `${pick(random, lists.given)} ${anyFamily(random)}`;
    if (slot === 'ref') return `${random.chance(0.5) ? 'INV' : 'ORD'}${random.between(100_000, 999_999)}`;
    if (slot === 'money') return `€${random.between(2, 900)}.${random.between(10, 99)}`;
    if (slot === 'time') return `${random.between(0, 23)}:${random.between(10, 59)}`;
    if (slot === 'version')
      return `${random.between(1, 9)}.${random.between(0, 40)}.${random.between(0, 99)}`;
    return pick(random, lists[slot as keyof typeof lists]);
  });
}

const anyFamily = (random: Random): string => pick(random, lists.stem) + pick(random, lists.ending);
export const pick = <T>(random: Random, from: readonly T[]): T =>
  from[random.between(0, from.length - 1)] as T;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
function words(list: string): readonly string[] {
  return list.split('|');
}
