import { NewCase } from '@caseroom/shared/case';

/** Sentences for what the shared contract finds missing; other faults keep the contract's own words. */
const missing: Record<string, string> = {
  subject: 'A case needs a subject.',
  'customer.name': 'A case needs a customer’s name.',
  programId: 'Choose a program.',
};

/** What is wrong with a new case, by dotted path of the field; empty when nothing is. */
export function fieldMessages(body: NewCase): Readonly<Record<string, string>> {
  const checked = NewCase.safeParse(body);
  if (checked.success) return {};
  const messages: Record<string, string> = {};
  for (const issue of checked.error.issues) {
    const path = issue.path[0] === 'tags' ? 'tags' : issue.path.join('.');
    messages[path] ??= (issue.code === 'too_small' && missing[path]) || issue.message;
  }
  return messages;
}
