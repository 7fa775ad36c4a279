import { Buffer } from 'node:buffer';
import type { Pair } from './signable-pairs.ts';
import { strictUtf8 } from './strict-utf8.ts';

/** `name=value` pairs of a form text, split at `&` and the first `=`, nothing decoded. */
export function rawPairs(text: string): readonly Pair[] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part): Pair => {
      const at = part.indexOf('=');
      return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    });
}

/** Pairs with `%XX` decoded and `+` kept. Throws {@link FormError} `ERR_QF_FORM_UTF8`. */
export function percentPairs(pairs: readonly Pair[]): readonly Pair[] {
  return pairs.map(([name, value]): Pair => [percentDecoded(name), percentDecoded(value)]);
}

/** Pairs with `%XX` decoded and `+` read as a space. Throws {@link FormError} `ERR_QF_FORM_UTF8`. */
export function formPairs(pairs: readonly Pair[]): readonly Pair[] {
  return percentPairs(
    pairs.map(([name, value]): Pair => [name.replaceAll('+', ' '), value.replaceAll('+', ' ')]),
  );
}

/** A `%` that begins no pair of hex digits stays, as browsers do it; raw senders leave such text. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    strictUtf8(Buffer.from(run.replaceAll('%', ''), 'hex')),
  );
}
