/**
 * The only door for third-party code. The build bundles this file and what it imports once into the package; all other
 * files are transpiled as they stand and may import `n8n-workflow` and each other, nothing else.
 *
 * Only what is used is handed on, so that the bundle stays small enough to be read.
 */

import emailAddressParser from 'email-addresses';
import { Parser as HtmlParser } from 'htmlparser2';
import { SignJWT } from 'jose';
import {
	getCountries,
	getCountryCallingCode,
	parsePhoneNumberFromString,
	validatePhoneNumberLength,
	type CountryCode,
	type PhoneNumber,
} from 'libphonenumber-js/max';
import gsmCodes from 'sms-segments-calculator/dist/libs/UnicodeToGSM';
import * as zod from 'zod/v4-mini';

// Zod would otherwise make parsers with the Function constructor, and a package that n8n checks runs no made-up code.
zod.config({ jitless: true });

/** The parts of zod's `mini` API (functions, not methods) that this package uses. */
export const z = {
	array: zod.array,
	check: zod.check,
	literal: zod.literal,
	optional: zod.optional,
	pipe: zod.pipe,
	strictObject: zod.strictObject,
	transform: zod.transform,
	unknown: zod.unknown,
};

/** The types that go with `z`. */
export declare namespace z {
	type ZodMiniType<Output = unknown, Input = unknown> = zod.ZodMiniType<Output, Input>;
	type input<Schema extends zod.core.$ZodType> = zod.input<Schema>;
	type output<Schema extends zod.core.$ZodType> = zod.output<Schema>;
	type Issue = zod.core.$ZodIssue;
	type RawIssue = zod.core.$ZodRawIssue<zod.core.$ZodIssueCustom>;
}

export {
	emailAddressParser,
	getCountries,
	getCountryCallingCode,
	gsmCodes,
	HtmlParser,
	parsePhoneNumberFromString,
	SignJWT,
	validatePhoneNumberLength,
};
export type { CountryCode, PhoneNumber };
