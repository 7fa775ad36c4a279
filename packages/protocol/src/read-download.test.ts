import { describe, expect, it } from 'vitest';
import { tradeBillOperation } from './operations/trade-bill.ts';
import { readDownload } from './read-download.ts';

const text = (value: string) => new TextEncoder().encode(value);

describe('readDownload', () => {
  it.each([
    ['a zip file', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0)],
    ['an empty zip file', Uint8Array.of(0x50, 0x4b, 5, 6, 0, 0)],
  ])('gives %s as it came', (_, file) => {
    expect(readDownload(tradeBillOperation, file)).toEqual({ kind: 'file', file });
  });

  it('reads a refusal as a reply', () => {
    expect(readDownload(tradeBillOperation, text('{"respcd": "1104", "data": null}'))).toEqual({
      kind: 'reply',
      reading: { ok: true, reply: { respcd: '1104' }, raw: { respcd: '1104', data: null } },
    });
  });

  it.each([
    text(''),
    text('PK'),
    Uint8Array.of(0x50, 0x4b, 3, 6),
    Uint8Array.of(0x50, 0x4b, 5, 4),
    Uint8Array.of(0x50, 0x4c, 3, 4),
    Uint8Array.of(0x51, 0x4b, 3, 4),
    Uint8Array.of(0x4b, 0x50, 3, 4),
  ])('takes nothing else for a file', (body) => {
    expect(readDownload(tradeBillOperation, body)).toMatchObject({
      kind: 'reply',
      reading: { ok: false },
    });
  });
});
