import { describe, expect, it } from 'vitest';
import { liesIn } from './testing/honesty/lies.ts';
import { runHonesty } from './testing/honesty/run-honesty.ts';

describe('requestSent', () => {
  it('never claims too little or too much, whatever happens to 600 requests', {
    timeout: 60_000,
  }, async () => {
    const trials = await runHonesty(600, 7);
    expect(trials).toHaveLength(600);
    expect(liesIn(trials)).toEqual([]);
    const claims = new Set(trials.map(({ claimed }) => claimed));
    expect([...claims].toSorted()).toEqual(['maybe', 'no', 'yes']);
  });

  it('is judged by a judge who sees lies', () => {
    const trial = { number: 1, behaviour: 'answer', arrived: true, answered: false };
    expect(liesIn([{ ...trial, claimed: 'no' }])).toHaveLength(1);
    expect(liesIn([{ ...trial, claimed: 'yes' }])).toHaveLength(1);
    expect(liesIn([{ ...trial, claimed: 'maybe' }])).toHaveLength(0);
  });
});
