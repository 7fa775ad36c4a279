// Notifications for a merchant's own tests

export {
  type NotificationFields,
  type NotificationKit,
  notificationKit,
  type SignedNotification,
} from './notification-kit.ts';
