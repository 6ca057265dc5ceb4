import { agoText, dateText, fullText, useNow } from '../platform/time.ts';

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

/** The same within a sentence: "just now", "5 min ago", "on 3 Nov". */
export function AgoWords({ at }: { readonly at: string }) {
  const now = useNow();
  const date = new Date(at);
  const text = agoText(date, now);
  const words = text === 'now' ? 'just now' : text === dateText(date, now) ? `on ${text}` : `${text} ago`;
  return (
    <time dateTime={at} title={fullText(date)}>
      {words}
    </time>
  );
}
