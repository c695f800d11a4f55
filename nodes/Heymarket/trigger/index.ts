/* The triggers of Heymarket, which the build makes one file of. */

export { heymarketTrigger } from './declaration';
export { heymarketPoll } from './polling';
