// Receiving notifications on web Request and Response

export {
  type NotificationWebHandler,
  notificationHandler,
  type WebNotificationOptions,
} from './notification-handler.ts';
