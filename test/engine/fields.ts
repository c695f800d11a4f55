import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { optionsOf, parametersOf } from '../contract/built';
import { builtNodes } from '../description/built';
import { operations } from '../faults/operations';
import type { NodeName } from './sandboxed';

/** A field that a form shows, in an operation that is filled in for the random runs. */
export interface ShownField {
	/** `heymarketText: additionalFields.author` */
	name: string;
	node: NodeName;
	/** `message.send` */
	operation: string;
	/** How it is declared; inside a collection too. */
	property: INodeProperties;
	isInCollection: boolean;
	/** The parameters of the whole form, with something else in this field. */
	filledWith: (value: unknown) => IDataObject;
}

/** Whether a property is only a notice, or can't be an expression. */
const isChosen = ({ type, noDataExpression }: INodeProperties) => type === 'notice' || noDataExpression === true;

/** Whether a form shows a field, as it is filled in. */
function isShown({ displayOptions }: INodeProperties, parameters: IDataObject, properties: INodeProperties[]): boolean {
	const valueOf = (name: string) => parameters[name] ?? properties.find((property) => property.name === name)?.default;
	return Object.entries(displayOptions?.show ?? {}).every(([name, values]) => (values as unknown[]).includes(valueOf(name)));
}

function fieldsOf([name, { provider, parameters }]: [string, (typeof operations)[string]]): ShownField[] {
	const { properties } = builtNodes().find(({ type }) => type.description.name === provider)!.type.description;
	const [resource, operation] = [String(parameters.resource), String(parameters.operation)];
	const own = parametersOf(properties, resource, operation);
	const common = { node: provider as NodeName, operation: `${resource}.${operation}` };
	return own.filter((property) => !isChosen(property) && isShown(property, parameters, own)).flatMap((property): ShownField[] => {
		if (property.type !== 'collection') {
			const filledWith = (value: unknown) => ({ ...parameters, [property.name]: value }) as IDataObject;
			return [{ ...common, name: `${name}: ${property.name}`, property, isInCollection: false, filledWith }];
		}
		return optionsOf(property).map((option) => ({
			...common,
			name: `${name}: ${property.name}.${option.name}`,
			property: option,
			isInCollection: true,
			filledWith: (value) =>
				({ ...parameters, [property.name]: { ...(parameters[property.name] as IDataObject), [option.name]: value } }) as IDataObject,
		}));
	});
}

/** Every field of every operation that the random runs know. */
export const shownFields = Object.entries(operations).flatMap(fieldsOf);
