import * as z from 'zod';
import { crossCheck } from '../cross-check.ts';
import type { CurrencyCode } from '../currency.ts';
import { type Enveloped, envelopedReply, type Listed, listedReply } from '../envelope.ts';
import { noted } from '../noted.ts';
import type { Operation } from '../operation.ts';
import { keyText, looseCount, looseText, replyAmount } from '../reply-field.ts';
import * as field from '../request-field.ts';
import { ownText, productId } from '../resource-field.ts';
import { replyObject, strictRequest } from '../sparse-object.ts';

/** How often a product is billed; minutes and hours in QFPay's sandbox only. */
export type BillingInterval = 'monthly' | 'yearly' | 'minutes' | 'hours';

/** Something that is billed once or again and again (QFPay, Products). */
export interface ProductCreateRequest {
  name: string;
  /** `onetime` when absent; newest pages want it said (D-27). */
  type?: 'recurring' | 'onetime' | undefined;
  description?: string | undefined;
  /** Minor units. */
  txamt: number;
  txcurrcd: CurrencyCode;
  /** Mandatory for a recurring product. */
  interval?: BillingInterval | undefined;
  /** Mandatory for a recurring product; one year in total at most. */
  interval_count?: number | undefined;
  usage_type?: 'licensed' | undefined;
}

/** Which product to change; the price stays. */
export interface ProductUpdateRequest {
  product_id: string;
  name?: string | undefined;
  description?: string | undefined;
}

/** Which products to list. */
export interface ProductQueryRequest {
  product_id?: string | undefined;
  name?: string | undefined;
  description?: string | undefined;
  txcurrcd?: CurrencyCode | undefined;
  interval?: BillingInterval | undefined;
  page?: number | undefined;
  page_size?: number | undefined;
}

/** Which product to delete; only one that no subscription uses. */
export interface ProductDeleteRequest {
  product_id: string;
}

/** A product as the gateway shows it. */
export interface Product {
  readonly product_id?: string | undefined;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  /** Minor units. */
  readonly txamt?: number | undefined;
  readonly txcurrcd?: string | undefined;
  readonly interval?: string | undefined;
  readonly interval_count?: number | undefined;
  readonly usage_type?: string | undefined;
}

/** A changed or deleted product (D-26). */
export interface ProductChange extends Product {
  readonly rowAffected?: number | undefined;
  readonly rowDeleted?: number | undefined;
}

const product = {
  product_id: keyText,
  name: looseText,
  type: looseText,
  description: looseText,
  txamt: replyAmount,
  txcurrcd: keyText,
  interval: looseText,
  interval_count: looseCount,
  usage_type: looseText,
};

const change = { ...product, rowAffected: looseCount, rowDeleted: looseCount };

const name = ownText(128, 'Tea of the month');
const description = ownText(512, 'A box of tea every month').optional();
const interval = noted(
  { expected: 'monthly or yearly (in the sandbox also minutes or hours)', example: 'monthly' },
  z.enum(['monthly', 'yearly', 'minutes', 'hours']),
);

/** How many of an interval make a year. */
const YEAR = { monthly: 12, yearly: 1, minutes: 527_040, hours: 8784 } as const;

const createRequest = strictRequest({
  name,
  type: noted(
    { expected: 'recurring or onetime', example: 'recurring' },
    z.enum(['recurring', 'onetime']),
  ).optional(),
  description,
  txamt: field.txamt,
  txcurrcd: field.txcurrcd,
  interval: interval.optional(),
  interval_count: noted(
    { expected: 'an integer from 1, one year in total at most', example: '1' },
    z.int().min(1),
  ).optional(),
  usage_type: noted(
    { expected: 'licensed', example: 'licensed' },
    z.literal('licensed'),
  ).optional(),
})
  .refine(
    ({ type, interval }) => type !== 'recurring' || interval !== undefined,
    crossCheck('interval', 'required'),
  )
  .refine(
    ({ type, interval_count }) => type !== 'recurring' || interval_count !== undefined,
    crossCheck('interval_count', 'required'),
  )
  .refine(isOneYear, crossCheck('interval_count', 'range'));

function isOneYear({ interval = 'monthly', interval_count = 1 }: ProductCreateRequest): boolean {
  return !(interval_count > YEAR[interval]);
}

/** `POST /product/v1/create`. */
export const productCreateOperation: Operation<ProductCreateRequest, Enveloped<ProductChange>> = {
  name: 'product_create',
  method: 'POST',
  path: '/product/v1/create',
  readOnly: false,
  request: createRequest,
  reply: envelopedReply(change),
};

/** `POST /product/v1/update`. */
export const productUpdateOperation: Operation<ProductUpdateRequest, Enveloped<ProductChange>> = {
  name: 'product_update',
  method: 'POST',
  path: '/product/v1/update',
  readOnly: false,
  request: strictRequest({ product_id: productId, name: name.optional(), description }),
  reply: envelopedReply(change),
};

/** `POST /product/v1/query`; one older page prints the create path here by mistake (D-27). */
export const productQueryOperation: Operation<ProductQueryRequest, Listed<Product>> = {
  name: 'product_query',
  method: 'POST',
  path: '/product/v1/query',
  readOnly: true,
  request: strictRequest({
    product_id: productId.optional(),
    name: name.optional(),
    description,
    txcurrcd: field.txcurrcd.optional(),
    interval: interval.optional(),
    page: field.page.optional(),
    page_size: field.pageSize.optional(),
  }),
  reply: listedReply(replyObject(product)),
};

/** `POST /product/v1/delete`. */
export const productDeleteOperation: Operation<ProductDeleteRequest, Enveloped<ProductChange>> = {
  name: 'product_delete',
  method: 'POST',
  path: '/product/v1/delete',
  readOnly: false,
  request: strictRequest({ product_id: productId }),
  reply: envelopedReply(change),
};
