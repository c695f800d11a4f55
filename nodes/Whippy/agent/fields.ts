import { locatorField } from '../../shared/form/field';
import type { Column } from '../../shared/operation';
import { uuid } from '../../shared/values/ids';

/** The AI agent that a request is about. */
export const agent = locatorField({
	displayName: 'Agent',
	name: 'agent',
	required: true,
	description: 'An AI agent of your organization; it has to be active to call or chat',
	search: 'searchAgents',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** What people use of an agent. */
export const simplifiedAgent: Column[] = ['name', 'status', 'created_at', 'updated_at', 'id'];
