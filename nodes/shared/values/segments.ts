import { gsmLibrary, onFirstUse } from '../libraries';

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
	const table = septets();
	const encoding = isGsm(text, table) ? 'GSM-7' : 'UCS-2';
	const { alone, joined } = capacity[encoding];
	let characters = 0;
	let segments = 1;
	let used = 0;
	// Without a list of the characters, which would take seconds for a text of megabytes.
	for (let at = 0; at < text.length; ) {
		const code = text.codePointAt(at)!;
		const units = code > 0xffff ? 2 : 1;
		const length = encoding === 'GSM-7' ? table[code] : units;
		if (used + length > joined) {
			segments += 1;
			used = 0;
		}
		used += length;
		characters += length;
		at += units;
	}
	if (characters <= alone) segments = characters === 0 ? 0 : 1;
	return { encoding, characters, segments };
}

/** The number of septets of each character in the GSM alphabet, by its code point; 0 for the others. */
const septets = onFirstUse(() => {
	const codes = Object.entries(gsmLibrary().gsmCodes);
	const table = new Uint8Array(0x1_0000);
	for (const [code, { length }] of codes) table[Number(code)] = length;
	return table;
});

function isGsm(text: string, table: Uint8Array): boolean {
	for (let at = 0; at < text.length; at += 1) if (table[text.charCodeAt(at)] === 0) return false;
	return true;
}
