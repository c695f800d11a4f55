import type { IDataObject } from 'n8n-workflow';

import type { ProviderName } from '../sandbox/provider.ts';
import type { Environment } from './keys.ts';
import type { Found } from './tour/stops.ts';

/** The one message of a guided send. */
export interface GuidedSend {
	/** Of the node: `message.send`. */
	operation: string;
	/** Of the contract, which the door lets through once. */
	operationId: string;
	parameters: IDataObject;
	/** What is asked on the terminal. */
	question: string;
}

const TEXT = 'This is the one test message that you asked for. It was sent by n8n-nodes-shared-inbox.';

const byId = (value: string): IDataObject => ({ __rl: true, mode: 'id', value });

/** The message to the person's own number or address; or which variable is missing. */
export function guidedSend(name: ProviderName, environment: Environment, found: Found): { good: GuidedSend } | { missing: string } {
	const missing: string[] = [];
	const given = (variable: string, otherwise = ''): string => {
		const value = environment[variable]?.trim() || otherwise;
		if (value === '') missing.push(variable);
		return value;
	};
	const made = { heymarket, whippy, sendook }[name](given, found);
	if (missing.length > 0) return { missing: `Nothing is sent: ${missing.join(' and ')} must be set for it.` };
	return { good: made };
}

type Given = (variable: string, otherwise?: string) => string;

function heymarket(given: Given, found: Found): GuidedSend {
	const to = given('CHECK_LIVE_SEND_TO_PHONE');
	const inbox = given('CHECK_LIVE_HEYMARKET_INBOX');
	const members = (found.get('inbox.getMany') ?? []).find(({ id }) => String(id) === inbox)?.members as unknown[] | undefined;
	const member = given('CHECK_LIVE_HEYMARKET_MEMBER', members?.[0] === undefined ? '' : String(members[0]));
	return {
		operation: 'message.send',
		operationId: 'sendMessage',
		parameters: { inbox: byId(inbox), sendAs: byId(member), sendTo: 'phoneNumber', phoneNumber: to, content: 'text', text: TEXT },
		question: `Heymarket sends one text to ${to}, from inbox ${inbox} as member ${member}. It costs what a text costs.`,
	};
}

function whippy(given: Given): GuidedSend {
	const to = given('CHECK_LIVE_SEND_TO_PHONE');
	const channel = given('CHECK_LIVE_WHIPPY_CHANNEL');
	return {
		operation: 'sms.send',
		operationId: 'sendSms',
		parameters: { phoneChannel: byId(channel), phoneNumber: to, text: TEXT },
		question: `Whippy sends one text to ${to}, from ${channel}. It costs what a text costs.`,
	};
}

function sendook(given: Given): GuidedSend {
	const to = given('CHECK_LIVE_SEND_TO_EMAIL');
	const inbox = given('CHECK_LIVE_SENDOOK_INBOX');
	return {
		operation: 'message.send',
		operationId: 'sendMessage',
		parameters: { inbox: byId(inbox), to, subject: 'A test of n8n-nodes-shared-inbox', emailFormat: 'text', text: TEXT },
		question: `Sendook sends one email to ${to}, from inbox ${inbox}.`,
	};
}
