import { hash, parseOptions } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { checkPassword, hashPassword } from './password.ts';

test('the right password passes and a wrong one does not', async () => {
  const stored = await hashPassword('correct horse');
  expect(await checkPassword(stored, 'correct horse')).toEqual({ ok: true });
  expect(await checkPassword(stored, 'correct horsf')).toEqual({ ok: false });
});

test('hashes are argon2id at 19 MiB, two passes, one lane, and salted', async () => {
  const [one, two] = await Promise.all([hashPassword('same words'), hashPassword('same words')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
});

test('a hash of another cost is replaced when its password proves right, and only then', async () => {
  const old = await hash('correct horse', { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  const { ok, rehashed } = await checkPassword(old, 'correct horse');
  expect(ok).toBe(true);
  expect(parseOptions(rehashed ?? '')).toMatchObject({ memoryCost: 19_456, timeCost: 2 });
  expect(await checkPassword(rehashed ?? null, 'correct horse')).toEqual({ ok: true });
  expect(await checkPassword(old, 'wrong')).toEqual({ ok: false });
});

test('no password is right for an account without one', async () => {
  expect(await checkPassword(null, '')).toEqual({ ok: false });
  expect(await checkPassword(null, 'anything')).toEqual({ ok: false });
});
