import * as z from 'zod';
import { crossCheck } from '../cross-check.ts';
import { type Listed, listedReply } from '../envelope.ts';
import { type FlatReply, flatReply, flatReplyShape } from '../flat-reply.ts';
import { noted } from '../noted.ts';
import type { Operation } from '../operation.ts';
import { keyText, looseText } from '../reply-field.ts';
import * as field from '../request-field.ts';
import { replyObject, strictRequest } from '../sparse-object.ts';

/** What every declaration to Chinese customs names; only after a successful payment. */
export interface CustomsFields {
  /** QFPay's number of the payment. */
  syssn: string;
  /** Which customs, such as `SHANGHAI_ZS`. */
  customs: string;
  /** Your number there. */
  mch_customs_no: string;
}

/** One part of an order that is declared in parts; amounts in minor units of CNY. */
export interface SplitOrder {
  sub_order_no?: string | undefined;
  fee_type?: 'CNY' | undefined;
  /** `transport_fee` and `product_fee` together. */
  order_fee?: number | undefined;
  transport_fee?: number | undefined;
  product_fee?: number | undefined;
}

/** A declaration of a WeChat payment. */
export interface WeChatDeclaration extends CustomsFields, SplitOrder {
  trade_type: 'weixin';
  action_type?: 'ADD' | 'MODIFY' | undefined;
}

/** A declaration of an Alipay payment. */
export interface AlipayDeclaration extends CustomsFields, SplitOrder {
  trade_type: 'alipay';
  mch_customs_name: string;
  out_request_no: string;
  /** Major units with two decimals, as text: `2.00`. */
  amount: string;
}

/** What is declared. */
export type CustomsDeclareRequest = WeChatDeclaration | AlipayDeclaration;

/** Which declaration to send again. */
export interface CustomsRedeclareRequest extends CustomsFields {
  trade_type: 'weixin' | 'alipay';
  sub_order_no?: string | undefined;
}

/** Which declaration to look up. */
export interface CustomsQueryRequest {
  trade_type: 'weixin' | 'alipay';
  customs: string;
  syssn: string;
  sub_order_no?: string | undefined;
}

/** What customs say; 1143 and 1145 are pending. */
export interface CustomsReply extends FlatReply {
  readonly verify_department?: string | undefined;
  readonly verify_department_trade_id?: string | undefined;
}

/** One declaration. */
export interface CustomsDeclaration {
  readonly resperr?: string | undefined;
  readonly errmsg?: string | undefined;
  readonly sub_order_no?: string | undefined;
  readonly verify_department?: string | undefined;
  readonly verify_department_trade_id?: string | undefined;
}

function fee(example: string) {
  const note = { expected: 'an integer of minor units, 0 to 99999999', example };
  return noted(note, z.int().min(0).max(99_999_999)).optional();
}

function number(max: number, example: string) {
  const note = { expected: `1 to ${max} letters, digits, _ or -`, example };
  return noted(note, z.string().regex(new RegExp(`^[A-Za-z0-9_-]{1,${max}}$`)));
}

const tradeType = noted(
  { expected: 'weixin or alipay', example: 'weixin' },
  z.enum(['weixin', 'alipay']),
);
const customs = number(20, 'SHANGHAI_ZS');
const subOrder = number(64, 'part-1').optional();

const common = {
  syssn: noted('syssn', field.identifierUpTo(32)),
  customs,
  mch_customs_no: number(20, '0000000000'),
};

const split = {
  sub_order_no: subOrder,
  fee_type: noted({ expected: 'CNY', example: 'CNY' }, z.literal('CNY')).optional(),
  order_fee: fee('300'),
  transport_fee: fee('100'),
  product_fee: fee('200'),
};

const weChat = strictRequest({
  trade_type: noted({ expected: 'weixin or alipay', example: 'weixin' }, z.literal('weixin')),
  ...common,
  action_type: noted(
    { expected: 'ADD or MODIFY', example: 'ADD' },
    z.enum(['ADD', 'MODIFY']),
  ).optional(),
  ...split,
});

const alipay = strictRequest({
  trade_type: noted({ expected: 'weixin or alipay', example: 'alipay' }, z.literal('alipay')),
  ...common,
  mch_customs_name: noted(
    { expected: '1 to 256 characters without &', example: 'Demo shop' },
    field.textUpTo(256),
  ),
  out_request_no: number(32, 'declaration-1'),
  amount: noted(
    { expected: 'major units with two decimals, as text', example: '2.00' },
    z.string().regex(/^(0|[1-9]\d{0,16})\.\d{2}$/),
  ),
  ...split,
});

function addsUp({ order_fee, transport_fee = 0, product_fee = 0 }: SplitOrder): boolean {
  return order_fee === undefined
    ? transport_fee === 0 && product_fee === 0
    : order_fee === transport_fee + product_fee;
}

const sumRule = crossCheck('order_fee', 'sum', 'transport_fee and product_fee together');

const reply = flatReply({
  ...flatReplyShape,
  verify_department: looseText,
  verify_department_trade_id: looseText,
});

/** `POST /custom/v1/declare`. */
export const customsDeclareOperation: Operation<CustomsDeclareRequest, CustomsReply> = {
  name: 'customs_declare',
  method: 'POST',
  path: '/custom/v1/declare',
  readOnly: false,
  request: z.discriminatedUnion('trade_type', [
    weChat.refine(addsUp, sumRule),
    alipay.refine(addsUp, sumRule),
  ]),
  reply,
};

/** `POST /custom/v1/redeclare`. */
export const customsRedeclareOperation: Operation<CustomsRedeclareRequest, CustomsReply> = {
  name: 'customs_redeclare',
  method: 'POST',
  path: '/custom/v1/redeclare',
  readOnly: false,
  request: strictRequest({ trade_type: tradeType, ...common, sub_order_no: subOrder }),
  reply,
};

/** `POST /custom/v1/query`; a GET is answered as well. */
export const customsQueryOperation: Operation<CustomsQueryRequest, Listed<CustomsDeclaration>> = {
  name: 'customs_query',
  method: 'POST',
  path: '/custom/v1/query',
  readOnly: true,
  request: strictRequest({
    trade_type: tradeType,
    customs,
    syssn: common.syssn,
    sub_order_no: number(40, 'part-1').optional(),
  }),
  reply: listedReply(
    replyObject({
      resperr: looseText,
      errmsg: looseText,
      sub_order_no: keyText,
      verify_department: looseText,
      verify_department_trade_id: looseText,
    }),
  ),
};
