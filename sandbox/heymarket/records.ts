import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Operate } from '../collections.ts';
import type { Call } from '../provider.ts';
import { uuidOf } from './contactState.ts';
import type { Tag } from './contactState.ts';
import { create } from './contacts.ts';
import { badData } from './refusals.ts';
import type { HeymarketState, List, Template } from './state.ts';

/** The answer to what is written. */
export function receiptOf({ id, rev }: { id: number; rev: number }): object {
	return { id, rev, uuid: uuidOf(id) };
}

/** What is the same in all records that clients create. */
export function created(state: HeymarketState): { id: number; team_id: number; created: string; updated: string; rev: number } {
	const now = new Date().toISOString();
	state.lastId += 1;
	return { id: state.lastId, team_id: 1, created: now, updated: now, rev: 1 };
}

/** POST /v1/tag */
export function createTag({ body }: Call, state: HeymarketState): Tag {
	const { tag, color = '#9AA5B1' } = body as { tag: string; color?: string };
	if (state.tags.some((each) => each.tag === tag)) throw badData(`tag: there is a tag ${JSON.stringify(tag)}`);
	return { ...created(state), tag, color };
}

/** DELETE /v1/tag/{id}: its contacts lose it. */
export function deleteTag(remove: Operate<HeymarketState>): Operate<HeymarketState> {
	return (state, call) => {
		const answer = remove(state, call);
		for (const contact of state.contacts) contact.tags = contact.tags.filter(({ tag_id }) => String(tag_id) !== call.params['id']);
		return answer;
	};
}

interface TemplateBody {
	title: string;
	content: { text: string; gallery?: object[] };
	local_id?: string;
	archived?: boolean;
}

/** What is stored of a template's body. What it leaves out is blank. */
function templateOf({ title, content: { text, gallery = [] }, local_id = '', archived = false }: TemplateBody) {
	return { name: title, content: { text, gallery }, local_id, archived };
}

/** POST /v1/template */
export function createTemplate({ body }: Call, state: HeymarketState): Template {
	return { ...created(state), ...templateOf(body as TemplateBody), shared: true };
}

/** PUT /v1/template/{id} */
export function rewriteTemplate(template: Template, { body }: Call): void {
	Object.assign(template, templateOf(body as TemplateBody), { rev: template.rev + 1, updated: new Date().toISOString() });
}

interface Members {
	contacts?: number[];
	phones?: string[];
	emails?: string[];
}

type Targets = List['targets'];

/** The entries of a list for members. An address or number that no contact has becomes one. */
function targetsOf(state: HeymarketState, { contacts: ids = [], phones = [], emails = [] }: Members): Targets {
	const byId = ids.map((id) => {
		const contact = state.contacts.find((each) => each.id === id);
		if (contact === undefined) throw badData(`contacts: ${id} is not a contact of this team`);
		return contact;
	});
	const byPhone = phones.map((phone) => state.contacts.find((each) => each.phone === phone) ?? create(state, { phone }));
	const byEmail = emails.map((email) => state.contacts.find((each) => each.email === email) ?? create(state, { phone: '', email }));
	return Object.fromEntries([...byId, ...byPhone, ...byEmail].map(({ phone, email, first, last }) => [phone || email, { f: first, l: last }]));
}

/** POST /v2/lists */
export function createList({ body }: Call, state: HeymarketState): List {
	const { title, local_id, contacts, phones, emails } = body as { title: string; local_id: string } & Members;
	const members = { contacts, phones, emails } as Members;
	if (state.lists.some((each) => each.local_id === local_id)) throw badData(`local_id: there is a list ${JSON.stringify(local_id)}`);
	if ([contacts, phones, emails].every((each) => each === undefined || each.length === 0)) throw badData('contacts, phones or emails: one of them is needed');
	return { ...created(state), name: title, local_id, targets: targetsOf(state, members), shared: true, archived: false };
}

/** PUT /v2/lists/{id} */
export function changeList(list: List, { body }: Call, state: HeymarketState): void {
	const { title, contacts: all, ...changes } = body as { title?: string; contacts?: number[] } & Record<string, never[]>;
	const named = (what: string) => ({ contacts: changes[`${what}_contacts`], phones: changes[`${what}_phones`], emails: changes[`${what}_emails`] }) as Members;
	if (all !== undefined && Object.keys(changes).length > 0) throw badData('contacts: it replaces all members, so nobody can be added or removed with it');
	const gone = named('remove');
	const removed = new Set([...(gone.phones ?? []), ...(gone.emails ?? []), ...Object.keys(targetsOf(state, { contacts: gone.contacts ?? [] }))]);
	const stored = all === undefined ? { ...list.targets, ...targetsOf(state, named('add')) } : targetsOf(state, { contacts: all });
	list.targets = Object.fromEntries(Object.entries(stored).filter(([target]) => !removed.has(target)));
	Object.assign(list, { name: title ?? list.name, rev: list.rev + 1, updated: new Date().toISOString() });
}

/** POST /v1/contacts/fields: a title that is taken gets no second field. */
export function createContactFields(state: HeymarketState, { body }: Call): Answer {
	const answered = (body as { title: string }[]).map(({ title }) => {
		const known = state.contactFields.find((each) => each.title === title);
		if (known !== undefined) return { ...known, duplicate: true };
		const made = { id: Math.max(...state.contactFields.map(({ id }) => id)) + 1, title };
		state.contactFields.push(made);
		return { ...made, duplicate: false };
	});
	return json(200, answered);
}
