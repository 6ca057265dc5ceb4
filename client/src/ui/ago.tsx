import { agoText, fullText, useNow } from '../platform/time.ts';

/** How long ago, ticking; the whole date and time on hover. */
export function Ago({ at, className }: { readonly at: string; readonly className?: string }) {
  const now = useNow();
  const date = new Date(at);
  return (
    <time dateTime={at} title={fullText(date)} className={className}>
      {agoText(date, now)}
    </time>
  );
}
