import { SegmentedMessage } from 'sms-segments-calculator';
import { smsSegments } from '../../../../nodes/shared/values/segments';
import { randomNumbers, randomText } from './support';

// 3GPP TS 23.038 (alphabets) and TS 23.040 (concatenation).
test.each([
	['', 'GSM-7', 0, 0],
	['a', 'GSM-7', 1, 1],
	['a'.repeat(160), 'GSM-7', 160, 1],
	['a'.repeat(161), 'GSM-7', 161, 2],
	['a'.repeat(306), 'GSM-7', 306, 2],
	['a'.repeat(307), 'GSM-7', 307, 3],
	['é\r\n@', 'GSM-7', 4, 1],
	['€'.repeat(80), 'GSM-7', 160, 1],
	// A two-septet character is not divided: 76 of them fill 152 of 153 septets.
	['€'.repeat(152), 'GSM-7', 304, 2],
	['€'.repeat(153), 'GSM-7', 306, 3],
	['ç', 'UCS-2', 1, 1],
	['“', 'UCS-2', 1, 1],
	['字'.repeat(70), 'UCS-2', 70, 1],
	['字'.repeat(71), 'UCS-2', 71, 2],
	['字'.repeat(134), 'UCS-2', 134, 2],
	['字'.repeat(135), 'UCS-2', 135, 3],
	['😀'.repeat(35), 'UCS-2', 70, 1],
	// A surrogate pair is not divided either: 33 of them fill 66 of 67 units.
	['😀'.repeat(66), 'UCS-2', 132, 2],
	['😀'.repeat(67), 'UCS-2', 134, 3],
	['\ud83d', 'UCS-2', 1, 1],
])('%s…', (text, encoding, characters, segments) => {
	expect(smsSegments(text)).toEqual({ encoding, characters, segments });
});

test('gives the same as Twilio’s calculator for texts without combined characters', () => {
	const random = randomNumbers(3);
	const gsm = ['a', 'Z', '0', '@', '£', 'Ω', '€', '[', '~', '\\', '\n', '\r', ' ', 'hello '];
	for (let run = 0; run < 300; run += 1) {
		const text = randomText(random, run % 2 ? gsm : [...gsm, '字', '😀'], 400);
		const theirs = new SegmentedMessage(text);
		const ours = smsSegments(text);
		expect({ text, encoding: ours.encoding }).toEqual({ text, encoding: theirs.encodingName });
		if (text) expect({ text, segments: ours.segments }).toEqual({ text, segments: theirs.segmentsCount });
	}
});

test('a text of megabytes is counted too', () => {
	expect(smsSegments('字'.repeat(670_000)).segments).toBe(10_000);
});

test.each(['Hello [b] ', 'Hello 😀'])('"%s" a million times is counted before anybody notices: nothing else in n8n goes on meanwhile', (words) => {
	const begun = process.cpuUsage();
	smsSegments(words.repeat(1_000_000));
	expect(process.cpuUsage(begun).user).toBeLessThan(2_000_000);
});
