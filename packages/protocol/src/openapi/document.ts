import { ENVIRONMENTS } from '../environment.ts';
import { HEADERS } from '../header-names.ts';
import { notificationKinds } from '../notification-kind.ts';
import type { Operation } from '../operation.ts';
import { OPERATIONS } from '../operations.ts';
import { RESPONSE_CODES } from '../response-code.ts';
import { type JsonSchema, replyJsonSchema, requestJsonSchema } from './json-schema.ts';
import { OPERATION_TITLES, TAGS } from './operation-title.ts';
import { pathItem, withRequired } from './path-item.ts';
import { PAYMENT_SCHEMAS } from './payment-schemas.ts';

/** An OpenAPI 3.1 document as plain JSON. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly webhooks: Readonly<Record<string, unknown>>;
  readonly components: Readonly<Record<string, unknown>>;
}

/** What a document can be told about where it is served. */
export interface OpenApiOptions {
  /** Addresses that answer; QFPay's environments unless told. */
  readonly servers?: OpenApiDocument['servers'];
  /** Only these calls; all of them unless told. */
  readonly operations?: readonly (keyof typeof OPERATIONS)[];
}

/**
 * The gateway as an OpenAPI 3.1 document, made from the schemas that this package reads and writes
 * with. QFPay publishes none.
 *
 * @example
 * writeFileSync('qfpay.json', JSON.stringify(openApiDocument()));
 */
export function openApiDocument({
  servers = ENVIRONMENT_SERVERS,
  operations = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[],
}: OpenApiOptions = {}): OpenApiDocument {
  const described = operations.map((name): Operation<unknown, unknown> => OPERATIONS[name]);
  const used = new Set(described.map(({ name }) => OPERATION_TITLES[name][1]));
  const tags = Object.entries(TAGS).filter(([name]) => used.has(name));
  return {
    openapi: '3.1.1',
    info: INFO,
    servers,
    tags: tags.map(([name, description]) => ({ name, description })),
    security: [{ appCode: [], signature: [] }],
    paths: Object.fromEntries(described.map((one) => [one.path, pathItem(one)])),
    webhooks: { notification: { post: NOTIFICATION } },
    components: { schemas: schemas(), ...SHARED_COMPONENTS },
  };
}

const INFO = {
  title: 'QFPay OpenAPI',
  version: '2026',
  summary: 'Payments, refunds and what belongs to them',
  description:
    'Generated from the schemas of @qf/protocol, which follow the public documents of QFPay. Requests are forms; numbers are written in decimal, objects as JSON text, empty fields are left out. The signature is the upper-case hex digest of all fields, sorted by name and joined as name=value with &, followed by the client key.',
  license: { name: 'MIT', identifier: 'MIT' },
};

const ENVIRONMENT_SERVERS: OpenApiDocument['servers'] = Object.entries(ENVIRONMENTS).map(
  ([description, url]) => ({ url, description }),
);

const SHARED_COMPONENTS = {
  securitySchemes: {
    appCode: {
      type: 'apiKey',
      in: 'header',
      name: HEADERS.appCode,
      description: 'Public identifier of the store or agent.',
    },
    signature: {
      type: 'apiKey',
      in: 'header',
      name: HEADERS.sign,
      description: 'Digest of the fields and the client key, as hex.',
    },
  },
  parameters: {
    SignType: {
      name: HEADERS.signType,
      in: 'header',
      description: 'SHA256 when that was used; absent means MD5.',
      required: false,
      schema: { type: 'string', enum: ['MD5', 'SHA256'] },
    },
  },
  headers: {
    Signature: {
      description: 'MD5 of the body followed by the client key; may be absent.',
      schema: { type: 'string' },
    },
  },
};

const NOTIFICATION = {
  operationId: 'notification',
  summary: 'A payment, a refund or another event',
  description:
    'The signature is the MD5 of the raw body followed by the client key. Repeated until it is acknowledged; duplicates and any order must be expected.',
  parameters: [
    {
      name: HEADERS.sign,
      in: 'header',
      description: 'Signature of the body.',
      required: true,
      schema: { type: 'string' },
    },
  ],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Notification' } } },
  },
  responses: {
    '200': {
      description: 'Acknowledged; nothing else ends the repetition.',
      content: { 'text/plain': { schema: { type: 'string', const: 'SUCCESS' } } },
    },
    '4XX': { description: 'Refused: the signature does not fit, or the body cannot be read.' },
  },
};

function schemas(): Record<string, JsonSchema> {
  const { required } = OPERATIONS.payment.wire ?? {};
  const payments = Object.entries(PAYMENT_SCHEMAS).map(
    ([name, schema]) => [name, withRequired(requestJsonSchema(schema), required)] as const,
  );
  return {
    ...Object.fromEntries(payments),
    Notification: notificationSchema(),
    ResponseCode: responseCodeSchema(),
  };
}

function notificationSchema(): JsonSchema {
  const kinds = Object.entries(notificationKinds).map(([type, { fields, required }]) => ({
    title: type,
    ...withRequired(replyJsonSchema(fields), required),
    additionalProperties: true,
  }));
  return { description: 'New fields and kinds may come at any time.', anyOf: kinds };
}

function responseCodeSchema(): JsonSchema {
  const meanings = Object.values(RESPONSE_CODES).map(({ respcd, meaning }) => [respcd, meaning]);
  return {
    type: ['string', 'number'],
    description: 'Result of a call or transaction. An unlisted code leaves open what happened.',
    examples: ['0000'],
    'x-meanings': Object.fromEntries(meanings),
  };
}
