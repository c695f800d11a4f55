import type { IDataObject } from 'n8n-workflow';
import { wholeNumberField } from '../shared/form/field';
import type { Operation, SizeLimit } from '../shared/operation';
import { base64Length } from '../shared/transport/streamedBody';

const MB = 1_048_576;

/** What Amazon SES takes from Sendook unless its quota was raised, and the most that it can be raised to. */
const USUAL_MAIL = 10;
const LARGEST_MAIL = 40;

/** Headers and boundaries of an email, and what each file adds to them. */
const HEADERS = 2_048;
const FILE_HEADERS = 512;

/** How much the mail service takes, for those who had it raised. Nothing of it is sent. */
export const largestEmail = wholeNumberField({
	displayName: 'Largest Email (MB)',
	name: 'largestEmail',
	min: 1,
	max: LARGEST_MAIL,
	default: USUAL_MAIL,
	description:
		'What the mail service behind Sendook takes, texts and attachments together. Change it only if the Amazon SES quota of your Sendook was raised.',
});

const sum = (sizes: number[]) => sizes.reduce((one, other) => one + other, 0);

/** In lines of 76 characters, each with its line break. */
const mimeLength = (size: number) => Math.ceil((base64Length(size) / 76) * 78) + FILE_HEADERS;

/** As the texts stand there; an email may need more for what isn't plain ASCII. */
const textLength = ({ text, html }: IDataObject) => Buffer.byteLength(String(text)) + Buffer.byteLength(String(html));

const advice = 'Files take up a third more room there than on disk. Send smaller ones, or links to them';

/**
 * What a message goes through: the server's reading of requests, the record in its database, and the mail service, which
 * refuses when the message is stored already. `mayBeRaised` where the form has Largest Email.
 */
export function size({ mayBeRaised }: { mayBeRaised: boolean }): NonNullable<Operation['size']> {
	return {
		fields: 'Text, HTML',
		limits({ largestEmail: raised }): SizeLimit[] {
			const largest = typeof raised === 'number' ? raised : USUAL_MAIL;
			const raise = mayBeRaised ? `. If its quota was raised, give it as ${largestEmail.property.displayName} under Additional Fields` : '';
			return [
				{
					most: largest * MB,
					words: `The mail service behind Sendook takes emails of ${largest} MB. ${advice}${raise}.`,
					weigh: ({ body, files }) => HEADERS + textLength(body) + sum(files.map(mimeLength)),
				},
				{
					most: 16 * MB,
					words: `Sendook keeps each message in a record of 16 MB. ${advice}.`,
					weigh: ({ body, files }) => HEADERS + textLength(body) + sum(files.map((file) => base64Length(file) + FILE_HEADERS)),
				},
				{
					most: 20 * MB,
					words: `Sendook takes requests of 20 MB. ${advice}.`,
					weigh: ({ json }) => json,
				},
			];
		},
	};
}
