import type { Mistake, Sample } from './mistake.ts';

/** Characters before or after the text that do not belong there. */
export function* edgeMistakes({ kind, text }: Sample): Iterable<Mistake> {
  if (kind === 'fields') {
    for (const content of [`${text}&`, `&${text}`, `?${text}`]) {
      yield {
        cause: 'trailing-ampersand',
        sentence: 'The text begins or ends with a separator.',
        fix: 'Join the pairs with "&" between them only; the key follows the last value directly.',
        content,
      };
    }
  }
  for (const content of [
    `${text}\n`,
    `${text}\r\n`,
    withoutEnd(text),
    withoutEnd(text.replace(/^[ \t\r\n]+/, '')),
  ]) {
    yield {
      cause: 'trailing-newline',
      sentence:
        'A line feed or white space at the edge of the text was added or removed before signing.',
      fix: 'Sign and send the same bytes; add or trim nothing.',
      content,
    };
  }
  yield {
    cause: 'byte-order-mark',
    sentence: 'A byte order mark stands before the text on one side only.',
    fix: 'Write UTF-8 without a byte order mark.',
    content: text.startsWith('\uFEFF') ? text.slice(1) : `\uFEFF${text}`,
  };
}

/** By index: an expression tries the end again for every blank it meets. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
