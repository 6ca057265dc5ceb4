import type { AnswerProposal } from '@caseroom/shared/answer';
import { IconBulb } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { placeInCase } from '../case/go-to-place.ts';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { useCardActs, useProposal } from './answer-data.ts';
import { CardForm } from './card-form.tsx';
import { Findings } from './findings.tsx';
import styles from './library.module.css';

/** Makes a card of a resolution note: what it says is filled in, and written anew for everybody. */
export function NewCardPage() {
  usePageTitle('New answer card');
  const [params] = useSearchParams();
  const noteId = params.get('note');
  if (!noteId)
    return (
      <Message icon={<IconBulb size={20} />} title="A card begins with a resolution note">
        Open the menu of a resolution note and choose “Make an answer card”.
      </Message>
    );
  return <FromNote key={noteId} noteId={noteId} />;
}

function FromNote({ noteId }: { readonly noteId: string }) {
  const { data, error, refetch } = useProposal(noteId);
  if (error && !data)
    return <Failure error={error} what="a resolution note" addressed retry={() => refetch()} />;
  if (!data)
    return (
      <div className={styles.column} role="status" aria-label="Reading the resolution note">
        <SkeletonLine width="40%" />
        <SkeletonLine width="80%" />
      </div>
    );
  if (data.cardId) return <Navigate to={`/answers/${data.cardId}`} replace />;
  return <ProposedCard noteId={noteId} proposal={data} />;
}

interface ProposedCardProps {
  readonly noteId: string;
  readonly proposal: AnswerProposal;
}

function ProposedCard({ noteId, proposal }: ProposedCardProps) {
  const navigate = useNavigate();
  const { promote } = useCardActs();
  const [key] = useState(() => crypto.randomUUID());
  const back = placeInCase(proposal.case.id, { noteId });
  return (
    <div className={styles.column}>
      <header>
        <h2 className={styles.heading}>New answer card</h2>
        <p className={styles.minor}>
          From the resolution of{' '}
          <Link to={back} className={styles.link}>
            {proposal.case.number} {proposal.case.subject}
          </Link>
          . Leave out what is about this customer alone, and what others will not need.
        </p>
      </header>
      <CardForm
        programId={proposal.programId}
        first={proposal}
        label="Save as a draft"
        error={promote.error}
        pending={promote.isPending}
        onCancel={() => void navigate(back)}
        onSave={(words) =>
          promote.mutate(
            { noteId, key, ...words },
            { onSuccess: ({ id }) => void navigate(`/answers/${id}`) },
          )
        }
      >
        <NamesFound proposal={proposal} />
      </CardForm>
    </div>
  );
}

/** The form itself knows no customer by name. */
function NamesFound({ proposal }: { readonly proposal: AnswerProposal }) {
  const names = proposal.findings.filter(({ kind }) => kind === 'name' || kind === 'account');
  return names.length > 0 ? <Findings items={names} /> : null;
}
