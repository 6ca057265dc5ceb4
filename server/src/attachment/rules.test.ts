import { MAX_FILE_BYTES } from '@caseroom/shared/attachment';
import { isRefusal } from '@caseroom/shared/refusal';
import { expect, test } from 'vitest';
import { cleanName, dispositionOf, judgeFile, mayRemove } from './rules.ts';

const text = { mediaType: undefined, isText: true };
const bytes = (mediaType: string) => ({ mediaType, isText: false });

test.each([
  ['a.png', bytes('image/png'), 'image/png'],
  ['A.JPG', bytes('image/jpeg'), 'image/jpeg'],
  ['old.xls', bytes('application/x-cfb'), 'application/vnd.ms-excel'],
  ['call.wav', bytes('audio/wav'), 'audio/wav'],
  ['log.txt', text, 'text/plain'],
  ['chat.json', text, 'application/json'],
])('%s is kept as what it is', (name, sniffed, mediaType) => {
  expect(judgeFile({ name, size_bytes: 10 }, sniffed)).toBe(mediaType);
});

test.each([
  ['page.html', text, 'unsupported-media-type'],
  ['drawing.svg', text, 'unsupported-media-type'],
  ['setup.exe', bytes('application/x-msdownload'), 'unsupported-media-type'],
  ['noending', text, 'unsupported-media-type'],
  ['constructor', text, 'unsupported-media-type'],
  ['x.constructor', text, 'unsupported-media-type'],
  ['a.png', text, 'unsupported-media-type'],
  ['a.png', bytes('image/gif'), 'unsupported-media-type'],
  ['a.pdf', bytes('application/x-msdownload'), 'unsupported-media-type'],
  ['a.txt', bytes('image/png'), 'unsupported-media-type'],
])('%s is refused when its bytes say otherwise, or nobody takes such files', (name, sniffed, code) => {
  const verdict = judgeFile({ name, size_bytes: 10 }, sniffed);
  expect(isRefusal(verdict) && verdict.refused).toBe(code);
});

test('nothing, and too much, are refused', () => {
  expect(judgeFile({ name: 'a.txt', size_bytes: 0 }, text)).toMatchObject({ refused: 'invalid' });
  expect(judgeFile({ name: 'a.txt', size_bytes: MAX_FILE_BYTES + 1 }, text)).toMatchObject({
    refused: 'too-large',
  });
});

test('a name cannot break out of the header, nor hide how it ends', () => {
  expect(dispositionOf('bill "1"\r\n.pdf')).toBe(
    'attachment; filename="bill _1___.pdf"; filename*=UTF-8\'\'bill%20%221%22%0D%0A.pdf',
  );
  expect(dispositionOf('Grüße.txt')).toContain("filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt");
  expect(cleanName('C:\\users\\x\\cod.\u202Efdp.exe')).toBe('cod.fdp.exe');
});

test('whoever attached it takes it away, and leads', () => {
  expect(mayRemove({ personId: 'a', role: 'agent' }, 'a')).toBe(true);
  expect(mayRemove({ personId: 'b', role: 'agent' }, 'a')).toBe(false);
  expect(mayRemove({ personId: 'a', role: 'qa' }, 'a')).toBe(false);
  expect(mayRemove({ personId: 'b', role: 'lead' }, 'a')).toBe(true);
});
