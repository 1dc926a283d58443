/** What the desk's pieces say in the browser, in English. */
export { default as attachments } from '../messages/en/attachments.json';
export { default as clients } from '../messages/en/clients.json';
export { default as composer } from '../messages/en/composer.json';
export { default as desk } from '../messages/en/desk.json';
export { default as fields } from '../messages/en/fields.json';
export { default as history } from '../messages/en/history.json';
export { default as keys } from '../messages/en/keys.json';
export { default as live } from '../messages/en/live.json';
export { default as macros } from '../messages/en/macros.json';
export { default as notifications } from '../messages/en/notifications.json';
export { default as order } from '../messages/en/order.json';
export { default as views } from '../messages/en/views.json';
