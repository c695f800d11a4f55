import type { IDataObject } from 'n8n-workflow';
import { country } from '../../shared/form/country';
import { delivery } from '../../shared/form/delivery';
import { objectField } from '../../shared/form/field';
import { body, notice } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { phoneNumber } from '../fields';

const fields = objectField({
	displayName: 'Fields (JSON)',
	name: 'fields',
	placeholder: 'e.g. {"first_name": "Ana", "order": 1042}',
	description: 'What else the automation uses, under the names of the sample that was mapped in Heymarket',
});

/** No number is written so. */
const DAY = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** All values of an object that may name a person: which of them the automation takes for its contact was mapped in Heymarket. */
function contactsIn(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(contactsIn);
	// Marks of direction come with numbers that are copied from an address book.
	const text = String(value).normalize('NFKC').replaceAll(/\p{Cf}/gu, '').trim().replace(/^(?:tel|sms|mailto):/i, '');
	if (text.includes('@')) return [text];
	return /^\+?[\d\s()./\p{Pd}]+$/u.test(text) && text.replace(/\D/g, '').length > 6 && !DAY.test(text) ? [text] : [];
}

/** POST /automations/{id}: JSON of the team's own making, which starts what the automation does. */
export const run = operation({
	name: 'Run',
	value: 'run',
	action: 'Run automation',
	description: 'Start an automation of Heymarket that begins with a webhook, for one person',
	effect: 'send',
	request: 'POST /automations/{automation}',
	ofCredential: ['automation'],
	form: [
		notice(
			'sampleNotice',
			'An automation can text people and change contacts. In Heymarket, paste this as the sample JSON of its Webhook trigger, with your own fields, and map phone_number as the identifier: { "phone_number": "14155550134", "first_name": "Ana" }',
		),
		body('phone_number', phoneNumber),
		country,
		body('fields', fields),
		...delivery,
	],
	finish({ body: { phone_number, fields: others = {} } }) {
		if ('phone_number' in others) throw new InvalidValue(`${fields.property.displayName}: phone_number is filled in above`, 'Leave it out here.');
		return { phone_number, ...others };
	},
	reaches: ({ body: { phone_number, fields: others } }) => ({ recipients: [phone_number, ...contactsIn(others)], to: phone_number }),
	rows: (answer) => ({ message: (answer as IDataObject | undefined)?.message }),
	// Nothing in the answer tells one run from another.
	simplified: [],
	howToCheck: 'Look at the person’s conversation in Heymarket.',
});
