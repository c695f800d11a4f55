import type { Column } from '../../shared/operation';

/** What people use of a sequence. */
export const simplifiedSequence: Column[] = [
	'title',
	'status',
	'description',
	'type',
	['steps', ({ steps }) => (Array.isArray(steps) ? (steps as Array<{ title?: unknown } | null>).map((one) => one?.title ?? '') : undefined)],
	'access_level',
	'created_at',
	'updated_at',
	'id',
];

/** The person of a row. */
export const person: Column[] = [['name', 'contact.name'], ['phone', 'contact.phone'], ['email', 'contact.email']];

/** What people use of a contact in a sequence. */
export const simplifiedStepContact: Column[] = [...person, 'status', 'clicked_link', 'unsubscribed', 'scheduled_at', ['contact_id', 'contact.id'], 'step_id', 'id'];

/** What people use of a run. */
export const simplifiedRun: Column[] = [...person, 'status', 'created_at', 'updated_at', ['contact_id', 'contact.id'], 'last_step_id', 'channel_id', 'id'];
