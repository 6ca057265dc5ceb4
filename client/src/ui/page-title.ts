import { useEffect } from 'react';

/** Names the browser's tab after what is on screen. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = `${title} · Caseroom`;
  }, [title]);
}
