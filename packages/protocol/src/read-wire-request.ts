import * as z from 'zod';
import { excusedFields, withoutStandIns, withStandIns } from './excused-fields.ts';
import { noteOf } from './noted.ts';
import type { Operation, WireRules } from './operation.ts';
import type { Issue } from './protocol-error.ts';
import { requestIssues } from './read-request.ts';
import { type RequestShape, requestShape } from './request-shape.ts';

/** A request that a server may act on, or everything that is wrong with it. */
export type WireReading<Request> =
  | {
      readonly ok: true;
      readonly request: Request;
      /** Names that the call does not know; ignored. */
      readonly dropped: string[];
    }
  | { readonly ok: false; readonly issues: Issue[] };

/**
 * Reads the signed fields of a request as the server: digits become integers, JSON text becomes
 * objects, empties vanish, known misspellings are understood, unknown names are dropped and listed.
 * What only a careful sender avoids is read as it was signed: `&` and control characters in a text,
 * `&name=` in an address, a zero date in `txdtm` (our decision D-41). `strict` refuses all of
 * that, unknown names too, and understands nothing beyond the documents.
 */
export function readWireRequest<Request>(
  operation: Pick<Operation<Request, unknown>, 'request' | 'wire'>,
  fields: Iterable<readonly [string, string]>,
  { strict = false }: { strict?: boolean } = {},
): WireReading<Request> {
  const sent = withAliases(fields, strict ? {} : operation.wire);
  const shape = requestShape(operation.request, Object.fromEntries(sent));
  const isKept = (name: string): boolean => strict || Object.hasOwn(shape, name);
  const dropped = [...sent.keys()].filter((name) => !isKept(name));
  const kept = [...sent].filter(([name]) => isKept(name));
  const input = Object.fromEntries(kept.map(([name, text]) => [name, fromWire(shape[name], text)]));
  const absent = missing(operation.wire, sent, shape);
  const reading = strict
    ? operation.request.safeParse(input)
    : tolerantReading(operation, input, shape);
  if (!reading.success) {
    return {
      ok: false,
      issues: [...requestIssues(operation.request, reading.error, input), ...absent],
    };
  }
  return absent.length === 0
    ? { ok: true, request: reading.data, dropped }
    : { ok: false, issues: absent };
}

/** A field that a server does not judge is judged by its own example, and comes out as it was sent. */
function tolerantReading<Request>(
  { request, wire }: Pick<Operation<Request, unknown>, 'request' | 'wire'>,
  input: Readonly<Record<string, unknown>>,
  shape: RequestShape,
): z.ZodSafeParseResult<Request> {
  const reading = request.safeParse(input);
  if (reading.success) return reading;
  const optional = (wire?.optional ?? []).filter((name) => !Object.hasOwn(input, name));
  const excused = [...optional, ...excusedFields(reading.error, input)];
  if (excused.length === 0) return reading;
  const judged = request.safeParse(withStandIns(input, excused, shape));
  if (!judged.success) return judged;
  const sent = withoutStandIns(judged.data as object, input, excused);
  return { success: true, data: sent as Request };
}

function withAliases(
  fields: Iterable<readonly [string, string]>,
  { aliases = {}, defaults = {} }: WireRules = {},
): Map<string, string> {
  const filled = [...fields].filter(([, text]) => text !== '');
  const own = new Map(filled.filter(([name]) => !Object.hasOwn(aliases, name)));
  const renamed = filled.flatMap(([name, text]) => {
    const meant = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
    return meant === undefined ? [] : [[meant, text] as const];
  });
  return new Map([...Object.entries(defaults), ...renamed, ...own]);
}

const JSON_SCHEMAS = [z.ZodObject, z.ZodArray, z.ZodRecord];

/** The value a schema wants, made from text; text that does not fit stays text and becomes an issue. */
function fromWire(schema: z.core.$ZodType | undefined, text: string): unknown {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (inner instanceof z.ZodNumber) return /^\d{1,15}$/.test(text) ? Number(text) : text;
  return JSON_SCHEMAS.some((kind) => inner instanceof kind) ? parsedJson(text) : text;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function missing(
  wire: WireRules | undefined,
  sent: ReadonlyMap<string, string>,
  shape: RequestShape,
): Issue[] {
  const absent = (wire?.required ?? []).filter((name) => !sent.has(name));
  return absent.map((name) => {
    const note = noteOf(shape[name]);
    return {
      field: name,
      rule: 'required',
      expected: note?.expected ?? 'a value',
      received: 'nothing',
      ...(note === undefined ? {} : { example: note.example }),
    };
  });
}
