/** What the settings say in the browser, in English. */
export { default as fields } from '../messages/en/fields.json';
export { default as keys } from '../messages/en/keys.json';
export { default as macros } from '../messages/en/macros.json';
export { default as notifications } from '../messages/en/notifications.json';
export { default as order } from '../messages/en/order.json';
export { default as settings } from '../messages/en/settings.json';
