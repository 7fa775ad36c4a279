import { byName, joined, type Pair } from '../signable-pairs.ts';
import type { Mistake, Sample } from './mistake.ts';
import { signedPairs } from './signed-pairs.ts';

/** A set of parameters that differs from the one that arrived. */
export function* parameterMistakes(sample: Sample): Iterable<Mistake> {
  yield* signIncluded(sample);
  const right = signedPairs(sample.pairs);
  for (const [parameter] of right) {
    yield {
      cause: 'parameter-left-out',
      sentence: `Parameter ${parameter} was sent but not signed.`,
      fix: `Add ${parameter} before signing; everything that is sent is signed.`,
      content: joined(right.filter(([name]) => name !== parameter)),
      parameter,
    };
  }
  for (const extra of unsent(sample)) {
    const [parameter] = extra;
    yield {
      cause: 'parameter-not-sent',
      sentence: `Parameter ${parameter} was signed but not sent.`,
      fix: `Sign what is sent: leave ${parameter} out of the signature, or send it.`,
      content: joined([...right, extra].toSorted(byName)),
      parameter,
    };
  }
}

function* signIncluded({ pairs }: Sample): Iterable<Mistake> {
  const withSign = signedPairs(pairs, { sign: true });
  const placeholder: Pair = ['sign', ''];
  for (const signed of [withSign, [...signedPairs(pairs), placeholder].toSorted(byName)]) {
    yield {
      cause: 'sign-included',
      sentence: 'A parameter named sign took part in the signature.',
      fix: 'Leave sign out; the signature goes into the header X-QF-SIGN.',
      content: joined(signed),
      parameter: 'sign',
    };
  }
}

const OFTEN_EMPTY = [
  'goods_name',
  'mchid',
  'notify_url',
  'pay_tag',
  'return_url',
  'txzone',
  'udid',
  'lang',
];

/** Parameters with known names and values that programs sign by habit. */
function unsent({ pairs, appCode, mchid, secret }: Sample): readonly Pair[] {
  const sent = new Set(pairs.map(([name]) => name));
  const candidates: Pair[] = [
    ['mchid', mchid ?? ''],
    ...['appcode', 'app_code', 'code'].map((name): Pair => [name, appCode ?? '']),
    ...['key', 'client_key', 'app_key', 'appkey'].map((name): Pair => [name, secret]),
    ...['SHA256', 'MD5', 'sha256', 'md5'].map((value): Pair => ['sign_type', value]),
    ...OFTEN_EMPTY.map((name): Pair => [name, '']),
  ];
  return candidates.filter(([name]) => !sent.has(name));
}
