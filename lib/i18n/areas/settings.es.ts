/** What the settings say in the browser, in Spanish. */
export { default as fields } from '../messages/es/fields.json';
export { default as keys } from '../messages/es/keys.json';
export { default as macros } from '../messages/es/macros.json';
export { default as notifications } from '../messages/es/notifications.json';
export { default as order } from '../messages/es/order.json';
export { default as settings } from '../messages/es/settings.json';
