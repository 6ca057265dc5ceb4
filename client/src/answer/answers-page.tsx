import { IconLock } from '@tabler/icons-react';
import { mayReadAnswers, useMe } from '../platform/session.ts';
import { Message } from '../ui/message.tsx';
import { TabPage } from '../ui/tab-page.tsx';

const tabs = [
  { to: '/answers', name: 'Answer cards' },
  { to: '/examples', name: 'Good examples' },
];

/** What the floor knows already: answers written down once, and notes that show how it is done. */
export function AnswersPage() {
  if (!mayReadAnswers(useMe())) {
    return (
      <Message icon={<IconLock size={20} />} whole title="This is for the people of the floor">
        Answers and examples are kept here by those who work on the cases.
      </Message>
    );
  }
  return <TabPage title="Answers" tabs={tabs} fills />;
}
