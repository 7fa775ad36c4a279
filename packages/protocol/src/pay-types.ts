import type { CreatedWithPayParams, CreatedWithQrcode, CreatedWithUrl } from './created.ts';
import type {
  AlipayInAppPayment,
  AlipayQrPayment,
  AlipayServiceWindowPayment,
  AlipayWapPayment,
  InAppPayment,
  MiniProgramPayment,
  PagePayment,
  QrPayment,
  ScannedPayment,
  WebPayment,
  WeChatH5Payment,
  WeChatInAppPayment,
  WeChatJsapiPayment,
  WeChatQrPayment,
} from './payment-request.ts';

/**
 * What each pay type takes and what its order carries: every current code that the payment call can
 * create. Cards and Apple Pay (802801, 806527) go through hosted checkout or Element, 802808,
 * 806708 and 806808 through a terminal.
 */
export interface PayTypes {
  /** Any wallet, scanned. */
  '800008': { request: ScannedPayment; created: never };
  /** Alipay QR code, overseas. */
  '800101': { request: AlipayQrPayment; created: CreatedWithQrcode };
  /** Alipay service window. */
  '800107': { request: AlipayServiceWindowPayment; created: CreatedWithPayParams };
  /** Alipay, scanned. */
  '800108': { request: ScannedPayment; created: never };
  /** WeChat QR code. */
  '800201': { request: WeChatQrPayment; created: CreatedWithQrcode };
  /** WeChat official account. */
  '800207': { request: WeChatJsapiPayment; created: CreatedWithPayParams };
  /** WeChat, scanned. */
  '800208': { request: ScannedPayment; created: never };
  /** WeChat in-app. */
  '800210': { request: WeChatInAppPayment; created: CreatedWithPayParams };
  /** WeChat H5. */
  '800212': { request: WeChatH5Payment; created: CreatedWithUrl };
  /** WeChat mini program. */
  '800213': { request: MiniProgramPayment; created: CreatedWithPayParams };
  /** UnionPay QR code. */
  '800701': { request: QrPayment; created: CreatedWithQrcode };
  /** UnionPay, scanned. */
  '800708': { request: ScannedPayment; created: never };
  /** UnionPay in-app; the documents allow either reply. */
  '800710': { request: InAppPayment; created: CreatedWithPayParams | CreatedWithUrl };
  /** UnionPay, mobile browser. */
  '800712': { request: PagePayment; created: CreatedWithUrl };
  /** UnionPay, desktop. */
  '800714': { request: PagePayment; created: CreatedWithUrl };
  /** WeChat Pay HK direct, scanned. */
  '801008': { request: ScannedPayment; created: never };
  /** WeChat Pay HK direct, in-app. */
  '801010': { request: WeChatInAppPayment; created: CreatedWithPayParams };
  /** Alipay web, overseas. */
  '801101': { request: WebPayment; created: CreatedWithUrl };
  /** Alipay, mobile browser, overseas. */
  '801107': { request: AlipayWapPayment; created: CreatedWithUrl };
  /** Alipay in-app, overseas. */
  '801110': { request: AlipayInAppPayment; created: CreatedWithPayParams };
  /** AlipayHK QR code. */
  '801501': { request: AlipayQrPayment; created: CreatedWithQrcode };
  /** AlipayHK in-app. */
  '801510': { request: AlipayInAppPayment; created: CreatedWithPayParams };
  /** AlipayHK, mobile browser. */
  '801512': { request: AlipayWapPayment; created: CreatedWithUrl };
  /** AlipayHK web. */
  '801514': { request: WebPayment; created: CreatedWithUrl };
  /** FPS QR code. */
  '802001': { request: QrPayment; created: CreatedWithQrcode };
  /** FPS app to app; `pay_params` is a URL. */
  '802010': { request: InAppPayment; created: CreatedWithPayParams };
  /** Octopus QR code. */
  '803701': { request: QrPayment; created: CreatedWithQrcode };
  /** Octopus, scanned. */
  '803708': { request: ScannedPayment; created: never };
  /** Octopus, mobile browser. */
  '803712': { request: PagePayment; created: CreatedWithUrl };
  /** Octopus, desktop. */
  '803714': { request: PagePayment; created: CreatedWithUrl };
  /** PayMe QR code. */
  '805801': { request: QrPayment; created: CreatedWithQrcode };
  /** PayMe, scanned. */
  '805808': { request: ScannedPayment; created: never };
  /** PayMe in-app; the documents allow either reply. */
  '805810': { request: InAppPayment; created: CreatedWithPayParams | CreatedWithUrl };
  /** PayMe, mobile browser. */
  '805812': { request: PagePayment; created: CreatedWithUrl };
  /** PayMe, desktop. */
  '805814': { request: PagePayment; created: CreatedWithUrl };
}

/** A pay type that the payment call can create. */
export type PayTypeCode = keyof PayTypes;

/** A request for one pay type, or for any of them: `PaymentRequest<'801514'>`. */
export type PaymentRequest<P extends PayTypeCode = PayTypeCode> = {
  [Code in P]: { pay_type: Code } & PayTypes[Code]['request'];
}[P];
