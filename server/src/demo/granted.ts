import { isRefusal, type Refusal } from '@caseroom/shared/refusal';

/** The demo asks for nothing that its own rules refuse. */
export function granted<T extends object>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`the demo was refused: ${result.detail}`);
  return result;
}
