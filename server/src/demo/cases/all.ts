import type { CaseScript } from '../script.ts';
import { accounts } from './accounts.ts';
import { billing } from './billing.ts';
import { broadband } from './broadband.ts';
import { cardService } from './card-service.ts';
import { complaints } from './complaints.ts';
import { contracts } from './contracts.ts';
import { disputes } from './disputes.ts';
import { doubleCharge } from './double-charge.ts';
import { firmware } from './firmware.ts';
import { fraud } from './fraud.ts';
import { merchants } from './merchants.ts';
import { network } from './network.ts';
import { porting } from './porting.ts';
import { simSwap } from './sim-swap.ts';
import { skimmer } from './skimmer.ts';

/** Every case of the demo in the order of their numbers, which is the order they were opened in. */
export const demoCases: readonly CaseScript[] = [
  doubleCharge,
  ...accounts,
  ...billing,
  ...broadband,
  ...cardService,
  ...complaints,
  ...contracts,
  ...disputes,
  ...firmware,
  ...fraud,
  ...merchants,
  ...network,
  ...porting,
  ...simSwap,
  ...skimmer,
].sort((a, b) => a.number - b.number);
