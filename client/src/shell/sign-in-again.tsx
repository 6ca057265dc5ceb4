import type { Me } from '@caseroom/shared/people';
import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '../platform/session.ts';
import { SignInForm } from '../sign-in/sign-in-form.tsx';
import styles from './shell.module.css';

/** The session ended while the page was open: sign in above it, so that nothing typed below is lost. */
export function SignInAgain() {
  const me = useMe();
  const client = useQueryClient();
  const signedIn = (user: Me) => {
    // Somebody else must not go on with what the first person left on the screen.
    if (user.id !== me.id) window.location.assign('/');
    else void client.invalidateQueries();
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Your session has ended"
      size="sm"
    >
      <div className={styles.again}>
        <p>Sign in to go on where you were. What you typed is still on this page.</p>
        <SignInForm email={me.email} onSignedIn={signedIn} />
        <Button variant="subtle" color="gray" component="a" href="/sign-in">
          Sign in as somebody else
        </Button>
      </div>
    </Modal>
  );
}
