import type { FilterName } from '@caseroom/shared/search-grammar';

/** How a filter is said. */
export const filterLabels: Record<FilterName, string> = {
  in: 'In',
  kind: 'Kind of note',
  tag: 'Tag',
  author: 'Written by',
  owner: 'Owner',
  status: 'Status',
  priority: 'Priority',
  program: 'Program',
  before: 'Before',
  after: 'Since',
};
