import * as z from 'zod';
import { noted } from '../noted.ts';
import type { Operation } from '../operation.ts';
import { keyText, looseText, replyCode } from '../reply-field.ts';
import * as field from '../request-field.ts';
import { replyObject, strictRequest } from '../sparse-object.ts';

/** The code that WeChat put into your address; it works once. */
export interface WeixinOpenidRequest {
  code: string;
  mchid?: string | undefined;
}

/** The payer's id for 800207 and 800213; ask for a fresh one before every attempt. */
export interface WeixinOpenidReply {
  readonly respcd: string;
  readonly resperr?: string | undefined;
  readonly respmsg?: string | undefined;
  readonly openid?: string | undefined;
}

/** `GET /tool/v1/get_weixin_openid`: exchanges a WeChat code for the payer's id. */
export const weixinOpenidOperation: Operation<WeixinOpenidRequest, WeixinOpenidReply> = {
  name: 'weixin_openid',
  method: 'GET',
  path: '/tool/v1/get_weixin_openid',
  readOnly: true,
  request: strictRequest({
    code: noted(
      {
        expected: 'the code from the redirect, 1 to 128 letters, digits, _ or -',
        example: '0a1b2c3d4e5f',
      },
      z.string().regex(/^[A-Za-z0-9_-]{1,128}$/),
    ),
    mchid: field.mchid.optional(),
  }),
  reply: replyObject({
    respcd: replyCode,
    resperr: looseText,
    respmsg: looseText,
    openid: keyText,
  }),
};
