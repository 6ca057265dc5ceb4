/** Where to go after signing in: only an address of this page, never another site. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/') || /^\/[/\\]/.test(next)) return '/';
  return next.startsWith('/sign-in') ? '/' : next;
}
