import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  write(createLog({ level: 'info', to: { write: (line) => void lines.push(JSON.parse(line)) } }));
  return lines;
}

test('cookies, passwords and tokens are not logged, at any of three depths', () => {
  const secret = 'hunter2';
  const lines = logged((log) => {
    log.info({
      password: secret,
      body: { password: secret },
      req: { headers: { cookie: secret, authorization: secret } },
    });
    log.info({ res: { headers: { 'set-cookie': secret } }, invitation: { token: secret } });
  });
  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toContain(secret);
});

test('a database error is logged without the row it quotes, with what finds the place', () => {
  const error = Object.assign(new Error('violates check constraint'), {
    code: '23514',
    constraint_name: 'person_email_check',
    detail: 'Failing row contains (Maya, what the customer said).',
    query: 'insert into person …',
    parameters: ['what the customer said'],
  });
  const [line] = logged((log) => log.error({ err: new Error('outer', { cause: error }) }, 'failed'));
  expect(line).toMatchObject({
    err: {
      message: 'outer',
      cause: { code: '23514', constraint_name: 'person_email_check', message: 'violates check constraint' },
    },
  });
  expect(JSON.stringify(line)).not.toContain('customer');
  expect(JSON.stringify(line)).toContain('log.test.ts');
});

test('what was thrown may be anything', () => {
  const [line] = logged((log) => log.error({ err: 'a string' }, 'failed'));
  expect(line).toMatchObject({ err: { type: 'string', message: 'a string' } });
});
