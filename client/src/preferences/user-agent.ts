/** "Firefox on Linux" for what a browser says of itself; the raw words when that is not clear. */
export function describeAgent(agent: string | null): string {
  if (!agent) return 'Unknown browser';
  const browser = firstOf(agent, [
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\/|CriOS\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = firstOf(agent, [
    [/iPhone|iPad/, 'iOS'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  if (!browser) return agent.slice(0, 60);
  return system ? `${browser} on ${system}` : browser;
}

const firstOf = (agent: string, rules: readonly (readonly [RegExp, string])[]): string | undefined =>
  rules.find(([pattern]) => pattern.test(agent))?.[1];

/** An IPv4 address as people know it, also when the server listens on IPv6. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');
