import { json, Refusal } from '../answer.ts';
import type { Call } from '../provider.ts';
import { ownDomain, stored } from './state.ts';
import type { Inbox, SendookState } from './state.ts';

/** The inbox in the path of a request. */
export function inboxOf(state: SendookState, call: Call): Inbox {
	const inbox = state.inboxes.find((each) => each._id === call.params['inboxId']);
	if (inbox === undefined) throw new Refusal(json(404, { error: 'Inbox not found' }));
	return inbox;
}

const isTaken = ({ inboxes }: SendookState, address: string) => inboxes.some(({ email }) => email === address);

/** An address of Sendook's own domain, made of the name as the real server makes it. */
function addressFor(state: SendookState, name: string): string {
	const local = name.toLowerCase().replace(/[^a-z0-9]/g, '-');
	const address = `${local}@${ownDomain}`;
	return isTaken(state, address) ? `${local}-${state.lastId.toString(36)}@${ownDomain}` : address;
}

/** The inbox that a request asks for. As on the real server, the domain and the address are compared with their capitals. */
export function newInbox({ body }: Call, state: SendookState): Inbox {
	const { name, email } = body as { name?: string; email?: string };
	const domainName = email?.split('@')[1];
	const domain = state.domains.find((each) => each.name === domainName && each.verified);
	if (domainName !== undefined && domainName !== ownDomain && domain === undefined) throw new Refusal(json(404, { error: 'Invalid domain name' }));
	const address = email ?? addressFor(state, name ?? 'inbox');
	if (isTaken(state, address)) throw new Refusal(json(400, { error: 'Inbox with this email already exists' }));
	return { ...stored(state), email: address, ...(name !== undefined && { name }), ...(domain && { domainId: domain._id }) };
}

/** Deletes the messages of an inbox. Its threads stay. */
export function forgetMessages(state: SendookState, inbox: Inbox): void {
	state.messages = state.messages.filter(({ inboxId }) => inboxId !== inbox._id);
}
