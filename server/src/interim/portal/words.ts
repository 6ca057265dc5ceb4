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
  /** What they wrote themselves. */
  readonly you: string;
  readonly write: string;
  readonly writeHint: string;
  readonly send: string;
  readonly replied: string;
  readonly rate: string;
  readonly worst: string;
  readonly best: string;
  readonly comment: string;
  readonly rated: string;
  readonly footer: (client: string) => string;
  readonly goneTitle: string;
  readonly gone: string;
  readonly fastTitle: string;
  readonly fast: string;
}

const english: PortalWords = {
  language: 'en',
  hello: (name) => `Hello, ${name}`,
  about: 'Your case',
  over: 'solved',
  next: 'You hear from us again by',
  latest: 'Latest',
  none: 'There is no news yet. It appears here as soon as we write to you.',
  you: 'You wrote',
  write: 'Write to us',
  writeHint: 'It goes to the person who works on your case. Please leave out card numbers and passwords.',
  send: 'Send',
  replied: 'Thank you. We have your message.',
  rate: 'How did we do?',
  worst: 'Not well',
  best: 'Very well',
  comment: 'What should we know? (optional)',
  rated: 'Thank you for telling us.',
  footer: (client) =>
    `Only who has this link sees this page. Please don’t pass it on. It is a page of ${client}.`,
  goneTitle: 'This page is no longer here',
  gone: 'The link has ended or was replaced. Ask us for a new one.',
  fastTitle: 'One moment, please',
  fast: 'That was a lot at once. Wait a minute, then try again.',
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
    you: 'Usted escribió',
    write: 'Escríbanos',
    writeHint: 'Llega a la persona que lleva su caso. No incluya números de tarjeta ni contraseñas.',
    send: 'Enviar',
    replied: 'Gracias. Hemos recibido su mensaje.',
    rate: '¿Cómo lo hemos hecho?',
    worst: 'Mal',
    best: 'Muy bien',
    comment: '¿Qué deberíamos saber? (opcional)',
    rated: 'Gracias por su opinión.',
    footer: (client) =>
      `Solo quien tiene este enlace ve esta página. No lo comparta. Es una página de ${client}.`,
    goneTitle: 'Esta página ya no está disponible',
    gone: 'El enlace ha caducado o se ha sustituido. Pídanos uno nuevo.',
    fastTitle: 'Un momento, por favor',
    fast: 'Han sido muchas peticiones a la vez. Espere un minuto e inténtelo de nuevo.',
  },
  {
    language: 'pt',
    hello: (name) => `Olá, ${name}`,
    about: 'O seu caso',
    over: 'resolvido',
    next: 'Terá notícias nossas até',
    latest: 'Mais recente',
    none: 'Ainda não há novidades. Aparecem aqui assim que lhe escrevermos.',
    you: 'A sua mensagem',
    write: 'Escreva-nos',
    writeHint: 'Chega à pessoa que trata do seu caso. Não inclua números de cartão nem palavras-passe.',
    send: 'Enviar',
    replied: 'Obrigado. Recebemos a sua mensagem.',
    rate: 'Como correu?',
    worst: 'Mal',
    best: 'Muito bem',
    comment: 'O que devemos saber? (opcional)',
    rated: 'Obrigado pela sua opinião.',
    footer: (client) => `Só quem tem esta ligação vê esta página. Não a partilhe. É uma página da ${client}.`,
    goneTitle: 'Esta página já não está disponível',
    gone: 'A ligação expirou ou foi substituída. Peça-nos uma nova.',
    fastTitle: 'Um momento, por favor',
    fast: 'Foram muitos pedidos de uma vez. Espere um minuto e tente de novo.',
  },
  {
    language: 'fr',
    hello: (name) => `Bonjour ${name}`,
    about: 'Votre dossier',
    over: 'résolu',
    next: 'Vous aurez de nos nouvelles avant',
    latest: 'Dernier message',
    none: 'Pas encore de nouvelles. Elles apparaîtront ici dès que nous vous écrirons.',
    you: 'Vous avez écrit',
    write: 'Écrivez-nous',
    writeHint: 'La personne qui suit votre dossier vous lira. N’indiquez ni numéro de carte ni mot de passe.',
    send: 'Envoyer',
    replied: 'Merci. Nous avons reçu votre message.',
    rate: 'Êtes-vous satisfait ?',
    worst: 'Pas du tout',
    best: 'Tout à fait',
    comment: 'Que devrions-nous savoir ? (facultatif)',
    rated: 'Merci pour votre avis.',
    footer: (client) =>
      `Seules les personnes qui ont ce lien voient cette page. Ne le partagez pas. C’est une page de ${client}.`,
    goneTitle: 'Cette page n’est plus disponible',
    gone: 'Le lien a expiré ou a été remplacé. Demandez-nous-en un nouveau.',
    fastTitle: 'Un instant, s’il vous plaît',
    fast: 'Cela faisait beaucoup d’un coup. Attendez une minute, puis réessayez.',
  },
  {
    language: 'de',
    hello: (name) => `Guten Tag, ${name}`,
    about: 'Ihr Anliegen',
    over: 'gelöst',
    next: 'Sie hören wieder von uns bis',
    latest: 'Neueste',
    none: 'Noch gibt es nichts Neues. Es erscheint hier, sobald wir Ihnen schreiben.',
    you: 'Sie haben geschrieben',
    write: 'Schreiben Sie uns',
    writeHint: 'Es liest, wer sich um Ihr Anliegen kümmert. Bitte keine Kartennummern und Passwörter.',
    send: 'Senden',
    replied: 'Danke. Ihre Nachricht ist angekommen.',
    rate: 'Wie zufrieden sind Sie?',
    worst: 'Gar nicht',
    best: 'Sehr',
    comment: 'Was sollten wir wissen? (freiwillig)',
    rated: 'Danke für Ihre Rückmeldung.',
    footer: (client) =>
      `Nur wer diesen Link hat, sieht diese Seite. Geben Sie ihn nicht weiter. Eine Seite von ${client}.`,
    goneTitle: 'Diese Seite gibt es nicht mehr',
    gone: 'Der Link ist abgelaufen oder wurde ersetzt. Bitten Sie uns um einen neuen.',
    fastTitle: 'Einen Moment, bitte',
    fast: 'Das war viel auf einmal. Versuchen Sie es in einer Minute wieder.',
  },
  {
    language: 'it',
    hello: (name) => `Buongiorno, ${name}`,
    about: 'La sua pratica',
    over: 'risolta',
    next: 'Avrà nostre notizie entro',
    latest: 'Ultimo',
    none: 'Non ci sono ancora novità. Appariranno qui appena le scriveremo.',
    you: 'Lei ha scritto',
    write: 'Ci scriva',
    writeHint: 'La legge chi segue la sua pratica. Non scriva numeri di carta né password.',
    send: 'Invia',
    replied: 'Grazie. Abbiamo ricevuto il suo messaggio.',
    rate: 'Come siamo andati?',
    worst: 'Male',
    best: 'Molto bene',
    comment: 'Che cosa dovremmo sapere? (facoltativo)',
    rated: 'Grazie per il suo parere.',
    footer: (client) =>
      `Solo chi ha questo link vede questa pagina. Non lo condivida. È una pagina di ${client}.`,
    goneTitle: 'Questa pagina non c’è più',
    gone: 'Il link è scaduto o è stato sostituito. Ce ne chieda uno nuovo.',
    fastTitle: 'Un momento, per favore',
    fast: 'Troppe richieste insieme. Attenda un minuto e riprovi.',
  },
  {
    language: 'nl',
    hello: (name) => `Dag ${name}`,
    about: 'Uw zaak',
    over: 'opgelost',
    next: 'U hoort weer van ons vóór',
    latest: 'Nieuwste',
    none: 'Er is nog geen nieuws. Het verschijnt hier zodra wij u schrijven.',
    you: 'U schreef',
    write: 'Schrijf ons',
    writeHint: 'Wie uw zaak behandelt leest het. Vermeld geen kaartnummers of wachtwoorden.',
    send: 'Versturen',
    replied: 'Dank u. Wij hebben uw bericht.',
    rate: 'Hoe tevreden bent u?',
    worst: 'Helemaal niet',
    best: 'Zeer',
    comment: 'Wat moeten wij weten? (niet verplicht)',
    rated: 'Dank u voor uw mening.',
    footer: (client) =>
      `Alleen wie deze link heeft ziet deze pagina. Geef hem niet door. Dit is een pagina van ${client}.`,
    goneTitle: 'Deze pagina is er niet meer',
    gone: 'De link is verlopen of vervangen. Vraag ons om een nieuwe.',
    fastTitle: 'Een ogenblik, alstublieft',
    fast: 'Dat was veel tegelijk. Wacht een minuut en probeer het opnieuw.',
  },
  {
    language: 'pl',
    hello: (name) => `Dzień dobry, ${name}`,
    about: 'Państwa sprawa',
    over: 'rozwiązana',
    next: 'Odezwiemy się najpóźniej',
    latest: 'Najnowsze',
    none: 'Nie ma jeszcze wiadomości. Pojawią się tutaj, gdy do Państwa napiszemy.',
    you: 'Państwa wiadomość',
    write: 'Napisz do nas',
    writeHint: 'Przeczyta to osoba zajmująca się sprawą. Prosimy nie podawać numerów kart ani haseł.',
    send: 'Wyślij',
    replied: 'Dziękujemy. Otrzymaliśmy wiadomość.',
    rate: 'Jak oceniają nas Państwo?',
    worst: 'Źle',
    best: 'Bardzo dobrze',
    comment: 'Co powinniśmy wiedzieć? (nieobowiązkowo)',
    rated: 'Dziękujemy za opinię.',
    footer: (client) =>
      `Tę stronę widzi tylko osoba, która ma link. Prosimy go nie przekazywać. To strona firmy ${client}.`,
    goneTitle: 'Tej strony już nie ma',
    gone: 'Link wygasł lub został zastąpiony. Prosimy poprosić o nowy.',
    fastTitle: 'Chwileczkę',
    fast: 'To było wiele naraz. Prosimy spróbować ponownie za minutę.',
  },
];

/** The words nearest to a language; English where there are none. */
export const portalWords = (language: string): PortalWords =>
  others.find((words) => language.toLowerCase().split('-')[0] === words.language) ?? english;
