import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Collection, Operate } from '../collections.ts';
import type { Call } from '../provider.ts';
import { asStored, house, inData } from './house.ts';
import { fits, within } from './query.ts';
import { invalid, notFound } from './refusals.ts';
import { id, newId, timeOf } from './state.ts';
import type { WhippyState } from './state.ts';

type PropertyType = 'text' | 'number' | 'float' | 'boolean' | 'date' | 'list' | 'map';

export interface CustomProperty {
	id: string;
	custom_object_id: string;
	key: string;
	label: string;
	type: PropertyType;
	default: unknown;
	required: boolean;
	references: unknown[];
	created_at: string;
	updated_at: string;
}

export interface CustomObject {
	id: string;
	key: string;
	label: string;
	description: string | null;
	emoji: string | null;
	color: string | null;
	custom_properties: CustomProperty[];
	created_at: string;
	updated_at: string;
}

export interface CustomObjectRecord {
	id: string;
	custom_object_id: string;
	external_id: string | null;
	associated_resource_id: string | null;
	associated_resource_type: string | null;
	properties: Record<string, unknown>;
	created_at: string;
	updated_at: string;
}

/** Of a request that writes contacts: the custom object whose properties these have. */
export interface CustomData {
	custom_object_id?: string;
	resource?: string;
}

interface RecordBody {
	external_id?: string;
	associated_resource_id?: string;
	associated_resource_type?: string;
	properties?: Record<string, unknown>;
}

function property(object: string, index: number, body: Partial<CustomProperty> & Pick<CustomProperty, 'key' | 'label'>, time: string): CustomProperty {
	return { id: id(27, index), custom_object_id: object, type: 'text', default: null, required: false, references: [], created_at: time, updated_at: time, ...body };
}

/** Three custom objects: the first has a property of each type and more records than fit on a page, the last has nothing. */
export function customDataOf(firstDay: number): Pick<WhippyState, 'customObjects' | 'customObjectRecords'> {
	const time = timeOf(firstDay, 2);
	const object = (index: number, key: string, label: string, properties: CustomProperty[]): CustomObject => ({
		id: id(26, index),
		key,
		label,
		description: null,
		emoji: null,
		color: '#4B7BEC',
		custom_properties: properties,
		created_at: time,
		updated_at: time,
	});
	const delivery = id(26, 1);
	const customObjects = [
		object(1, 'delivery', 'Delivery', [
			property(delivery, 1, { key: 'city', label: 'City' }, time),
			property(delivery, 2, { key: 'parcels', label: 'Parcels', type: 'number' }, time),
			property(delivery, 3, { key: 'weight', label: 'Weight', type: 'float' }, time),
			property(delivery, 4, { key: 'fragile', label: 'Fragile', type: 'boolean' }, time),
			property(delivery, 5, { key: 'due', label: 'Due', type: 'date' }, time),
			property(delivery, 6, { key: 'contents', label: 'Contents', type: 'list' }, time),
			property(delivery, 7, { key: 'details', label: 'Details', type: 'map' }, time),
			property(delivery, 8, { key: 'carrier', label: 'Carrier', default: 'Swift Post', required: true }, time),
		]),
		object(2, 'job', 'Job', [property(id(26, 2), 20, { key: 'title', label: 'Title' }, time), property(id(26, 2), 21, { key: 'city', label: 'City' }, time)]),
		object(3, 'note', 'Note', []),
	];
	const customObjectRecords = Array.from({ length: 60 }, (_, index): CustomObjectRecord => ({
		id: id(28, index + 1),
		custom_object_id: delivery,
		external_id: `order-${1042 + index}`,
		associated_resource_id: id(2, index + 1),
		associated_resource_type: 'contact',
		properties: { city: index % 2 === 0 ? 'Oakland' : 'Berkeley', carrier: 'Swift Post' },
		created_at: timeOf(firstDay + index * 1_000, 2),
		updated_at: timeOf(firstDay + index * 1_000, 2),
	}));
	return { customObjects, customObjectRecords };
}

const objectRows: Collection<WhippyState, CustomObject> = { name: 'Custom object', rows: (state) => state.customObjects };
const recordRows: Collection<WhippyState, CustomObjectRecord> = { name: 'Record', rows: (state) => state.customObjectRecords };

function objectOf(state: WhippyState, objectId: string | undefined): CustomObject {
	const object = state.customObjects.find((each) => each.id === objectId);
	if (object === undefined) throw notFound('Custom object not found');
	return object;
}

/** Whether a value is of a property's type; the real server may convert others without a word. */
const isOfType: Record<PropertyType, (value: unknown) => boolean> = {
	text: (value) => typeof value === 'string',
	number: (value) => Number.isInteger(value),
	float: (value) => typeof value === 'number',
	boolean: (value) => typeof value === 'boolean',
	date: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
	list: (value) => Array.isArray(value),
	map: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** Refuses what the real server would drop: a property that the object doesn't have, or a value of another type. */
function check({ custom_properties: all }: CustomObject, values: Record<string, unknown>): void {
	for (const [key, value] of Object.entries(values)) {
		const own = all.find((each) => each.key === key);
		if (own === undefined) throw invalid(`properties: no property ${JSON.stringify(key)}`);
		if (value === null ? own.required : !isOfType[own.type](value)) throw invalid(`properties: ${key} is not of type ${own.type}`);
	}
}

function withDefaults({ custom_properties: all }: CustomObject, values: Record<string, unknown>): Record<string, unknown> {
	const missing = all.filter(({ key, required }) => required && values[key] === undefined).map((each) => [each.key, each.default]);
	return Object.fromEntries([...Object.entries(values).filter(([, value]) => value !== null), ...missing]);
}

function makeProperty(object: string, body: Partial<CustomProperty> & Pick<CustomProperty, 'key' | 'label'> & { editable?: boolean }): CustomProperty {
	const own = { ...body };
	delete own.editable;
	return { ...property(object, 0, own, timeOf(Date.now(), 2)), id: newId() };
}

/** POST /v1/custom_objects */
function newObject(call: Call, state: WhippyState): CustomObject {
	const { custom_properties: properties = [], ...body } = { ...(call.body as CustomObject & { editable?: boolean; hidden?: boolean }) };
	// No answer shows these.
	delete body.editable;
	delete body.hidden;
	if (state.customObjects.some(({ key }) => key === body.key)) throw invalid(`key: ${body.key} is there already`);
	const now = timeOf(Date.now(), 2);
	const made = newId();
	const empty = { description: null, emoji: null, color: null };
	return { ...empty, ...body, id: made, custom_properties: properties.map((each) => makeProperty(made, each)), created_at: now, updated_at: now };
}

/** POST /v1/custom_objects/{id}/properties */
function createCustomProperty(state: WhippyState, { params, body }: Call): Answer {
	const object = objectOf(state, params['id']);
	const made = makeProperty(object.id, body as CustomProperty);
	if (object.custom_properties.some(({ key }) => key === made.key)) throw invalid(`key: ${made.key} is there already`);
	object.custom_properties.push(made);
	return json(201, { data: made });
}

/** Writes a record: its properties are joined with those that are stored. */
function write(state: WhippyState, object: CustomObject, record: CustomObjectRecord, { properties = {}, ...keys }: RecordBody): void {
	check(object, properties);
	const { associated_resource_id: resource = record.associated_resource_id, associated_resource_type: type = record.associated_resource_type } = keys;
	if ((resource === null) !== (type === null)) throw invalid('associated_resource_id and associated_resource_type go together');
	const kept = record.properties;
	Object.assign(record, keys, { properties: withDefaults(object, { ...kept, ...properties }), updated_at: timeOf(Date.now(), 2) });
	if (!state.customObjectRecords.includes(record)) state.customObjectRecords.push(record);
}

function emptyRecord(object: CustomObject): CustomObjectRecord {
	const now = timeOf(Date.now(), 2);
	return { id: newId(), custom_object_id: object.id, external_id: null, associated_resource_id: null, associated_resource_type: null, properties: {}, created_at: now, updated_at: now };
}

/** POST /v1/custom_objects/{id}/records: an external ID or a resource that is known names the record. */
function createCustomObjectRecord(state: WhippyState, { params, body }: Call): Answer {
	const object = objectOf(state, params['id']);
	const given = body as RecordBody;
	const isSame = (row: CustomObjectRecord) =>
		given.external_id === undefined
			? given.associated_resource_id !== undefined && row.associated_resource_id === given.associated_resource_id && row.associated_resource_type === given.associated_resource_type
			: row.external_id === given.external_id;
	const record = state.customObjectRecords.find((row) => row.custom_object_id === object.id && isSame(row)) ?? emptyRecord(object);
	write(state, object, record, given);
	return json(201, { data: record });
}

function recordOf(state: WhippyState, { params }: Call): { object: CustomObject; record: CustomObjectRecord } {
	const object = objectOf(state, params['id']);
	const record = state.customObjectRecords.find((each) => each.id === params['record_id'] && each.custom_object_id === object.id);
	if (record === undefined) throw notFound('Record not found');
	return { object, record };
}

/** PUT /v1/custom_objects/{id}/records/{record_id} */
function updateCustomObjectRecord(state: WhippyState, call: Call): Answer {
	const { object, record } = recordOf(state, call);
	const body = call.body as RecordBody;
	if (body.properties !== undefined && state.unknowns.recordProperties === 'replaced') record.properties = {};
	write(state, object, record, body);
	return json(200, { data: record });
}

function shownValue(record: CustomObjectRecord, own: CustomProperty): object {
	return {
		id: `0000001d-${own.id.slice(-4)}-4000-8000-${record.id.slice(-12)}`,
		custom_object_id: record.custom_object_id,
		custom_object_record_id: record.id,
		custom_property_id: own.id,
		value: record.properties[own.key] ?? null,
		created_at: record.created_at,
		updated_at: record.updated_at,
	};
}

/** Which records a list is asked for. */
function wantedRecord({ query }: Call, objectId: string | undefined): (row: CustomObjectRecord) => boolean {
	const names = ['associated_resource_id', 'associated_resource_type'] as const;
	return (row) =>
		(objectId ?? row.custom_object_id) === row.custom_object_id &&
		fits(query, Object.fromEntries(names.map((name) => [name, row[name]]))) &&
		within(query, undefined, row.updated_at);
}

/** GET /v1/custom_objects/property_values */
function getCustomPropertyValues(state: WhippyState, call: Call): Answer {
	const values = state.customObjectRecords.filter(wantedRecord(call, call.query['custom_object_id'] as string | undefined)).flatMap((record) => {
		const properties = objectOf(state, record.custom_object_id).custom_properties;
		return properties.filter(({ key }) => record.properties[key] !== undefined).map((own) => shownValue(record, own));
	});
	const { rows: data, total } = asStored(values, call);
	return json(200, { data, total });
}

/** PUT /v1/custom_objects/{id}/records/{record_id}/properties/{property_id} */
function updateCustomPropertyValue(state: WhippyState, call: Call): Answer {
	const { object, record } = recordOf(state, call);
	const own = object.custom_properties.find((each) => each.id === call.params['property_id']);
	if (own === undefined) throw notFound('Property not found');
	write(state, object, record, { properties: { [own.key]: (call.body as { value: unknown }).value } });
	return json(200, { data: shownValue(record, own) });
}

/** Stores the properties that a contact has in a request about contacts. */
export function storeProperties(state: WhippyState, { custom_object_id: objectId, resource }: CustomData, contact: string, properties: Record<string, unknown>): void {
	if (objectId === undefined || resource === undefined) throw invalid('custom_data needs custom_object_id and resource');
	const object = objectOf(state, objectId);
	const known = state.customObjectRecords.find((row) => row.custom_object_id === object.id && row.associated_resource_id === contact);
	write(state, object, known ?? emptyRecord(object), { associated_resource_id: contact, associated_resource_type: resource, properties });
}

const { list, create } = house;

/** Custom objects, their properties, records and values. */
export const customObjects: Record<string, Operate<WhippyState>> = {
	getCustomObjects: list(objectRows, asStored),
	createCustomObject: create(objectRows, newObject, inData, 201),
	createCustomProperty,
	getCustomObjectRecords: list(recordRows, asStored, { wanted: (call, state) => wantedRecord(call, objectOf(state, call.params['id']).id) }),
	createCustomObjectRecord,
	updateCustomObjectRecord,
	getCustomPropertyValues,
	updateCustomPropertyValue,
};
