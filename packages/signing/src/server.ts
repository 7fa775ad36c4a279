// The server's side: what a gateway, or an emulation of it, needs to read and check requests
export { FormError, type FormErrorCode } from './form-error.ts';
export { type FormCandidate, type FormRequest, readForm } from './read-form.ts';
export { verifyForm } from './verify-form.ts';
