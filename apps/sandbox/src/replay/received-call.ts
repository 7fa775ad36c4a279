/** A call that was not believed, exactly as it came. */
export interface ReceivedCall {
  /** Behind the `?`, undecoded. */
  readonly query: string;
  /** The body as text; absent when it is no UTF-8. */
  readonly body?: string;
  /** The body where it is no text. */
  readonly body_base64?: string;
  /** Its headers `Content-Type`, `X-QF-SIGN` and `X-QF-SIGNTYPE`. */
  readonly content_type?: string;
  readonly sign?: string;
  readonly sign_type?: string;
}

/** What has to be known of a call to send it again. */
export interface RepeatableCall {
  readonly method: string;
  readonly path: string;
  /** Empty when the header was missing. */
  readonly app_code: string;
  /** The values that were signed; empty when the call was not believed. */
  readonly fields: Readonly<Record<string, string>>;
  /** How they were signed, where that was not MD5. */
  readonly sign_type?: 'SHA256';
  /** The header `X-Sandbox-Scenario`. */
  readonly scenario?: string;
  /** Present when the call was not believed. */
  readonly received?: ReceivedCall;
  readonly respcd: string;
}

/** The body's bytes. */
export function bodyOf({ body, body_base64 }: ReceivedCall): Buffer {
  return body_base64 === undefined ? Buffer.from(body ?? '') : Buffer.from(body_base64, 'base64');
}
