import * as z from 'zod';
import { isRecord } from './is-record.ts';
import { looseCount, looseText, replyCode } from './reply-field.ts';
import { replyObject } from './sparse-object.ts';

/** A reply that puts what it is about into `data`. */
export interface Enveloped<Data> {
  readonly respcd: string;
  readonly resperr?: string | undefined;
  readonly respmsg?: string | undefined;
  /** Absent from a refusal, and from an answer that has nothing to add. */
  readonly data?: Data | undefined;
}

/** A reply that lists what was found, a page at a time. */
export interface Listed<Item> {
  readonly respcd: string;
  readonly resperr?: string | undefined;
  readonly respmsg?: string | undefined;
  readonly page?: number | undefined;
  readonly page_size?: number | undefined;
  readonly total_count?: number | undefined;
  readonly data: Item[];
}

const head = { respcd: replyCode, resperr: looseText, respmsg: looseText };

/** `data` as an object; anything else there counts as absent and stays in the raw reply. */
export function envelopedReply<Shape extends z.core.$ZodLooseShape>(data: Shape) {
  return replyObject({ ...head, data: optionalObject(data) });
}

/** An object or nothing. */
export function optionalObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.preprocess(
    (value) => (isRecord(value) ? value : undefined),
    replyObject(shape).optional(),
  );
}

/** `data` as a list; null and "" are an empty one, a single object is a list of one. */
export function listedReply<Item extends z.core.$ZodType>(item: Item) {
  const shape = {
    ...head,
    page: looseCount,
    page_size: looseCount,
    total_count: looseCount,
    data: z.preprocess(toList, z.array(item)),
  };
  return replyObject(shape, withDataOfRefusal);
}

function toList(data: unknown): unknown {
  if (data === null || data === '') return [];
  return isRecord(data) ? [data] : data;
}

/** A query that was answered (0000) must show its list; one that was refused has none to show. */
function withDataOfRefusal(answer: unknown): unknown {
  if (!isRecord(answer) || 'data' in answer) return answer;
  return 'respcd' in answer && answer['respcd'] !== '0000' ? { ...answer, data: [] } : answer;
}
