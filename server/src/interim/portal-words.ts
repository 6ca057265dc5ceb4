/** What the customer's page itself says. The messages on it are in the language they were written in. */
export interface PortalWords {
  /** The one these words are in. */
  readonly language: string;
  readonly hello: (name: string) => string;
  readonly about: string;
  readonly over: string;
  readonly next: string;
  readonly latest: string;
  readonly none: string;
  readonly footer: (client: string) => string;
  readonly goneTitle: string;
  readonly gone: string;
}

const english: PortalWords = {
  language: 'en',
  hello: (name) => `Hello, ${name}`,
  about: 'Your case',
  over: 'solved',
  next: 'You hear from us again by',
  latest: 'Latest',
  none: 'There is no news yet. It appears here as soon as we write to you.',
  footer: (client) =>
    `Only who has this link sees this page. Please don’t pass it on. Questions? Answer any message of ${client}.`,
  goneTitle: 'This page is no longer here',
  gone: 'The link has ended or was replaced. Ask us for a new one.',
};

const others: readonly PortalWords[] = [
  {
    language: 'es',
    hello: (name) => `Hola, ${name}`,
    about: 'Su caso',
    over: 'resuelto',
    next: 'Volverá a saber de nosotros antes de',
    latest: 'Lo último',
    none: 'Todavía no hay novedades. Aparecerán aquí en cuanto le escribamos.',
    footer: (client) =>
      `Solo quien tiene este enlace ve esta página. No lo comparta. ¿Preguntas? Responda a cualquier mensaje de ${client}.`,
    goneTitle: 'Esta página ya no está disponible',
    gone: 'El enlace ha caducado o se ha sustituido. Pídanos uno nuevo.',
  },
  {
    language: 'pt',
    hello: (name) => `Olá, ${name}`,
    about: 'O seu caso',
    over: 'resolvido',
    next: 'Terá notícias nossas até',
    latest: 'Mais recente',
    none: 'Ainda não há novidades. Aparecem aqui assim que lhe escrevermos.',
    footer: (client) =>
      `Só quem tem esta ligação vê esta página. Não a partilhe. Dúvidas? Responda a qualquer mensagem da ${client}.`,
    goneTitle: 'Esta página já não está disponível',
    gone: 'A ligação expirou ou foi substituída. Peça-nos uma nova.',
  },
  {
    language: 'fr',
    hello: (name) => `Bonjour ${name}`,
    about: 'Votre dossier',
    over: 'résolu',
    next: 'Vous aurez de nos nouvelles avant',
    latest: 'Dernier message',
    none: 'Pas encore de nouvelles. Elles apparaîtront ici dès que nous vous écrirons.',
    footer: (client) =>
      `Seules les personnes qui ont ce lien voient cette page. Ne le partagez pas. Une question ? Répondez à un message de ${client}.`,
    goneTitle: 'Cette page n’est plus disponible',
    gone: 'Le lien a expiré ou a été remplacé. Demandez-nous-en un nouveau.',
  },
  {
    language: 'de',
    hello: (name) => `Guten Tag, ${name}`,
    about: 'Ihr Anliegen',
    over: 'gelöst',
    next: 'Sie hören wieder von uns bis',
    latest: 'Neueste',
    none: 'Noch gibt es nichts Neues. Es erscheint hier, sobald wir Ihnen schreiben.',
    footer: (client) =>
      `Nur wer diesen Link hat, sieht diese Seite. Geben Sie ihn nicht weiter. Fragen? Antworten Sie auf eine Nachricht von ${client}.`,
    goneTitle: 'Diese Seite gibt es nicht mehr',
    gone: 'Der Link ist abgelaufen oder wurde ersetzt. Bitten Sie uns um einen neuen.',
  },
];

/** The words nearest to a language; English where there are none. */
export const portalWords = (language: string): PortalWords =>
  others.find((words) => language.toLowerCase().split('-')[0] === words.language) ?? english;
