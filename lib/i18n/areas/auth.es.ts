/** What the pages before there is a session say in the browser, in Spanish. */
export { default as auth } from '../messages/es/auth.json';
