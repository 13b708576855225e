/** For pages that want it while their first answers are on the way: by itself it is a file that needs no more than it says. */
export { ReadBy as default } from './ReadBy';
