// Keys

// Requests: the merchant's side
export { readSignType, type SignType } from './algorithm.ts';
export { canonicalString } from './canonical-string.ts';
export { type ClientKey, clientKey, type Keyring } from './client-key.ts';
// Errors
export { FormError, type FormErrorCode } from './form-error.ts';
// Requests: the server's side
export { type FormCandidate, type FormRequest, readForm } from './read-form.ts';
export { sameDigest } from './same-digest.ts';
// Notifications and replies
export { signBody } from './sign-body.ts';
export { signFields } from './sign-fields.ts';
export type { SignableFields } from './signable-pairs.ts';
export { SignatureError, type SignatureErrorReason } from './signature-error.ts';
export { signedCheckoutUrl } from './signed-checkout-url.ts';
export { signedForm } from './signed-form.ts';
export { SigningError, type SigningErrorCode } from './signing-error.ts';
export { verifyBody } from './verify-body.ts';
export { verifyFields } from './verify-fields.ts';
export { verifyForm } from './verify-form.ts';
