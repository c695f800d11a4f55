import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type { Operation, Reach } from '../operation';
import type { Content } from '../content';
import type { Provider } from '../provider';
import { allowedRecipients, allowsEveryone, mayBeAllowed } from '../security/allowedRecipients';
import { pathOf, placeholdersOf } from '../security/path';
import { attempt, quoted } from '../values/invalid';
import { withoutDuplicates } from '../values/lists';
import { invalidInput, type Failure, type Checked } from '../transport/failure';

/** Reads from the provider by a path template, outside the operation's own request. */
export type LookUp = (path: string, ids: Record<string, string>) => Promise<Checked<IDataObject>>;

/** The recipients that are known without asking, and the lanes that keep their messages in order. */
export function reachOf(operation: Operation, content: Content): Reach & { lanes: string[] } {
	if (operation.effect === 'read') return { lanes: [] };
	const reach = operation.reaches(content);
	const recipients = reach.recipients && withoutDuplicates(reach.recipients, laneOf);
	const lanes = (recipients ?? []).map(laneOf);
	if (reach.conversation) lanes.push(`conversation ${reach.conversation}`);
	const { path } = content.request;
	// A change is of what its path names: a contact, by its ID.
	if (isChange(operation) && placeholdersOf(path).length > 0) lanes.push(pathOf(path, content.ids));
	return { ...reach, recipients, lanes };
}

/** Whether it changes something that is there, so that two of the same must not overlap; a message that was scheduled is there too. */
export function isChange({ effect, readFirst }: Operation): boolean {
	return effect === 'write' || (effect === 'send' && readFirst !== undefined);
}

/** A recipient however it is written: an address in lower case, a number by its digits. */
function laneOf(recipient: string): string {
	return recipient.includes('@') ? recipient.toLowerCase() : recipient.replace(/\D/g, '');
}

/** Whether the provider must be asked whom a message reaches, since the credential limits that and its request doesn't tell. */
export function mustBeAsked(credentials: ICredentialDataDecryptedObject, { lookUp }: Reach): boolean {
	return lookUp !== undefined && (lookUp.always === true || !allowsEveryone(patternsOf(credentials)));
}

function patternsOf({ allowedRecipients }: ICredentialDataDecryptedObject): string {
	return String(allowedRecipients ?? '');
}

/**
 * Holds a message against the Allowed Recipients of the credential. What the request doesn't name is read from the
 * provider first; what can't be told is refused. Gives the recipients that are known then.
 */
export async function recipientsAllowed(
	provider: Provider,
	credentials: ICredentialDataDecryptedObject,
	reach: Reach,
	lookUp?: LookUp,
): Promise<Checked<string[]>> {
	const named = reach.recipients ?? [];
	const patterns = patternsOf(credentials);
	const everyone = allowsEveryone(patterns);
	if (everyone && !mustBeAsked(credentials, reach)) return { good: named };
	const elsewhere = 'It can be sent with a credential whose Allowed Recipients are empty.';
	if (reach.unknowable && !everyone) {
		return { failure: notAllowed(`${reach.unknowable} can’t be checked against the Allowed Recipients of this credential`, elsewhere) };
	}
	const recipients = [...named];
	if (reach.lookUp) {
		if (!lookUp) throw new TypeError('whom this reaches must be asked');
		const answer = await lookUp(reach.lookUp.path, reach.lookUp.ids);
		if ('failure' in answer) return answer;
		const { recipients: readFrom } = reach.lookUp;
		const { good: read, fault } = attempt(() => readFrom(answer.good));
		if (fault) return { failure: invalidInput(fault.message, fault.help) };
		const found = read.filter(Boolean);
		if (found.length === 0 && !everyone) {
			return { failure: notAllowed(`${provider.name} did not tell whom this conversation is with`, elsewhere) };
		}
		recipients.push(...found);
	}
	const isAllowed = everyone ? () => true : allowedRecipients(patterns);
	const refused = recipients.filter((recipient) => !isAllowed(recipient));
	if (refused.length === 0) return { good: recipients };
	const odd = refused.find((recipient) => !mayBeAllowed(recipient));
	if (odd !== undefined) {
		return { failure: notAllowed(`${provider.name} tells ${quoted(odd)} as whom this goes to, which is no email address or phone number`, elsewhere) };
	}
	const verb = refused.length === 1 ? 'is' : 'are';
	const them = refused.length === 1 ? 'it' : 'them';
	return {
		failure: notAllowed(
			`${refused.join(', ')} ${verb} not among the Allowed Recipients of this credential`,
			`Whoever manages the ${provider.name} credential can add ${them}.`,
		),
	};
}

function notAllowed(message: string, advice: string): Failure {
	return { code: 'recipient_not_allowed', outcome: 'not_sent', message, advice };
}
