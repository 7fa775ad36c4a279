/** One call of the control API. */
export interface ControlCall {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly says: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON Schema. */
  readonly body?: object;
  /** 200 when absent. */
  readonly status?: 200 | 201;
  /** Of the answer, or of the body where there is one; JSON when absent. */
  readonly media?: string;
}
