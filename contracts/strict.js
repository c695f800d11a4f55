'use strict';

// What both the sandbox and the check of the live services judge answers with.

const addFormats = require('ajv-formats');

/** Checks OpenAPI's format `byte`. openapi-backend's own regular expression overflows the stack on attachments of some megabytes. */
function isBase64(text) {
	return text.length % 4 === 0 && !/[^A-Za-z0-9+/=]/.test(text) && !/=[^=]|={3}/.test(text.slice(-4));
}

function withFormats(ajv) {
	addFormats.default(ajv);
	return ajv.addFormat('byte', { type: 'string', validate: isBase64 });
}

function closed(part) {
	if (Array.isArray(part)) return part.map(closed);
	if (part === null || typeof part !== 'object') return part;
	const { 'x-known-values': known, ...schema } = part;
	const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
	const isOpen = typeof inside.properties === 'object' && inside.type === 'object' && inside.additionalProperties === undefined;
	return { ...inside, ...(isOpen ? { additionalProperties: false } : {}), ...(known === undefined ? {} : { enum: known }) };
}

module.exports = { closed, withFormats };
