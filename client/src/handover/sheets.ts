import type {
  Handover,
  HandoverItem,
  HandoverRecord,
  HandoverSignature,
  SignedItem,
} from '@caseroom/shared/handover';
import { firstName } from './packet.ts';

/** One case of a packet on paper: as it stood when it was last signed, or as it stands where nobody has. */
export interface Sheet {
  readonly caseId: string;
  readonly number: string;
  readonly subject: string;
  readonly about: string;
  readonly parts: SignedItem['parts'];
  readonly record: HandoverRecord;
  readonly questions: SignedItem['questions'];
  /** Where it stands: "Accepted by Raj Verma". */
  readonly standing: string;
  /** By the giver, or by a lead in their place. */
  readonly given: HandoverSignature | undefined;
  readonly taken: HandoverSignature | undefined;
}

export function sheetsOf(held: Handover, signatures: readonly HandoverSignature[]): Sheet[] {
  return held.items.map((item) => {
    const own = signatures
      .filter(({ caseId }) => caseId === item.case.id)
      .sort((a, b) => (a.at < b.at ? -1 : 1));
    const taken = own.findLast((one) => one.as === 'receiver');
    const given = own.findLast((one) => one.as !== 'receiver');
    const signed = (taken ?? given)?.signed ?? unsigned(item);
    const { case: held_, parts, record, questions } = signed;
    return {
      caseId: item.case.id,
      number: held_.number,
      subject: held_.subject,
      about: [held_.priority, held_.customerName, held_.program].join(' · '),
      parts,
      record,
      questions,
      standing: standingWords(item, held),
      given,
      taken,
    };
  });
}

function unsigned(item: HandoverItem): Pick<SignedItem, 'case' | 'parts' | 'record' | 'questions'> {
  return {
    case: { ...item.case, program: item.case.program.name },
    record: item.record,
    parts: item.parts.map(({ section, lines }) => ({
      section,
      lines: lines.map(({ text, readBack }) => ({
        text,
        ticked: readBack !== null,
        readBack: readBack?.comment ?? null,
      })),
    })),
    questions: item.questions.map(({ question, answer }) => ({ question, answer })),
  };
}

function standingWords(item: HandoverItem, { giver }: Handover): string {
  const to = item.receiver?.name ?? 'nobody yet';
  switch (item.state) {
    case 'accepted':
      return `Accepted by ${to}`;
    case 'offered':
      return `Offered to ${to}, not accepted yet`;
    case 'declined':
      return `Declined by ${item.settledBy?.name ?? to}: ${item.reason ?? ''}`;
    case 'withdrawn':
      return `Stays with ${giver.name}${item.reason ? `: ${item.reason}` : ''}`;
    case 'unsent':
      return `Not sent yet; with ${firstName(giver)}`;
  }
}
