import type { Note } from '@caseroom/shared/note';
import type { Program } from '@caseroom/shared/people';
import { Menu } from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { useScorecards } from './begin-button.tsx';
import { useBeginReview } from './quality-data.ts';

interface ReviewNoteItemsProps {
  readonly note: Note;
  readonly program: Program;
}

/** In a note's menu, for reviewers: review what somebody wrote here, though it was not drawn. */
export function ReviewNoteItems({ note, program }: ReviewNoteItemsProps) {
  const me = useMe();
  const isReviewer = me.memberships.some(({ program: one, role }) => one.id === program.id && role === 'qa');
  const authors = note.authors.filter(({ id }) => id !== me.id);
  if (!isReviewer || note.audience !== 'team' || authors.length === 0) return null;
  return <Items note={note} program={program} authors={authors} />;
}

function Items({ note, program, authors }: ReviewNoteItemsProps & { readonly authors: Note['authors'] }) {
  const navigate = useNavigate();
  const begin = useBeginReview();
  const scorecards = useScorecards(program.id);
  const review = (agentId: string, scorecardId: string) =>
    begin.mutate(
      { noteId: note.id, agentId, scorecardId },
      { onSuccess: ({ id }) => void navigate(`/quality/reviews/${id}`) },
    );
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{begin.error ? sentenceOf(begin.error) : 'Quality review'}</Menu.Label>
      {scorecards.length === 0 && <Menu.Item disabled>No scorecard to review with</Menu.Item>}
      {authors.flatMap(({ id: agentId, name }) =>
        scorecards.map(({ id, body }) => (
          <Menu.Item
            key={`${agentId} ${id}`}
            closeMenuOnClick={false}
            disabled={begin.isPending}
            leftSection={<IconClipboardCheck size={15} stroke={1.7} />}
            onClick={() => review(agentId, id)}
          >
            Review {name}
            {scorecards.length > 1 && ` by “${body.name}”`}
          </Menu.Item>
        )),
      )}
    </>
  );
}
