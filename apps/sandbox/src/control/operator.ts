import { Router } from 'express';
import type { Engine } from '../engine.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { OneShotQueue } from '../faults/one-shot-queue.ts';
import type { RequestLog } from '../gateway/request-log.ts';
import type { MerchantBook } from '../merchants.ts';
import type { Recorder } from '../replay/recorder.ts';
import type { RepeatCall } from '../replay/repeat-call.ts';
import { checkoutRoutes } from './checkouts.ts';
import { codeRoutes } from './codes.ts';
import { faultRoutes } from './faults.ts';
import { journalRoutes } from './journal.ts';
import { merchantRoutes } from './merchants.ts';
import { recordingRoutes } from './recordings.ts';
import { requestRoutes } from './requests.ts';
import { ruleRoutes } from './rules.ts';
import { signatureRoutes } from './signature.ts';

/** What an operator sets and looks at, besides the journal. */
export interface OperatorParts {
  readonly merchants: MerchantBook;
  readonly faults: FaultPlan;
  readonly next: OneShotQueue;
  readonly requests: RequestLog;
  readonly repeat: RepeatCall;
  readonly gatewayUrl: () => string;
  readonly recorder: Recorder;
  /** A key nobody can guess. */
  readonly newKey: () => string;
  /** Plays another journal. */
  readonly adopt: Engine['adopt'];
}

/** Stores, faults, rules, requests, recordings, snapshots, the journal as text, and the doctor. */
export function operatorRoutes(engine: Engine, parts: OperatorParts): Router {
  const router = Router();
  router.use(
    merchantRoutes(parts),
    checkoutRoutes(engine, parts),
    faultRoutes(engine, parts),
    ruleRoutes(engine),
    requestRoutes(parts),
  );
  router.use(recordingRoutes(parts.recorder), journalRoutes(engine, parts.adopt));
  router.use(signatureRoutes(parts.merchants), codeRoutes());
  return router;
}
