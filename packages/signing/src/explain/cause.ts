/** The mistakes that can be recognised. The names are a contract: new ones append, old ones stay. */
export type Cause =
  // order
  | 'unsorted'
  | 'sorted-as-pairs'
  | 'sorted-ignoring-case'
  // encoding
  | 'values-percent-encoded'
  | 'values-plus-encoded'
  | 'values-double-encoded'
  | 'text-encoded'
  | 'sent-double-encoded'
  // which parameters
  | 'empties-kept'
  | 'dropped-as-empty'
  | 'parameter-left-out'
  | 'parameter-not-sent'
  | 'sign-included'
  // key
  | 'key-missing'
  | 'key-with-white-space'
  | 'key-in-other-case'
  | 'key-first'
  | 'key-joined'
  | 'other-key'
  | 'app-code-as-key'
  | 'hashed-twice'
  // digest
  | 'hmac'
  | 'wrong-algorithm'
  // edges
  | 'trailing-ampersand'
  | 'trailing-newline'
  | 'byte-order-mark'
  // JSON
  | 'json-signed'
  | 'json-printed-again'
  | 'fields-signed'
  // character set
  | 'gbk'
  | 'big5'
  | 'latin-1'
  | 'utf-8-twice'
  // none was looked for
  | 'too-large';
