import { describe, expect, it } from 'vitest';
import { judgeAnswer, judgeAsk, judgeClose, judgeLeave } from './swarm-rules.ts';

const asked = { personId: 'tomasz', isAnswered: false, hasLeft: false, isClosed: false };
const code = (verdict: unknown) => (verdict as { refused?: string } | null)?.refused ?? verdict;

describe('asking into a swarm', () => {
  const facts = { caseStatus: 'open', canWrite: (id: string) => id === 'tomasz' || id === 'maya' } as const;
  it('takes those who may write, and not oneself', () => {
    expect(judgeAsk(facts, 'maya', [{ personId: 'tomasz' }])).toBeNull();
    expect(judgeAsk(facts, 'maya', [{ personId: 'tomasz' }, { personId: 'aroha' }])).toMatchObject({
      refused: 'invalid',
      fields: [{ path: 'people.1.personId' }],
    });
    expect(code(judgeAsk(facts, 'maya', [{ personId: 'maya' }]))).toBe('invalid');
  });
  it('is over with the case', () => {
    expect(code(judgeAsk({ ...facts, caseStatus: 'closed' }, 'maya', [{ personId: 'tomasz' }]))).toBe(
      'conflict',
    );
  });
});

describe('answering and leaving', () => {
  it.each([
    ['the one who was asked answers', judgeAnswer(asked, 'tomasz'), true],
    ['nobody else does', judgeAnswer(asked, 'maya'), 'no-access'],
    ['once', judgeAnswer({ ...asked, isAnswered: true }, 'tomasz'), 'conflict'],
    ['also after leaving', judgeAnswer({ ...asked, hasLeft: true }, 'tomasz'), true],
    ['not when it is closed', judgeAnswer({ ...asked, isClosed: true }, 'tomasz'), 'conflict'],
    ['the one who was asked leaves', judgeLeave(asked, 'tomasz'), true],
    ['nobody else sends them away', judgeLeave(asked, 'ines'), 'no-access'],
    ['leaving twice does nothing', judgeLeave({ ...asked, hasLeft: true }, 'tomasz'), null],
  ])('%s', (_, verdict, expected) => {
    expect(code(verdict)).toBe(expected);
  });
});

describe('closing', () => {
  const swarm = { startedBy: 'maya', ownerId: 'raj', isClosed: false };
  it('is for whoever started it, the owner and leads', () => {
    expect([
      judgeClose(swarm, 'maya', 'agent'),
      judgeClose(swarm, 'raj', 'agent'),
      judgeClose(swarm, 'ines', 'lead'),
    ]).toEqual([true, true, true]);
    expect(code(judgeClose(swarm, 'tomasz', 'senior'))).toBe('no-access');
    expect(code(judgeClose({ ...swarm, isClosed: true }, 'maya', 'agent'))).toBe('conflict');
  });
});
