import { type ClientKey, clientKey } from '@qf/signing';
import { type NotificationKit, notificationKit } from '../notification-kit.ts';

/** The key of the merchant under test. */
export const KEY: ClientKey = clientKey('demo-key-0001-NOT-REAL', { id: 'test' });

/** The gateway that signs with it. */
export const gateway: NotificationKit = notificationKit(KEY);
