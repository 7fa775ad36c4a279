import { Buffer } from 'node:buffer';
import { inLegacyCharset } from './legacy-charset.ts';
import type { Mistake, Sample } from './mistake.ts';

const fix = 'Turn the text into UTF-8 bytes before it is hashed, and send the same bytes.';

/** The right text in the wrong bytes. */
export function* charsetMistakes({ text }: Sample): Iterable<Mistake> {
  if (!/[^\0-\x7F]/.test(text)) return;
  for (const cause of ['gbk', 'big5'] as const) {
    const content = inLegacyCharset(text, cause);
    if (content !== undefined) yield { ...wrongBytes(cause, cause.toUpperCase()), content };
  }
  const questioned = text.replace(/[^\0-\xFF]/gu, '?');
  yield { ...wrongBytes('latin-1', 'Latin-1'), content: Buffer.from(questioned, 'latin1') };
  yield { ...wrongBytes('latin-1', 'Latin-1'), content: Buffer.from(text, 'latin1') };
  yield {
    cause: 'utf-8-twice',
    sentence:
      'The UTF-8 bytes were taken for Latin-1 and encoded as UTF-8 once more before signing.',
    fix,
    content: Buffer.from(text).toString('latin1'),
  };
}

function wrongBytes(cause: 'gbk' | 'big5' | 'latin-1', name: string): Omit<Mistake, 'content'> {
  return { cause, sentence: `The text was hashed as ${name} bytes, not as UTF-8.`, fix };
}
