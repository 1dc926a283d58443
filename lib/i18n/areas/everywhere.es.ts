/** What every page may say in the browser, in Spanish. */
export { default as common } from '../messages/es/common.json';
export { default as docs } from '../messages/es/docs.json';
export { default as errors } from '../messages/es/errors.json';
export { default as tickets } from '../messages/es/tickets.json';
