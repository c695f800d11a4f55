import { gsmLibrary } from '../libraries';

/** How a text is billed as SMS. */
export interface SmsSegments {
	encoding: 'GSM-7' | 'UCS-2';
	/** Septets in GSM-7 (characters of the extension table, such as the euro sign, have two), UTF-16 units in UCS-2. */
	characters: number;
	segments: number;
}

// A segment has 140 bytes: 160 septets or 70 UTF-16 units. If there are several, each needs 6 bytes for a header (3GPP TS 23.040).
const capacity = {
	'GSM-7': { alone: 160, joined: 153 },
	'UCS-2': { alone: 70, joined: 67 },
};

/**
 * Counts the segments that a text is sent and billed in. One character outside the GSM alphabet (3GPP TS 23.038) makes the
 * whole text UCS-2. As in the standard, a character is never divided between two segments. A sequence of characters, such as
 * a family emoji, may be.
 */
export function smsSegments(text: string): SmsSegments {
	const units = unitsInGsm(text);
	const encoding = units ? 'GSM-7' : 'UCS-2';
	const lengths = units ?? Array.from(text, (character) => character.length);
	const characters = lengths.reduce((sum, length) => sum + length, 0);
	const { alone, joined } = capacity[encoding];
	if (characters === 0) return { encoding, characters, segments: 0 };
	if (characters <= alone) return { encoding, characters, segments: 1 };
	let segments = 1;
	let used = 0;
	for (const length of lengths) {
		if (used + length > joined) {
			segments += 1;
			used = 0;
		}
		used += length;
	}
	return { encoding, characters, segments };
}

/** The number of septets of each character; undefined if one is not in the GSM alphabet. */
function unitsInGsm(text: string): number[] | undefined {
	const { gsmCodes } = gsmLibrary();
	const units: number[] = [];
	for (const character of text) {
		const codes = gsmCodes[character.codePointAt(0) ?? -1];
		if (!codes) return undefined;
		units.push(codes.length);
	}
	return units;
}
