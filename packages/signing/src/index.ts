// Keys

export { type ClientKey, clientKey, type Keyring } from './client-key.ts';

// Requests

export { signFields } from './sign-fields.ts';
export type { SignableFields } from './signable-pairs.ts';
export { signedForm } from './signed-form.ts';
export { verifyFields } from './verify-fields.ts';

// Addresses that a browser opens

export { signedCheckoutUrl } from './signed-checkout-url.ts';
export { signedOauthUrl } from './signed-oauth-url.ts';

// Notifications and replies

export { signBody } from './sign-body.ts';
export { verifyBody } from './verify-body.ts';

// Parts, for tools

export { readSignType, type SignType } from './algorithm.ts';
export { canonicalString } from './canonical-string.ts';
export { sameDigest } from './same-digest.ts';

// Errors

export { SignatureError, type SignatureErrorReason } from './signature-error.ts';
export { SigningError, type SigningErrorCode } from './signing-error.ts';
