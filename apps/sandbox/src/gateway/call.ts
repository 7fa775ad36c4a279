import { type Issue, type Operation, readWireRequest } from '@qf/protocol';
import type { Engine } from '../engine.ts';
import type { Merchant } from '../merchants.ts';

/** How the gateway of this sandbox behaves where there is a choice. */
export interface GatewayPolicy {
  /** Refuse unknown fields, and accept the plain form encoding only. */
  readonly strict: boolean;
  /** Hide orders of other months from a query without a range (D-8). */
  readonly monthRule: boolean;
}

/** An authenticated call. */
export interface Call {
  readonly engine: Engine;
  readonly merchant: Merchant;
  /** The values that were signed. */
  readonly fields: ReadonlyMap<string, string>;
  readonly policy: GatewayPolicy;
  /** Where the customer's pages are. */
  readonly publicUrl: string;
}

/** What a call answers: the fields in the order they are printed, and advice for the developer. */
export interface Answer {
  readonly reply: Readonly<Record<string, unknown>>;
  readonly hints: readonly string[];
}

/** Wire to command and result to wire, for one operation. */
export type Handler = (call: Call) => Promise<Answer>;

/** A request that can be acted on, or the refusal. */
export type Reading<Request> =
  | { readonly ok: true; readonly request: Request; readonly hints: readonly string[] }
  | { readonly ok: false; readonly respcd: string; readonly respmsg: string };

/** Reads the signed fields by the operation's own schema, after dropping names nobody knows. */
export function readCall<Request>(
  operation: Operation<Request, unknown>,
  { fields, policy }: Call,
): Reading<Request> {
  if (fields.has('key')) {
    const respmsg = 'key: never send the client key; it only signs. Replace it now if it was real';
    return { ok: false, respcd: '1104', respmsg };
  }
  const reading = readWireRequest(operation, fields, { strict: policy.strict });
  if (!reading.ok) {
    return { ok: false, respcd: '1104', respmsg: reading.issues.map(sentence).join('; ') };
  }
  const { request, dropped } = reading;
  const hint = `ignored, because ${operation.name} does not know them: ${dropped.join(', ')}`;
  return { ok: true, request, hints: dropped.length === 0 ? [] : [hint] };
}

function sentence({ field, rule, expected, received }: Issue): string {
  return `${field}: ${rule}, expected ${expected}, received ${received}`;
}
