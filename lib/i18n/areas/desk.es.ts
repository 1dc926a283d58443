/** What the desk's pieces say in the browser, in Spanish. */
export { default as attachments } from '../messages/es/attachments.json';
export { default as clients } from '../messages/es/clients.json';
export { default as composer } from '../messages/es/composer.json';
export { default as desk } from '../messages/es/desk.json';
export { default as fields } from '../messages/es/fields.json';
export { default as history } from '../messages/es/history.json';
export { default as keys } from '../messages/es/keys.json';
export { default as live } from '../messages/es/live.json';
export { default as macros } from '../messages/es/macros.json';
export { default as notifications } from '../messages/es/notifications.json';
export { default as order } from '../messages/es/order.json';
export { default as views } from '../messages/es/views.json';
