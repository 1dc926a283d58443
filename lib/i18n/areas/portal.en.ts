/** What the clients' pages say in the browser, in English. */
export { default as attachments } from '../messages/en/attachments.json';
export { default as fields } from '../messages/en/fields.json';
export { default as live } from '../messages/en/live.json';
export { default as portal } from '../messages/en/portal.json';
