/* The triggers of Sendook, which the build makes one file of. */

export { sendookTrigger } from './declaration';
export { sendookPoll } from './polling';
