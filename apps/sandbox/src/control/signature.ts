import { clientKey, type Keyring, type SignType } from '@qf/signing';
import { explainMismatch } from '@qf/signing/explain';
import { Router } from 'express';
import type { MerchantBook } from '../merchants.ts';
import { badInput, notFound } from './control-error.ts';

/**
 * `POST /signature/explain` with `{ received, app_code, fields | form | body, sign_type?, client_key? }`.
 *
 * `fields` is an object, `form` a form or query string as sent, `body` that of a notification or reply. Answers the
 * mistake behind the signature, or `{ "explanation": null }` when it fits or no known mistake made it.
 */
export function signatureRoutes(merchants: MerchantBook): Router {
  const router = Router();
  router.post('/signature/explain', (request, response) => {
    const { received, app_code, fields, form, body, ...more } = asked(request.body);
    const common = {
      received: text('received', received),
      keys: keysOf(merchants, app_code, more['client_key']),
      ...(typeof app_code === 'string' ? { appCode: app_code } : {}),
      ...signTypeOf(more['sign_type']),
    };
    const explanation =
      body === undefined
        ? explainMismatch({ ...common, fields: pairs(fields, form) })
        : explainMismatch({ ...common, body: text('body', body) });
    response.json({ explanation: explanation ?? null });
  });
  return router;
}

/** A key that was sent along goes before the store's. */
function keysOf(merchants: MerchantBook, app_code: unknown, client_key: unknown): Keyring {
  if (client_key !== undefined && (typeof client_key !== 'string' || client_key === '')) {
    // Never what it was: it may be a key, in a list for example.
    throw badInput('client_key', 'a key as text', undefined);
  }
  if (client_key !== undefined) {
    return clientKey(client_key, { id: 'given', allowShortKey: true });
  }
  const merchant = merchants.get(String(app_code));
  if (merchant === undefined) throw notFound('merchant', String(app_code));
  return merchant.keys;
}

function signTypeOf(sign_type: unknown): { signType?: SignType } {
  if (sign_type === undefined) return {};
  const given = text('sign_type', sign_type).toUpperCase();
  if (given === 'MD5' || given === 'SHA256') return { signType: given };
  throw badInput('sign_type', 'MD5 or SHA256', sign_type);
}

function asked(body: unknown): Record<string, unknown> {
  return Object(body) as Record<string, unknown>;
}

function pairs(fields: unknown, form: unknown): [string, string][] {
  if (typeof form === 'string') return [...new URLSearchParams(form)];
  if (typeof fields !== 'object' || fields === null) {
    throw badInput('fields', 'an object of parameters (or form, or body)', fields);
  }
  return Object.entries(fields).map(([name, value]) => [name, String(value)]);
}

function text(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw badInput(name, 'text', value);
}
