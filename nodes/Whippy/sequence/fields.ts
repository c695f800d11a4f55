import { keysOrRecordsField } from '../../shared/form/records';
import { lineField, locatorField } from '../../shared/form/field';
import { emailAddress } from '../../shared/values/addresses';
import { uuid } from '../../shared/values/ids';
import { phoneNumber } from '../../shared/values/phone';
import { contactRecord } from '../contact/fields';

const look = { displayName: 'Sequence', name: 'sequence', search: 'searchSequences', placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e', convert: uuid } as const;

/** The sequence that a request is about. */
export const sequence = locatorField({ ...look, required: true, description: 'A series of messages that contacts go through step by step' });

/** As `sequence`, where it limits a list. */
export const sequenceFilter = locatorField({ ...look, description: 'Only this sequence' });

/** A step of the chosen sequence. */
const step = { displayName: 'Step', name: 'step', search: 'searchSteps', placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e', convert: uuid } as const;

export const firstStep = locatorField({ ...step, description: 'The step to begin with; the first one when left empty. Choose the sequence first.' });

export const stepFilter = locatorField({ ...step, description: 'Only contacts in this step. Choose the sequence first.' });

/** A run of the chosen sequence. */
export const run = locatorField({
	displayName: 'Run',
	name: 'run',
	required: true,
	description: 'One contact’s way through the sequence. Choose the sequence first.',
	search: 'searchRuns',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** The people of a request: their numbers, or contacts with more about each. */
export const people = keysOrRecordsField({
	displayName: 'Contacts (Phone Numbers)',
	name: 'people',
	required: true,
	placeholder: 'e.g. +1 415 555 0134, +1 415 555 0135',
	description:
		'Phone numbers separated by commas, or a list of contacts from an expression, such as [{ phone, name, email }]. Each needs phone, and may have name, email, external_id, language, default_channel_id, address, birth_date and properties. Who is new becomes a contact.',
	key: 'phone',
	fields: contactRecord,
});

const bareChannel = lineField({
	displayName: 'From',
	name: 'fromChannel',
	placeholder: 'e.g. +1 415 555 0100',
	description: 'The number or email address of the channel that the steps are sent from; that of each step when left empty',
});

/** A channel by its number or its address, where phone channels and mailboxes both fit. */
export const fromChannel: typeof bareChannel = {
	...bareChannel,
	convert(value, context) {
		const written = bareChannel.convert(value, context);
		return written.includes('@') ? emailAddress(written).address : phoneNumber(written, context);
	},
};
