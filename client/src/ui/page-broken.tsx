import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { Message } from './message.tsx';

/** A bug, or a part of the page that a new release has replaced: say so, and offer the way out. */
export function PageBroken() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NothingHere />;
  const outdated = error instanceof TypeError && /import|module/i.test(error.message);
  return (
    <Message
      tone="bad"
      icon={<IconAlertTriangle size={20} />}
      whole
      title={outdated ? 'This page is out of date' : 'This page broke'}
      actions={<Button onClick={() => window.location.reload()}>Reload</Button>}
    >
      {outdated
        ? 'A part of it could not be loaded, most likely because a newer version is out. Reload to get it.'
        : 'That is a fault of ours. What was marked as saved is safe; reload to go on.'}
    </Message>
  );
}

export function NothingHere() {
  return (
    <Message
      whole
      title="There is nothing here"
      actions={
        <Button component="a" href="/queue">
          Go to the queue
        </Button>
      }
    >
      This address leads nowhere. It may have been mistyped.
    </Message>
  );
}
