import { config, type core } from 'zod/v4-mini';

// Zod would otherwise make parsers with the Function constructor, and a package that n8n checks runs no made-up code.
config({ jitless: true });

export {
	array,
	check,
	literal,
	optional,
	pipe,
	strictObject,
	transform,
	unknown,
	type output,
	type ZodMiniType,
} from 'zod/v4-mini';
export type Issue = core.$ZodIssue;
export type RawIssue = core.$ZodRawIssue<core.$ZodIssueCustom>;
