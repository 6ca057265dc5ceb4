/** Where a request of ours may go whose address somebody else chose (server-side request forgery, CWE-918). */

const v4 = (text: string): number[] | null => {
  const parts = text.split('.').map(Number);
  return parts.length === 4 && parts.every((part) => part >= 0 && part <= 255) ? parts : null;
};

/** IPv4 ranges that are not the public internet (IANA Special-Purpose Address Registry): first address and bits. */
const notPublicV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

const numberOf = (parts: readonly number[]): number => parts.reduce((sum, part) => sum * 256 + part, 0);

function isPublicV4(parts: readonly number[]): boolean {
  const address = numberOf(parts);
  return !notPublicV4.some(([first, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(address / size) === Math.floor(numberOf(v4(first) ?? []) / size);
  });
}

/** The eight groups of an IPv6 address; null when it is none. */
function v6(text: string): number[] | null {
  const [plain = ''] = text.split('%');
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  const low = embedded && v4(embedded[2] as string);
  const hex = (a = 0, b = 0) => (a * 256 + b).toString(16);
  const full = low ? `${embedded[1]}${hex(low[0], low[1])}:${hex(low[2], low[3])}` : plain;
  const halves = full.split('::');
  if (halves.length > 2) return null;
  const groups = (half: string | undefined) =>
    half ? half.split(':').map((group) => Number.parseInt(group, 16)) : [];
  const [head, tail] = [groups(halves[0]), groups(halves[1])];
  const gap = halves.length === 2 ? 8 - head.length - tail.length : 0;
  const all = [...head, ...Array.from({ length: Math.max(0, gap) }, () => 0), ...tail];
  return all.length === 8 && all.every((group) => group >= 0 && group <= 0xffff) ? all : null;
}

/** Only 2000::/3 is assigned; in it, addresses that carry an IPv4 address are judged by that. */
function isPublicV6(groups: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0] = groups;
  const carried = (high = 0, low = 0) => isPublicV4([high >> 8, high & 255, low >> 8, low & 255]);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return carried(groups[6], groups[7]);
  // 64:ff9b:1::/48 is for translation within a network (RFC 8215).
  if (a === 0x64 && b === 0xff9b && c === 0) return carried(groups[6], groups[7]);
  if (a === 0x2002) return carried(b, c);
  const isTeredoOrOther = a === 0x2001 && b < 0x200;
  const isDocumentation = (a === 0x2001 && b === 0xdb8) || a === 0x3fff;
  return (a & 0xe000) === 0x2000 && !isTeredoOrOther && !isDocumentation;
}

/** Whether an address, as DNS answers it, belongs to the public internet. What is not an address does not. */
export function isPublicAddress(address: string): boolean {
  const four = v4(address);
  if (four) return isPublicV4(four);
  const six = v6(address.replace(/^\[|\]$/g, ''));
  return six !== null && isPublicV6(six);
}
