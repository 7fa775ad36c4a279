import { plainDigest } from '../digest.ts';
import { type Explanation, explanation } from './explanation.ts';
import { FAMILIES } from './families.ts';
import { type Mismatch, samples } from './mismatch.ts';
import { digestOf, type Mistake, type Sample } from './mistake.ts';
import { tooLarge } from './too-large.ts';

/**
 * Names the mistake behind a signature that does not fit, by trying the usual ones.
 *
 * Returns undefined when the signature fits after all, or when no single known mistake made it. Beyond 200 parameters,
 * 16 KiB of them or a body of 64 KiB it does not search and says so, with the cause `too-large`. It answers with what
 * has to be signed, so show it to developers and in tests, never to whoever sent the request.
 *
 * @example
 * const fields = new URLSearchParams('txcurrcd=HKD&txamt=100');
 * explainMismatch({ received: '6FB2…', fields, keys: key })?.sentence;
 * // 'The parameters were signed in the order in which they were sent, not sorted.'
 */
export function explainMismatch(mismatch: Mismatch): Explanation | undefined {
  const wanted = String(mismatch.received).toUpperCase();
  const known = samples(mismatch);
  if (known.some((sample) => fits(sample, wanted))) return undefined;
  for (const sample of known) {
    const mistake = tooLarge(sample) ?? mistakeBehind(sample, wanted);
    if (mistake !== undefined) return explanation(sample, mistake);
  }
  return undefined;
}

function fits({ text, secret, hash, declaredHash }: Sample, wanted: string): boolean {
  return hash === declaredHash && plainDigest(hash, `${text}${secret}`) === wanted;
}

function mistakeBehind(sample: Sample, wanted: string): Mistake | undefined {
  for (const family of FAMILIES[sample.kind]) {
    for (const mistake of family(sample)) {
      if (digestOf(mistake, sample) === wanted) return mistake;
    }
  }
  return undefined;
}
