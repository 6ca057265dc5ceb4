import { isAllowedHref } from '@caseroom/shared/editor/vocabulary';

/**
 * The address that was meant by what somebody typed, or null when it may not be linked: "northwind.example/a" is
 * https, "elena@example.com" mail, "+351 21 000 0000" a telephone. Never relative, never another scheme.
 */
export function hrefOf(typed: string): string | null {
  const text: string = typed.trim();
  const known: unknown = text;
  if (isAllowedHref(known)) return known;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  if (/^\+?[\d\s().-]{5,}$/.test(text)) return `tel:${text.replace(/[^\d+]/g, '')}`;
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+([/?#:]\S*)?$/i.test(text)) return `https://${text}`;
  return null;
}
