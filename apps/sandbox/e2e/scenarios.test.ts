import { describe, expect, it } from 'vitest';
import { doubleSubmit } from './scenarios/double-submit.ts';
import { expired } from './scenarios/expired.ts';
import { happy } from './scenarios/happy.ts';
import { insufficient } from './scenarios/insufficient.ts';
import { lateSuccessAfterClose } from './scenarios/late-success-after-close.ts';
import { maintenance1100 } from './scenarios/maintenance-1100.ts';
import { notify500ThreeTimes } from './scenarios/notify-500-three-times.ts';
import { notifyDuplicateConcurrent } from './scenarios/notify-duplicate-concurrent.ts';
import { notifyTampered } from './scenarios/notify-tampered.ts';
import { paidButAnswerLost } from './scenarios/paid-but-answer-lost.ts';
import { partialRefundLadder } from './scenarios/partial-refund-ladder.ts';
import { rateLimited } from './scenarios/rate-limited.ts';
import { refundInCutoffWindow } from './scenarios/refund-in-cutoff-window.ts';
import { refundPending1145 } from './scenarios/refund-pending-1145.ts';
import { secretRotation } from './scenarios/secret-rotation.ts';
import { slowPayer } from './scenarios/slow-payer.ts';
import { openStage, type Story } from './scenarios/stage.ts';

/** Sixteen stories from a merchant's life; each is a file that reads as what happens. */
const STORIES: Readonly<Record<string, Story>> = {
  'double-submit': doubleSubmit,
  expired: expired,
  happy: happy,
  insufficient: insufficient,
  'late-success-after-close': lateSuccessAfterClose,
  'maintenance-1100': maintenance1100,
  'notify-500-three-times': notify500ThreeTimes,
  'notify-duplicate-concurrent': notifyDuplicateConcurrent,
  'notify-tampered': notifyTampered,
  'paid-but-answer-lost': paidButAnswerLost,
  'partial-refund-ladder': partialRefundLadder,
  'rate-limited': rateLimited,
  'refund-in-cutoff-window': refundInCutoffWindow,
  'refund-pending-1145': refundPending1145,
  'secret-rotation': secretRotation,
  'slow-payer': slowPayer,
};

describe.each(Object.entries(STORIES))('%s', (_name, { says, options, play }) => {
  it(says, async () => {
    const stage = await openStage(options);
    try {
      await play(stage);
    } finally {
      await stage.close();
    }
  });
});

it('there are sixteen', () => {
  expect(Object.keys(STORIES)).toHaveLength(16);
});
