import * as z from 'zod';
import { CALENDAR_TIME, isCalendarTime } from './calendar-time.ts';
import { CURRENCIES, type CurrencyCode } from './currency.ts';
import { noted } from './noted.ts';
import { REQUEST_FIELD_NAMES } from './request-field-name.ts';

// An & inside a value cannot be told from a separator once the signed text is joined, a control
// character breaks it, and half a surrogate pair has no UTF-8 form.
const UNSAFE_TEXT = /[&\p{Cc}\p{Cs}]/u;

/** Free text of 1 to `max` characters. */
export function textUpTo(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !UNSAFE_TEXT.test(text), { params: { rule: 'unsafe_character' } });
}

/** Letters and digits, as identifiers are made of. */
export function identifierUpTo(max: number) {
  return z.string().regex(identifier(max));
}

function identifier(max: number): RegExp {
  return new RegExp(`^[A-Za-z0-9]{1,${max}}$`);
}

/** One number of QFPay's, of the merchant's, and one pay type. */
export const SYSSN: RegExp = identifier(40);
export const OUT_TRADE_NO: RegExp = /^[A-Za-z0-9_|*.-]{1,128}$/;
export const PAY_TYPE: RegExp = /^\d{6}$/;

/** Several values in one field, separated by commas; at most 100 of them, each of this pattern. */
export function commaList(pattern: RegExp) {
  return z
    .string()
    .min(1)
    .refine((text) => !text.includes(',') || text.split(',').length <= 100, {
      params: { rule: 'too_many' },
    })
    .refine((text) => pattern.test(text) || text.split(',').every((one) => pattern.test(one)), {
      params: { rule: 'pattern' },
    });
}

/** An http(s) address that survives joining: no credentials, no `&name=` of a field of the request. */
export function webAddress(max: number, names: ReadonlySet<string> = REQUEST_FIELD_NAMES) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine(isWebAddress, { params: { rule: 'url' } })
    .refine((text) => !carriesField(text, names), { params: { rule: 'ampersand' } });
}

function isWebAddress(text: string): boolean {
  if (/[\s\p{Cc}\p{Cs}]/u.test(text) || !/^https?:\/\//i.test(text)) return false;
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '';
}

function carriesField(text: string, names: ReadonlySet<string>): boolean {
  return [...text.matchAll(/&([^&=#]+)=/g)].some(([, name = '']) => names.has(name));
}

function time(name: 'txdtm' | 'start_time' | 'end_time') {
  const schema = z.string().refine(isCalendarTime, { params: { rule: 'timestamp' } });
  // The pattern is for JSON Schema, which cannot tell days that exist.
  return noted(name, schema).meta({ pattern: CALENDAR_TIME.source });
}

function isAddress(text: string): boolean {
  return z.ipv4().safeParse(text).success || z.ipv6().safeParse(text).success;
}

const CODES = Object.keys(CURRENCIES) as [CurrencyCode, ...CurrencyCode[]];

export const txamt = noted('txamt', z.int().min(1).max(99_999_999_999));
export const txcurrcd = noted('txcurrcd', z.enum(CODES));
export const outTradeNo = noted('out_trade_no', z.string().regex(OUT_TRADE_NO));
export const syssn = noted('syssn', z.string().regex(SYSSN));
export const txdtm = time('txdtm');
export const startTime = time('start_time');
export const endTime = time('end_time');
export const txzone = noted('txzone', z.string().regex(/^[+-]\d{4}$/));
export const mchid = noted('mchid', identifierUpTo(32));
export const udid = noted('udid', textUpTo(40));
export const goodsName = noted('goods_name', textUpTo(64));
export const goodsInfo = noted('goods_info', textUpTo(512));
export const goodsDetail = noted('goods_detail', textUpTo(512));
export const tradeName = noted('trade_name', textUpTo(128));
export const sellerId = noted('seller_id', textUpTo(64));
export const expiredTime = noted('expired_time', z.int().min(5).max(120));
export const limitPay = noted('limit_pay', z.literal('no_credit'));
export const payTag = noted('pay_tag', z.enum(['ALIPAYHK', 'ALIPAYCN']));
export const rmbTag = noted('rmb_tag', z.literal('Y'));
export const returnUrl = noted('return_url', webAddress(512));
export const notifyUrl = noted('notify_url', webAddress(256));
export const authCode = noted('auth_code', z.string().regex(/^[A-Za-z0-9]{1,128}$/));
export const openid = noted('openid', z.string().regex(/^[A-Za-z0-9_-]{1,64}$/));
export const subOpenid = noted('sub_openid', z.string().regex(/^[A-Za-z0-9_-]{1,128}$/));
export const respcd = noted('respcd', z.string().regex(/^\d{4}$/));
export const page = noted('page', z.int().min(1));
export const pageSize = noted('page_size', z.int().min(1).max(100));
export const wapUrl = noted('wap_url', webAddress(256));
export const payerAddress = noted(
  'spbill_create_ip',
  z.string().refine(isAddress, { params: { rule: 'address' } }),
);
export const wapName = noted('wap_name', textUpTo(64));
export const personId = noted('user_creid', identifierUpTo(32));
export const personName = noted('user_truename', textUpTo(64));
