/** What the pages before there is a session say in the browser, in English. */
export { default as auth } from '../messages/en/auth.json';
