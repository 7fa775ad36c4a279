import * as z from 'zod';
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
 * `strict` refuses unknown names and understands nothing beyond the documents.
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
  const reading = operation.request.safeParse(input);
  const issues = [
    ...(reading.success ? [] : requestIssues(operation.request, reading.error, input)),
    ...missing(operation.wire, sent, shape),
  ];
  if (reading.success && issues.length === 0) return { ok: true, request: reading.data, dropped };
  return { ok: false, issues };
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
