import { anyOf, type CheckWords } from './words.ts';

/** What of a text is the floor's own: tags, tickets, addresses inside the company, and gaps nobody filled in. */

const TAG = /(?<![\p{L}\p{N}&/#])#\p{L}[\p{L}\p{N}_-]+/gu;
const MENTION =
  /(?<![\p{L}\p{N}.])@(?:\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*)?|\p{Ll}[\p{L}.’'-]{2,}(?!\S*\.\p{L}{2,}))/gu;
/** Prefixes that help desks and trackers give out; a program adds its own to its phrases ("OPS-*" is "OPS" here). */
const TICKET =
  /(?<![\p{L}\p{N}-])(?:(?:JIRA|BUG|DEV|OPS|ENG|SUP|SRE|INFRA|DEVOPS|TICKET|ISSUE|TASK|STORY|EPIC|HELP|DESK|ITSM)-\d{1,7}|(?:INC|CHG|PRB|RITM|REQ|CS|TASK|SCTASK)\d{5,10})(?![\p{L}\p{N}-])/gu;
const LINK = /\bhttps?:\/\/([^\s/?#]+)([^\s]*)/giu;
const INSIDE_HOST =
  /^(?:localhost|[^.]+|127\..*|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*|.*\.(?:internal|intranet|intra|corp|lan|local|localhost|test)|(?:jira|confluence|wiki|intranet|sharepoint|gitlab|jenkins|grafana|kibana|vpn)\..*|.*\.(?:atlassian\.net|sharepoint\.com|slack\.com|service-now\.com|my\.salesforce\.com|lightning\.force\.com|pagerduty\.com))$/i;
const DESK_PATH = /^\/(?:agent|agents|admin|cases|queue|inbox|floor)(?:[/?#]|$)/i;

/** Each as it stands in the text. `desk`: the address of this deployment, of which only customers' pages may leave. */
export function insideMarkup(text: string, desk: string | null): string[] {
  const links = [...text.matchAll(LINK)].filter(({ 0: href, 1: host = '', 2: path = '' }) => {
    const name = host.replace(/^[^@]*@/, '').replace(/:\d+$/, '');
    const isOurs = desk !== null && href.startsWith(`${desk}/`);
    return isOurs ? !path.startsWith('/u/') : INSIDE_HOST.test(name) || DESK_PATH.test(path);
  });
  return [
    ...[...text.matchAll(TAG)].map(([tag]) => tag),
    ...[...text.matchAll(TICKET)].map(([ticket]) => ticket),
    ...links.map(([href]) => href.replace(/[.,;:!?)]+$/, '')),
  ];
}

export const mentionsIn = (text: string): string[] => [...text.matchAll(MENTION)].map(([quote]) => quote);

const GAPS = [
  // Capitals in brackets, and what nobody would print: [NAME], <NAME>, {name}, %NAME%, ____, XXX, TBD.
  /[[<]\p{Lu}[\p{Lu}\p{N} _-]+[\]>]/gu,
  /(?<!\{)\{[\p{L}][\p{L}\p{N} ._-]*\}(?!\})|\{\{[^{}]*(?:$|\n|(?<!\})\}(?!\}))|\$\{[^{}]*\}|%[\p{Lu}_]{3,}%/gu,
  /_{3,}|(?<![\p{L}\p{N}])(?:[Xx]{3,}|[Xx]{2}[:.][Xx]{2}|TBD|TBC|TBA|TODO|FIXME|[Ll]orem ipsum|\?{3,})(?![\p{L}\p{N}])/gu,
];

/** What was to be filled in and was not. Variables ({{…}}) are another matter: they are known to have no value. */
export function gapsIn(text: string, words: readonly CheckWords[]): string[] {
  const blanks = words.flatMap((one) => one.blanks);
  const named = new RegExp(`[[<(]\\s*(?:${anyOf(blanks)})\\s*[\\]>)]`, 'giu');
  const found = [...GAPS, named].flatMap((pattern) => [...text.matchAll(pattern)]);
  // "(date)" in round brackets is prose; in square or pointed ones it is a gap.
  return found.map(([quote]) => quote.trim()).filter((quote) => !quote.startsWith('('));
}

const IBAN =
  /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ \u00a0.-]?[A-Z0-9]{4}){2,7}(?:[ \u00a0.-]?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/giu;

/** Account numbers whose check digits hold (ISO 13616: the whole, turned, is 1 modulo 97). */
export const ibansIn = (text: string): string[] =>
  [...text.matchAll(IBAN)]
    .map(([quote]) => quote)
    .filter((quote) => isIban(quote.replaceAll(/[^A-Z0-9]/gi, '')));

function isIban(plain: string): boolean {
  const turned = `${plain.slice(4)}${plain.slice(0, 4)}`.toUpperCase();
  return [...turned].reduce((rest, one) => Number(`${rest}${Number.parseInt(one, 36)}`) % 97, 0) === 1;
}
