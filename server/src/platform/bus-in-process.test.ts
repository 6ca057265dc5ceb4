import { describe, expect, test } from 'vitest';
import { busContract } from './bus.contract.ts';
import { createInProcessBus } from './bus-in-process.ts';
import { silentLog } from './log.ts';

describe('the in-process bus', () => {
  busContract(async () => createInProcessBus(silentLog));

  test('says that it reaches no other process', () => {
    expect(createInProcessBus(silentLog).state).toBe('in-process');
  });
});
