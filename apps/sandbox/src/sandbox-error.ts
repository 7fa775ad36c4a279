/** Everything the sandbox itself can say no to. */
export type SandboxErrorCode =
  | 'ERR_QF_SANDBOX_OPTION'
  | 'ERR_QF_SANDBOX_PORT'
  | 'ERR_QF_SANDBOX_NOT_FOUND'
  | 'ERR_QF_SANDBOX_REFUSED'
  | 'ERR_QF_SANDBOX_TIMEOUT';

/** The sandbox could not start, or a call on it makes no sense: one sentence, one code. */
export class SandboxError extends Error {
  readonly code: SandboxErrorCode;
  /** The gateway's code for a refusal, where it has one. */
  readonly respcd: string | undefined;

  constructor(code: SandboxErrorCode, message: string, respcd?: string) {
    super(message);
    this.name = 'SandboxError';
    this.code = code;
    this.respcd = respcd;
  }
}
