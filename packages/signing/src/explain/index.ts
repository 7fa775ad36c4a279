export type { Cause } from './cause.ts';
export { explainMismatch } from './explain-mismatch.ts';
export type { Explanation } from './explanation.ts';
export type { BodyMismatch, Circumstances, FieldsMismatch, Mismatch } from './mismatch.ts';
