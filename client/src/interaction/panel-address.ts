import { useSearchParams } from 'react-router';
import { INTERACTION, placeInCase } from '../case/go-to-place.ts';

/** Stands for the form in which a new one is logged. */
export const NEW = 'new';

/** The address of a contact in its case, at one of its turns: "/cases/…?interaction=…#turn-12". */
export const interactionPath = (caseId: string, interactionId: string, turn?: number): string =>
  placeInCase(caseId, { interactionId, turn });

/** Which contact stands open beside the notes: its id, `new`, or null. */
export function useInteractionPanel() {
  const [params, setParams] = useSearchParams();
  const show = (id: string | null) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (id === null) next.delete(INTERACTION);
        else next.set(INTERACTION, id);
        return next;
      },
      { replace: id === null, preventScrollReset: true },
    );
  return { open: params.get(INTERACTION), show };
}
