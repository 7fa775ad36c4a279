import { type Issue, type Operation, readWireRequest } from '@qf/protocol';
import type { Engine, Script } from '../engine.ts';
import type { Merchant } from '../merchants.ts';

/** How strictly the gateway of this sandbox reads. */
export interface GatewayPolicy {
  /** Refuse unknown fields, and accept the plain form encoding only. */
  readonly strict: boolean;
}

/** An authenticated call. */
export interface Call {
  readonly engine: Engine;
  readonly merchant: Merchant;
  /** The values that were signed. */
  readonly fields: ReadonlyMap<string, string>;
  readonly policy: GatewayPolicy;
  /** What was called. */
  readonly path: string;
  /** Where the customer's pages are. */
  readonly publicUrl: string;
  /** What a test asked of this very call. */
  readonly script?: Script;
}

/** What a call answers: the fields in the order they are printed, and advice for the developer. */
export interface Answer {
  readonly reply: Readonly<Record<string, unknown>>;
  readonly hints: readonly string[];
  /** The row it is about. */
  readonly syssn?: string;
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
  const { strict } = policy;
  const text = strict ? new Map<string, string>() : ampersands(fields);
  const readable = [...fields].map(
    ([name, value]) => [name, text.has(name) ? STAND_IN : value] as const,
  );
  const reading = readWireRequest(operation, readable, { strict });
  if (!reading.ok) {
    return { ok: false, respcd: '1104', respmsg: reading.issues.map(sentence).join('; ') };
  }
  const { request, dropped } = reading;
  return {
    ok: true,
    request: {
      ...request,
      ...Object.fromEntries([...text].filter(([name]) => name in Object(request))),
    },
    hints: [
      ...dropped
        .slice(0, 1)
        .map(() => `ignored, because ${operation.name} does not know them: ${dropped.join(', ')}`),
      ...[...text.keys()].map(
        (name) => `${name}: an & cannot be told from a separator; leave it out`,
      ),
    ],
  };
}

/** Free text, and how many characters each may have. */
const LONGEST = { goods_name: 64, goods_info: 512, goods_detail: 512, trade_name: 128, udid: 40 };

/** What is checked in the place of a text with an `&`. */
const STAND_IN = 'x';

/** Our clients send no `&` in free text; deployed programs do, and the gateway reads it from a form. */
function ampersands(fields: ReadonlyMap<string, string>): Map<string, string> {
  const found = Object.entries(LONGEST).flatMap(([name, most]) => {
    const text = fields.get(name) ?? '';
    const fits = text.includes('&') && text.length <= most && !/[\p{Cc}\p{Cs}]/u.test(text);
    return fits ? [[name, text] as const] : [];
  });
  return new Map(found);
}

function sentence({ field, rule, expected, received }: Issue): string {
  return `${field}: ${rule}, expected ${expected}, received ${received}`;
}
