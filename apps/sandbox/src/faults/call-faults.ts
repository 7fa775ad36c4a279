import type { CallFault } from './call-fault.ts';
import { badSignature } from './on-calls/bad-signature.ts';
import { blackHole } from './on-calls/black-hole.ts';
import { connectionReset } from './on-calls/connection-reset.ts';
import { delay } from './on-calls/delay.ts';
import { drip } from './on-calls/drip.ts';
import { duplicateKeys } from './on-calls/duplicate-keys.ts';
import { empty } from './on-calls/empty.ts';
import { extraField } from './on-calls/extra-field.ts';
import { html502 } from './on-calls/html-502.ts';
import { http429 } from './on-calls/http-429.ts';
import { httpStatus } from './on-calls/http-status.ts';
import { invalidUtf8 } from './on-calls/invalid-utf8.ts';
import { lateRow } from './on-calls/late-row.ts';
import { loseAnswer } from './on-calls/lose-answer.ts';
import { malformedChunk } from './on-calls/malformed-chunk.ts';
import { missingRespcd } from './on-calls/missing-respcd.ts';
import { missingSyssn } from './on-calls/missing-syssn.ts';
import { numberTypes } from './on-calls/number-types.ts';
import { oversized } from './on-calls/oversized.ts';
import { randomBytes } from './on-calls/random-bytes.ts';
import { redirect } from './on-calls/redirect.ts';
import { respcd } from './on-calls/respcd.ts';
import { stall } from './on-calls/stall.ts';
import { truncated } from './on-calls/truncated.ts';
import { truncatedJson } from './on-calls/truncated-json.ts';
import { unknownRespcd } from './on-calls/unknown-respcd.ts';
import { unsigned } from './on-calls/unsigned.ts';
import { wrongAmount } from './on-calls/wrong-amount.ts';
import { wrongContentType } from './on-calls/wrong-content-type.ts';
import { wrongEcho } from './on-calls/wrong-echo.ts';

/** Everything that can go wrong with the answer to a call, by the name that rules use. */
export const CALL_FAULTS = {
  'bad-signature': badSignature,
  'black-hole': blackHole,
  'connection-reset': connectionReset,
  delay: delay,
  drip: drip,
  'duplicate-keys': duplicateKeys,
  empty: empty,
  'extra-field': extraField,
  'html-502': html502,
  'http-429': http429,
  'http-status': httpStatus,
  'invalid-utf8': invalidUtf8,
  'late-row': lateRow,
  'lose-answer': loseAnswer,
  'malformed-chunk': malformedChunk,
  'missing-respcd': missingRespcd,
  'missing-syssn': missingSyssn,
  'number-types': numberTypes,
  oversized: oversized,
  'random-bytes': randomBytes,
  redirect: redirect,
  respcd: respcd,
  stall: stall,
  truncated: truncated,
  'truncated-json': truncatedJson,
  'unknown-respcd': unknownRespcd,
  unsigned: unsigned,
  'wrong-amount': wrongAmount,
  'wrong-content-type': wrongContentType,
  'wrong-echo': wrongEcho,
} as const satisfies Record<string, CallFault>;
