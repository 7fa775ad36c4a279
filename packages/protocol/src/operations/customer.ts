import * as z from 'zod';
import { type Enveloped, envelopedReply, type Listed, listedReply } from '../envelope.ts';
import { noted } from '../noted.ts';
import type { Operation } from '../operation.ts';
import { keyText, looseCount, looseRecord, looseText } from '../reply-field.ts';
import * as field from '../request-field.ts';
import { customerId, ownText } from '../resource-field.ts';
import { replyObject, strictRequest } from '../sparse-object.ts';

/** A payer whose cards can be stored (QFPay, Customers). Masked in every error. */
export interface CustomerFields {
  name?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
  /** Sent as JSON text, such as `{ address1, city, postal_code, country_code }`. */
  billing_address?: Record<string, string> | undefined;
}

/** Which customer to change, and what. */
export interface CustomerUpdateRequest extends CustomerFields {
  customer_id: string;
}

/** Which customers to list; all of them when nothing is said. */
export interface CustomerQueryRequest {
  customer_id?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
  /** From 1. */
  page?: number | undefined;
  /** 10 when absent, at most 100. */
  page_size?: number | undefined;
}

/** Which customer to delete. Irreversible, and it cancels the customer's subscriptions. */
export interface CustomerDeleteRequest {
  customer_id: string;
}

/** A customer as the gateway shows it. */
export interface Customer {
  readonly customer_id?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly billing_address?: Readonly<Record<string, unknown>> | undefined;
}

/** A changed or deleted customer: the older edition shows it whole, newer ones count (D-26). */
export interface CustomerChange extends Customer {
  readonly rowAffected?: number | undefined;
  readonly rowDeleted?: number | undefined;
}

const customer = {
  customer_id: keyText,
  name: looseText,
  phone: looseText,
  email: looseText,
  billing_address: looseRecord,
};

const change = { ...customer, rowAffected: looseCount, rowDeleted: looseCount };

const fields = {
  name: ownText(128, 'Chan Tai Man').optional(),
  phone: ownText(32, '+852 0000 0000').optional(),
  email: ownText(128, 'payer@shop.example').optional(),
};

const address = noted(
  {
    expected: 'an object of texts; the wire carries it as JSON text',
    example: '{"address1":"1 Demo Road","city":"Hong Kong","country_code":"HK"}',
  },
  z.record(z.string().regex(/^\w{1,40}$/), field.textUpTo(255)),
);

/** `POST /customer/v1/create`. */
export const customerCreateOperation: Operation<CustomerFields, Enveloped<CustomerChange>> = {
  name: 'customer_create',
  method: 'POST',
  path: '/customer/v1/create',
  readOnly: false,
  request: strictRequest({ ...fields, billing_address: address.optional() }),
  reply: envelopedReply(change),
};

/** `POST /customer/v1/update`. */
export const customerUpdateOperation: Operation<
  CustomerUpdateRequest,
  Enveloped<CustomerChange>
> = {
  name: 'customer_update',
  method: 'POST',
  path: '/customer/v1/update',
  readOnly: false,
  request: strictRequest({
    customer_id: customerId,
    ...fields,
    billing_address: address.optional(),
  }),
  reply: envelopedReply(change),
};

/** `POST /customer/v1/query`. */
export const customerQueryOperation: Operation<CustomerQueryRequest, Listed<Customer>> = {
  name: 'customer_query',
  method: 'POST',
  path: '/customer/v1/query',
  readOnly: true,
  request: strictRequest({
    customer_id: customerId.optional(),
    ...fields,
    page: field.page.optional(),
    page_size: field.pageSize.optional(),
  }),
  reply: listedReply(replyObject(customer)),
};

/** `POST /customer/v1/delete`. */
export const customerDeleteOperation: Operation<
  CustomerDeleteRequest,
  Enveloped<CustomerChange>
> = {
  name: 'customer_delete',
  method: 'POST',
  path: '/customer/v1/delete',
  readOnly: false,
  request: strictRequest({ customer_id: customerId }),
  reply: envelopedReply(change),
};
