/** What every page may say in the browser, in English. */
export { default as common } from '../messages/en/common.json';
export { default as docs } from '../messages/en/docs.json';
export { default as errors } from '../messages/en/errors.json';
export { default as tickets } from '../messages/en/tickets.json';
