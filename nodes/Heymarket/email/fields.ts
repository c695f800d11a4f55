import { emailFormat, emailHtml, emailText } from '../../shared/form/email';
import { body } from '../../shared/form/parts';
import type { Column } from '../../shared/operation';
import { bothBodies } from '../../shared/values/emailBodies';

/** `text` may hold HTML; `raw_text` is named in the reference's prose and missing from its table. */
export const emailContent = emailFormat(
	{ text: 'The HTML version is made from it', html: 'The text version is made from it', both: 'A text and an HTML version, both written here' },
	{ text: body('raw_text', emailText), html: body('text', emailHtml) },
);

/** The two bodies as Heymarket calls them, the missing one made of the other. */
export function bodiesOf({ raw_text, text: html }: { raw_text?: string; text?: string }): { text: string; raw_text: string } {
	const both = bothBodies({ text: raw_text, html });
	return { text: both.html, raw_text: both.text };
}

/** The receipt of a sent email. What Heymarket's check of compliance found is an object of no documented shape. */
export const simplifiedReceipt: Column[] = [
	'queued',
	['compliance_results', ({ compliance_results: results }) => (results && Object.keys(results).length > 0 ? JSON.stringify(results) : undefined)],
	'convo_id',
	'id',
	'date',
];

/** How a person finds out whether an email went out. */
export const howToCheckEmails = 'Look for it with Message > Get Many (From: Whole Team), or in Heymarket.';
