/** What the clients' pages say in the browser, in Spanish. */
export { default as attachments } from '../messages/es/attachments.json';
export { default as fields } from '../messages/es/fields.json';
export { default as live } from '../messages/es/live.json';
export { default as portal } from '../messages/es/portal.json';
