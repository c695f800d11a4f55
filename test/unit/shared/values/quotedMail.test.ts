import { performance } from 'node:perf_hooks';
import { splitMail } from '../../../../nodes/shared/values/quotedMail';

const quoted = '> Does 3 work?\n> Mia';

test.each([
	['English', 'On Mon, Jan 5, 2026 at 9:00 AM Mia Chen <mia@example.com> wrote:'],
	['English over two lines', 'On Mon, Jan 5, 2026 at 9:00 AM Mia Chen\n<mia@example.com> wrote:'],
	['German', 'Am 5. Januar 2026 um 09:00 schrieb Mia Chen <mia@example.com>:'],
	['French', 'Le lun. 5 janv. 2026 à 09:00, Mia Chen <mia@example.com> a écrit :'],
	['Spanish', 'El lun, 5 ene 2026 a las 9:00, Mia <mia@example.com> escribió:'],
])('splits off what is quoted under a line in %s', (_, header) => {
	const { text, quoted: split } = splitMail(`Sure, 3 works.\n\n${header}\n\n${quoted}\n`);
	expect(text).toBe('Sure, 3 works.');
	expect(split).toContain('Does 3 work?');
});

test.each([
	['Outlook', 'From: Mia Chen <mia@example.com>\nSent: Monday, January 5, 2026 9:00 AM\nTo: Ana <ana@example.com>\nSubject: Time\n\nDoes 3 work?'],
	['Outlook in German', 'Von: Mia Chen <mia@example.com>\nGesendet: Montag, 5. Januar 2026 09:00\nAn: Ana\nBetreff: Zeit\n\nPasst 3 Uhr?'],
	['an older Outlook', '-----Original Message-----\nFrom: Mia\nTo: Ana\n\nDoes 3 work?'],
])('splits off what %s puts below', (_, below) => {
	expect(splitMail(`Yes.\r\n\r\n${below.replaceAll('\n', '\r\n')}`)).toEqual({ text: 'Yes.', quoted: expect.stringMatching(/3/) });
});

test.each([
	['the fields of a form', 'Name: Ana\nDate: Friday 5\nFrom: Berlin\nTo: Paris\nGuests: 4'],
	['a signature', 'Can you call?\n\nRegards,\nAna\n\nPS: after five only.'],
	['lines between dashes', 'Total\n---\n20 EUR\nCheers\nAna'],
	['a sentence about writing', 'On Monday I wrote: to you. Please call.'],
	['nothing but a quotation', '> Does 3 work?\n> Mia'],
	['nothing', ''],
])('leaves %s as it is', (_, mail) => {
	expect(splitMail(mail)).toEqual({ text: mail });
});

test('what stands below a quotation, or between its parts, stays', () => {
	expect(splitMail('> Does 3 work?\nYes.\n> And 4?\nNo.').text).toMatch(/Yes\.\s+No\./);
	expect(splitMail(`Yes.\n\nOn Mon, Jan 5, 2026 at 9:00 AM Mia <mia@example.com> wrote:\n${quoted}\n\nOne thing more: bring cake.`).text).toMatch(/^Yes\.\s+One thing more: bring cake\.$/);
});

test('a long line is the sender’s own', () => {
	const line = 'one line without a break '.repeat(40).trim();
	expect(splitMail(`${line}\n\nOn Mon, Jan 5, 2026 at 9:00 AM Mia <mia@example.com> wrote:\n${quoted}`).text).toBe(line);
});

test('a long mail is split by its beginning, and loses nothing', () => {
	const long = `Yes.\n\nOn Mon, Jan 5, 2026 at 9:00 AM Mia <mia@example.com> wrote:\n${'> word\n'.repeat(3_000)}`;
	expect(splitMail(long).text).toBe('Yes.');
	const own = `${'my own words\n'.repeat(3_000)}${'a long line '.repeat(50)}\nthe end`;
	expect(splitMail(own)).toEqual({ text: own });
});

const pieces = [
	'On a ', 'Op schreef ', 'Dnia pisze ', 'From: <a ', '> ', '-', 'a', '在写道 ', 'Regards ', 'abc. skrev ', 'abc. a skrev a: ', '2026 from <', '<http://a',
	'12.12.2026 12.12"( <', '2026"( <', 'Am um schrieb ', ' ', ' :', 'wrote:', '\t',
];

/** Mails of many characters, in lines of this length with this between them. */
const hostile = pieces.flatMap((piece) =>
	[[10, '\n'], [10, ' \n\n'], [60, '\n> '], [240, '\n'], [100_000, '\n']].map(([length, between]) => {
		const line = piece.repeat(Math.ceil(Number(length) / piece.length)).slice(0, Number(length));
		return { piece, length, mail: `${line}${between}`.repeat(Math.ceil(100_000 / (line.length + 1))) };
	}),
);

test('its time stays bounded, whatever a stranger writes', () => {
	const [slowest] = hostile.map(({ piece, length, mail }) => {
		const begun = performance.now();
		splitMail(mail);
		return { piece, length, took: Math.round(performance.now() - begun) };
	}).toSorted((one, other) => other.took - one.took);
	console.info(`Of ${hostile.length} hostile mails the slowest, lines of ${slowest.length} characters of ${JSON.stringify(slowest.piece)}, took ${slowest.took} ms.`);
	// A time in a test fails only where it is far off: without the limits, some of these take minutes.
	expect(slowest.took).toBeLessThan(5_000);
});
