import * as z from 'zod';
import { isRecord } from './is-record.ts';

/** Text that decides something: a number is read as its digits, an object is an issue. */
export const keyText = z.preprocess(scalarText, z.string().optional());

/** Text that only informs: anything that is no scalar counts as absent and stays in the raw reply. */
export const looseText = z.preprocess(informingText, z.string().optional());

/** Minor units as number or digits; anything else that is present is an issue. */
export const replyAmount = z.preprocess(readInteger, z.int().optional());

/** A page number or count; anything unreadable counts as absent. */
export const looseCount = z.preprocess(informingInteger, z.int().optional());

/** An object that only informs. */
export const looseRecord = z.preprocess(
  (value) => (isRecord(value) ? value : undefined),
  z.record(z.string(), z.unknown()).optional(),
);

/** The result code. It is the one field that every reply must have. */
export const replyCode = z.preprocess(scalarText, z.string().max(32));

function scalarText(value: unknown): unknown {
  if (value === null || value === '') return undefined;
  return typeof value === 'number' ? String(value) : value;
}

function informingText(value: unknown): unknown {
  const text = typeof value === 'boolean' ? String(value) : scalarText(value);
  return typeof text === 'string' ? text : undefined;
}

function readInteger(value: unknown): unknown {
  if (value === null || value === '') return undefined;
  const isDigits = typeof value === 'string' && /^-?\d{1,15}$/.test(value);
  return isDigits ? Number(value) : value;
}

function informingInteger(value: unknown): unknown {
  const number = readInteger(value);
  return Number.isSafeInteger(number) ? number : undefined;
}
