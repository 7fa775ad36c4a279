import { Buffer } from 'node:buffer';
import type { Pair } from './signable-pairs.ts';

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

/** Pairs with `%XX` decoded and `+` kept. */
export function percentPairs(pairs: readonly Pair[]): readonly Pair[] {
  return pairs.map(([name, value]): Pair => [percentDecoded(name), percentDecoded(value)]);
}

/** Pairs with `%XX` decoded and `+` read as a space. */
export function formPairs(pairs: readonly Pair[]): readonly Pair[] {
  return percentPairs(
    pairs.map(([name, value]): Pair => [name.replaceAll('+', ' '), value.replaceAll('+', ' ')]),
  );
}

/** Escapes that are no UTF-8 and a `%` that begins no pair of hex digits stay: raw senders leave `50%DEal`. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
    const decoded = bytes.toString();
    // The sign for what cannot be read may itself have been sent.
    return decoded.includes('\uFFFD') && !Buffer.from(decoded).equals(bytes) ? run : decoded;
  });
}
