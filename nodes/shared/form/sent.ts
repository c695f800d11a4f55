import type { INodePropertyRouting } from 'n8n-workflow';

/** Sends a parameter's value as a property of the body. */
export function toBody(property: string): { routing: INodePropertyRouting } {
	return { routing: { send: { type: 'body', property } } };
}

/** Sends a parameter's value in the query string, under exactly this name. */
export function toQuery(property: string): { routing: INodePropertyRouting } {
	return { routing: { send: { type: 'query', property, propertyInDotNotation: false } } };
}
