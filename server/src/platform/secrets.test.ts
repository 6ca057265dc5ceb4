import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { isRefusal } from '@caseroom/shared/refusal';
import { describe, expect, test } from 'vitest';
import { createLog } from './log.ts';
import { Secret } from './secret.ts';
import { KEY_FILE, readSecretKeys } from './secret-keys.ts';
import { createSecretBox, type Place, type SecretBox } from './secrets.ts';

const keys = [1, 2].map((fill) => Buffer.alloc(32, fill));
const [newer, older] = keys as [Buffer, Buffer];
const place: Place = ['connection', '7', 'token'];
const box = createSecretBox([newer]);
const text = 'sesame';

const opened = (from: SecretBox, sealed: string, at: Place = place): string | null => {
  const secret = from.open(sealed, at);
  return isRefusal(secret) ? null : secret.reveal();
};

describe('a sealed secret', () => {
  test('opens where it was sealed, and looks different each time', () => {
    const [first, second] = [box.seal(new Secret(text), place), box.seal(new Secret(text), place)];
    expect([opened(box, first), opened(box, second)]).toEqual([text, text]);
    expect(first).not.toBe(second);
    expect(first).not.toContain(text);
  });

  test('does not open in another row, changed in any byte, or cut short', () => {
    const sealed = box.seal(new Secret(text), place);
    expect(opened(box, sealed, ['connection', '8', 'token'])).toBeNull();
    expect(opened(box, sealed, ['connection', '7', 'refresh'])).toBeNull();
    const [form, id, bytes = ''] = sealed.split('.');
    for (let i = 0; i < bytes.length; i++) {
      const other = bytes[i] === 'A' ? 'Q' : 'A';
      expect(opened(box, `${form}.${id}.${bytes.slice(0, i)}${other}${bytes.slice(i + 1)}`)).toBeNull();
    }
    expect(opened(box, `${form}.${id}.${bytes.slice(0, 8)}`)).toBeNull();
    expect(opened(box, '')).toBeNull();
  });

  test('opens with an older key until it is sealed with the newer', () => {
    const sealed = createSecretBox([older]).seal(new Secret(text), place);
    const both = createSecretBox([newer, older]);
    expect([opened(both, sealed), both.isCurrent(sealed)]).toEqual([text, false]);
    expect(both.isCurrent(both.seal(new Secret(text), place))).toBe(true);
    expect(box.open(sealed, place)).toMatchObject({ refused: 'unavailable' });
  });
});

test('a secret shows nothing of itself wherever it is written', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', to: { write: (line) => void lines.push(line) } });
  const secret = new Secret(text);
  log.info({ secret, deep: { secret } }, `${secret}`);
  const shown = [
    ...lines,
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true }),
  ];
  expect(shown.filter((one) => one.includes(text))).toEqual([]);
  expect([secret.equals(text), secret.equals('Sesame')]).toEqual([true, false]);
});

test('the key is made once, for its owner alone, by however many start at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caseroom-keys-'));
  try {
    const config = { secretsKeys: [], dataDir: join(folder, 'data') };
    const made = await Promise.all([1, 2, 3].map(() => readSecretKeys(config)));
    expect(new Set(made.map(([key]) => Buffer.from(key as Uint8Array).toString('hex'))).size).toBe(1);
    expect(await readdir(config.dataDir)).toEqual([KEY_FILE]);
    expect((await stat(join(config.dataDir, KEY_FILE))).mode & 0o777).toBe(0o600);
    expect(await readSecretKeys({ ...config, secretsKeys: keys })).toBe(keys);
  } finally {
    await rm(folder, { recursive: true });
  }
});
