import { fullText } from '../platform/time.ts';
import { OneTimeSecret } from '../ui/one-time-secret.tsx';

interface OneTimeLinkProps {
  readonly link: string;
  readonly expiresAt: string;
  readonly name: string;
}

/** Shown once: only its hash is kept. */
export function OneTimeLink({ link, expiresAt, name }: OneTimeLinkProps) {
  // The server answers a path: only the browser knows under which address people reach this deployment.
  const address = new URL(link, window.location.origin).href;
  return (
    <OneTimeSecret title={`A link for ${name}`} secret={address}>
      Send it yourself. It works once, until {fullText(new Date(expiresAt))}, and is shown only now.
    </OneTimeSecret>
  );
}
