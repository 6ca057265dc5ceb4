import { IconArrowLeft } from '@tabler/icons-react';
import { Keys } from '../ui/keys.tsx';
import { Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import styles from './no-case.module.css';

/** Beside the queue while no case is open. */
export function NoCase() {
  usePageTitle('Queue');
  return (
    <div className={styles.place}>
      <Message icon={<IconArrowLeft size={20} />} title="Pick a case">
        <p>Its notes open here, live, with everybody who is in it.</p>
        <dl className={styles.keys}>
          <dt>
            <Keys keys="j" /> <Keys keys="k" />
          </dt>
          <dd>move through the queue</dd>
          <dt>
            <Keys keys="enter" />
          </dt>
          <dd>opens the case</dd>
          <dt>
            <Keys keys="mod+k" />
          </dt>
          <dd>finds any case or command</dd>
        </dl>
      </Message>
    </div>
  );
}
