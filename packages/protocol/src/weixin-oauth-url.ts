import type * as z from 'zod';
import { noted } from './noted.ts';
import { readRequest } from './read-request.ts';
import * as field from './request-field.ts';
import { strictRequest } from './sparse-object.ts';
import { wireFields } from './wire-fields.ts';

/** Where WeChat sends the payer back to, with a code for {@link weixinOpenidOperation}. */
export interface WeixinOauthRequest {
  /** The app code; here with an underscore. */
  app_code: string;
  /** At most 512 characters. */
  redirect_uri: string;
  mchid?: string | undefined;
}

/** Checks the parameters of {@link weixinOauthUrl}, strictly. */
export const weixinOauthSchema: z.ZodType<WeixinOauthRequest> = strictRequest({
  app_code: noted(
    { expected: 'the app code: 1 to 32 letters or digits', example: 'DEMOAPPCODE0001' },
    field.identifierUpTo(32),
  ),
  redirect_uri: noted(
    {
      expected:
        'an http(s) URL of at most 512 characters, without user:password and without &app_code=, &mchid= or &sign=',
      example: 'https://shop.example/weixin',
    },
    field.webAddress(512, new Set(['app_code', 'mchid', 'redirect_uri', 'sign'])),
  ),
  mchid: field.mchid.optional(),
});

/**
 * The address to open inside WeChat; it leads back to `redirect_uri` with a single-use `code`. No
 * headers: the signature (MD5) travels as the parameter `sign`.
 *
 * @param base address of the environment
 * @param sign makes the MD5 signature; this package does not sign
 * @throws ProtocolError `ERR_QF_INVALID_REQUEST` with every issue
 * @example
 * weixinOauthUrl(base, { app_code, redirect_uri }, (fields) => signFields(fields, key));
 */
export function weixinOauthUrl(
  base: string,
  request: WeixinOauthRequest,
  sign: (fields: Readonly<Record<string, string>>) => string,
): string {
  const fields = wireFields(readRequest({ request: weixinOauthSchema }, request));
  const pairs = [...Object.entries(fields), ['sign', sign(fields)]];
  const text = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return `${base.replace(/\/+$/, '')}/tool/v1/get_weixin_oauth_code?${text}`;
}
