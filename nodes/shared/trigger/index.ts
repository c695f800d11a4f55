/*
 * What the triggers need when n8n loads them: the build makes one file of it. What receives and what polls is loaded later
 * (`../later`), and takes from here what both need.
 */

export * from './ask';
export * from './choice';
export * from './copy';
export * from './event';
export * from './failure';
export * from './filters';
export * from './form';
export * from './item';
export * from './person';
export * from './polling';
export * from './registration';
export * from './sample';
export * from './settings';
export * from './trigger';
export * from './verify';
