import { describe, expect, it } from 'vitest';
import type { InterimRule } from './interim.ts';
import { type CheckFacts, checkRelease } from './interim-check.ts';

/** Sunday 22 November 2026, 15:00 in Lisbon. */
const facts: CheckFacts = {
  subject: '',
  text: 'We corrected the second charge. You see it by 17:00 today.',
  language: 'en',
  timeZone: 'Europe/Lisbon',
  floorZone: 'Europe/Lisbon',
  desk: 'https://desk.example',
  now: new Date('2026-11-22T15:00:00Z'),
  phrases: ['Project Falcon'],
  others: [],
  missing: [],
  channelFault: null,
  hasRecipient: true,
  nextUpdateAt: new Date('2026-11-22T17:00:00Z'),
  optedOut: false,
};

const found = (more: Partial<CheckFacts>) =>
  checkRelease({ ...facts, ...more }).map(({ rule, quote }) => [rule, quote]);

describe('a message that may leave', () => {
  it.each([
    'We corrected the second charge. You see it by 17:00 today.',
    'On 18 November two charges were taken; only one of them is right.',
    'I will call you on 23 November at 10:00.',
    'We will write to you soon, by Monday 23 November at the latest.',
    'The slant of the roof was checked in the last 2 hours.',
    'Your reference is NW-4471-20. Call 0800 123 456 at any time.',
    'We are open Monday to Friday, 9:00 to 17:00, with support 24/7.',
    'Your internet connection is stable again. Please restart your router.',
    'As soon as you send us the form, the refund of €129.99 is booked.',
    'Your order of 3 November has left our warehouse: tracking 1Z999AA10123456784.',
    'Please choose [Settings] and then Network.',
    'We will call you tomorrow between 9 and 12.',
    'Write to care@northwind.example, or see https://northwind.example/help.',
    'The part was delivered late on Friday, which is why it took longer.',
    'Within 2 hours you will get a text message. Are you free tomorrow?',
    'The invoice covers 1 October to 31 October, and your size is XXL.',
    'Your order of 18 November will arrive on 25 November.',
    'The payment that was due on 15 November has arrived.',
    'We are checking it and will let you know. You hear from us by 17:00 today.',
    'The bank will contact you if it needs anything else.',
    'I am sorry: this was our fault. Please do not share your password with anybody.',
    'Your IMEI 490154203237518 is registered, and you hear from us within two working days.',
  ])('%s', (text) => {
    expect(found({ text })).toEqual([]);
  });
});

describe('what keeps a message back', () => {
  it.each<[string, InterimRule, string]>([
    ['Your card 4111 1111 1111 1111 was charged.', 'forbidden-digits', 'card number'],
    ['The security code is 123.', 'forbidden-digits', 'security code'],
    ['This is internal only.', 'internal-phrase', 'internal only'],
    ['We missed the SLA.', 'internal-phrase', 'SLA'],
    ['We escalated it to Tier 2.', 'internal-phrase', 'Tier 2'],
    ['It is part of project falcon.', 'internal-phrase', 'project falcon'],
    ['@Tomasz Król looks into it.', 'mention', '@Tomasz Król'],
    ['We will be back soon.', 'vague-promise', 'soon'],
    ['We answer as soon as possible.', 'vague-promise', 'as soon as possible'],
    ['Expect a letter shortly.', 'vague-promise', 'shortly'],
    ['We will call you on 20 November.', 'past-date', '20 November'],
    ['We will call you on November 20th, 2026.', 'past-date', 'November 20th, 2026'],
    ['It will be there by 2026-11-21.', 'past-date', '2026-11-21'],
    ['It will be there by 21.11.2026.', 'past-date', '21.11.2026'],
    ['You have it by 14:30 today.', 'past-date', '14:30 today'],
  ])('%s → %s', (text, rule, quote) => {
    expect(found({ text })).toContainEqual([rule, quote]);
  });

  it.each<[string, InterimRule, string]>([
    ['You will have it by Friday.', 'vague-promise', 'Friday'],
    ['We will call you tomorrow.', 'vague-promise', 'tomorrow'],
    ['Expect the refund by the end of the week.', 'vague-promise', 'end of the week'],
    ['We will get back to you.', 'vague-promise', 'will get back to you'],
    ['You have it by 20/11/2026.', 'past-date', '20/11/2026'],
    ['The technician will come on 20.11.26.', 'past-date', '20.11.26'],
    ['We will write by 20 Nov.', 'past-date', '20 Nov'],
    ['We will call by 2:30 pm today.', 'past-date', '2:30 pm today'],
    ['You will hear by yesterday evening.', 'past-date', 'yesterday'],
    ['This is #vip, see JIRA-4432 or INC0012345.', 'internal-phrase', 'INC0012345'],
    ['This is #vip material.', 'internal-phrase', '#vip'],
    ['@tomasz looks into it.', 'mention', '@tomasz'],
    [
      'See https://northwind.atlassian.net/browse/A-1.',
      'internal-phrase',
      'https://northwind.atlassian.net/browse/A-1',
    ],
    ['See http://wiki/refunds.', 'internal-phrase', 'http://wiki/refunds'],
    ['See https://desk.example/cases/C-1042.', 'internal-phrase', 'https://desk.example/cases/C-1042'],
    ['Per supervisor we cannot refund.', 'internal-phrase', 'Per supervisor'],
    ['Ask for Falconry in OPS-77.', 'internal-phrase', 'Falconry'],
    ['Dear [NAME],', 'placeholder', '[NAME]'],
    ['Dear <first name>,', 'placeholder', '<first name>'],
    ['Dear {name},', 'placeholder', '{name}'],
    ['We call you at XX:XX.', 'placeholder', 'XX:XX'],
    ['The date is TBD.', 'placeholder', 'TBD'],
    ['Pay into DE89 3704 0044 0532 0130 00.', 'bank-account', 'DE89 3704 0044 0532 0130 00'],
    ['The caller hung up.', 'internal-phrase', 'The caller hung up'],
    ['My manager said no.', 'internal-phrase', 'manager said'],
    ['It was our fault.', 'internal-phrase', 'our fault'],
    ['A colleague will contact you.', 'vague-promise', 'will contact you'],
    ['You will have it on 20/11.', 'past-date', '20/11'],
    ['Card 4111,1111,1111,1111', 'forbidden-digits', 'card number'],
    ['Card\n\n• 4111\n• 1111\n• 1111\n• 1111', 'forbidden-digits', 'card number'],
    ['Card ４１１１ １１１１ １１１１ １１１１', 'forbidden-digits', 'card number'],
  ])('%s → %s %s', (text, rule, quote) => {
    expect(found({ text, phrases: ['Falcon*'] })).toContainEqual([rule, quote]);
  });

  it('says whose time is meant where the customer’s clock is another than the floor’s', () => {
    const text = 'We will call you at 18:00.';
    expect(found({ text, floorZone: 'Asia/Manila' })).toEqual([['vague-promise', '18:00']]);
    expect(found({ text: 'We will call you at 18:00 WET.', floorZone: 'Asia/Manila' })).toEqual([]);
    expect(found({ text })).toEqual([]);
  });

  it.each<[string, Partial<CheckFacts>, InterimRule]>([
    ['nothing written', { text: ' ' }, 'empty'],
    ['too much written', { text: 'a'.repeat(10_001) }, 'too-long'],
    ['a variable without a value', { missing: ['eta'] }, 'missing-variable'],
    ['a customer who is somebody else', { others: ['Ana Reis'] }, 'other-customer'],
    ['a channel nobody set up', { channelFault: 'There is no mail server yet.' }, 'channel-off'],
    ['nowhere to go', { hasRecipient: false }, 'no-recipient'],
    ['no word on the next update', { nextUpdateAt: null }, 'no-next-update'],
    ['a next update that is over', { nextUpdateAt: facts.now }, 'next-update-past'],
    ['who wants no messages', { optedOut: true }, 'opted-out'],
  ])('%s', (_what, more, rule) => {
    expect(found(more).map(([is]) => is)).toContain(rule);
  });

  it('never repeats the digits it found', () => {
    expect(JSON.stringify(checkRelease({ ...facts, text: 'Card 4111 1111 1111 1111' }))).not.toContain(
      '4111',
    );
  });

  it('reads other languages’ months and promises, where any past date is one too many', () => {
    expect(found({ language: 'es', text: 'Le llamamos el 20 de noviembre.' })).toContainEqual([
      'past-date',
      '20 de noviembre',
    ]);
    expect(found({ language: 'de', text: 'Wir melden uns in Kürze.' })).toContainEqual([
      'vague-promise',
      'in Kürze',
    ]);
  });

  it('of a message that is too long reads no more than may leave', () => {
    const rules = found({ text: 'a'.repeat(1_000_000) }).map(([rule]) => rule);
    expect(rules).toEqual(['too-long']);
  });

  it('looks into the subject as well, and says what nobody may override first', () => {
    const rules = found({ subject: 'Internal note', text: 'Code 4111 1111 1111 1111' }).map(([rule]) => rule);
    expect(rules).toEqual(['forbidden-digits', 'internal-phrase']);
  });
});

/** Language, a promise of no time, a time that is over, words of the floor; and what may leave as it is. */
const languages: [string, vague: string[], past: string, inside: string, fine: string[]][] = [
  [
    'de',
    ['Wir melden uns so schnell wie möglich.', 'Wir rufen Sie morgen an.', 'Sie erhalten es bis Freitag.'],
    'Wir rufen Sie am 20. November an.',
    'Laut Teamleitung nicht möglich.',
    [
      'Guten Morgen Frau Ruiz, am 18. November wurden zwei Beträge abgebucht.',
      'Die Rechnung gilt vom 1. Oktober bis 31. Oktober. Ihr Internet geht wieder.',
      'Wir rufen Sie am 24. November um 10 Uhr an.',
    ],
  ],
  [
    'es',
    ['Le responderemos lo antes posible.', 'Se lo enviaremos mañana.', 'Lo tendrá antes del viernes.'],
    'Lo recibirá el 20/11/2026.',
    'Según mi supervisor no procede.',
    [
      'Buenos días: por la mañana revisamos la línea y ya funciona.',
      'Le llamaremos el 24 de noviembre a las 10:00.',
    ],
  ],
  [
    'fr',
    ['Réponse dans les plus brefs délais.', 'Nous vous appellerons demain.', 'Vous l’aurez avant vendredi.'],
    'Vous le recevrez le 20 novembre.',
    'Note interne : cliente difficile.',
    ['Le 18 novembre deux montants ont été débités.', 'Votre disque dur interne a été remplacé. À bientôt !'],
  ],
  [
    'pt',
    ['Responderemos o mais rápido possível.', 'Ligamos amanhã.', 'Vai receber até sexta-feira.'],
    'Receberá o valor até 20 de novembro.',
    'Segundo o supervisor, não há reembolso.',
    ['A cobrança de 18 de novembro foi corrigida.', 'Ligamos no dia 24 de novembro às 10:00.'],
  ],
  [
    'it',
    ['Le risponderemo al più presto.', 'La chiameremo domani.', 'Lo riceverà entro venerdì.'],
    'Lo riceverà entro il 20 novembre.',
    'Secondo il mio responsabile non si può.',
    ['Il 18 novembre sono stati addebitati due importi.', 'La memoria interna è stata sostituita.'],
  ],
  [
    'nl',
    ['Wij antwoorden zo spoedig mogelijk.', 'We bellen u morgen.', 'U krijgt het uiterlijk vrijdag.'],
    'U krijgt het uiterlijk 20 november.',
    'Volgens mijn teamleider kan het niet.',
    [
      'Goede morgen. Op 18 november zijn er twee bedragen afgeschreven.',
      'Wij bellen u op 24 november om 10:00.',
    ],
  ],
  [
    'pl',
    ['Odpowiemy jak najszybciej.', 'Zadzwonimy jutro.', 'Otrzyma Pani zwrot do piątku.'],
    'Otrzyma Pani zwrot do 20 listopada.',
    'To notatka wewnętrzna.',
    ['18 listopada pobrano dwie kwoty.', 'Zadzwonimy 24 listopada o 10:00. Pamięć wewnętrzna jest nowa.'],
  ],
];

describe.each(languages)('in %s', (language, vague, past, inside, fine) => {
  const rulesOf = (text: string, said = language) => found({ text, language: said }).map(([rule]) => rule);
  it('unclear promises, times that are over and words of the floor are found', () => {
    for (const text of vague) expect(rulesOf(text), text).toContain('vague-promise');
    expect(rulesOf(past)).toEqual(['past-date']);
    expect(rulesOf(inside)).toContain('internal-phrase');
    expect(rulesOf('Per supervisor: internal only.')).toContain('internal-phrase');
  });
  it('what is plain may leave', () => {
    for (const text of fine) expect(found({ text, language }), text).toEqual([]);
  });
});

it('is not misled by the language a message is said to be in', () => {
  const text = 'Hola: hemos visto su caso. Le responderemos lo antes posible.';
  expect(found({ text, language: 'en' })).toContainEqual(['vague-promise', 'lo antes posible']);
});
