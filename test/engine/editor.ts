import { ExecuteContext, LoadOptionsContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequestData,
	type INodeListSearchResult,
	type INodePropertyOptions,
	type INodeType,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { nodeOf, prepare, type Scenario } from './engine';

/** Loads a locator's list as the editor does, with the node's present parameters. */
export async function search(
	scenario: Scenario,
	method: string,
	{ filter, token }: { filter?: string; token?: string } = {},
): Promise<INodeListSearchResult> {
	const { workflow, additionalData } = await prepare(scenario);
	const node = workflow.getNode('Node')!;
	const { methods } = workflow.nodeTypes.getByNameAndVersion(node.type);
	// The form's values, without the defaults that a workflow fills in.
	const currentNodeParameters = scenario.nodes[0].parameters;
	const context = new LoadOptionsContext(workflow, node, { ...additionalData, currentNodeParameters }, 'parameters.any');
	return await methods!.listSearch![method].call(context, filter, token);
}

/** Loads the fields of a resource mapper as the editor does. */
export async function mappedFields(scenario: Scenario, method: string): Promise<ResourceMapperFields> {
	const { workflow, additionalData } = await prepare(scenario);
	const node = workflow.getNode('Node')!;
	const { methods } = workflow.nodeTypes.getByNameAndVersion(node.type);
	const currentNodeParameters = scenario.nodes[0].parameters;
	const context = new LoadOptionsContext(workflow, node, { ...additionalData, currentNodeParameters }, 'parameters.any');
	return await methods!.resourceMapping![method].call(context);
}

/** Loads the options of a field as the editor does. */
export async function loadedOptions(scenario: Scenario, method: string): Promise<INodePropertyOptions[]> {
	const { workflow, additionalData } = await prepare(scenario);
	const node = workflow.getNode('Node')!;
	const { methods } = workflow.nodeTypes.getByNameAndVersion(node.type);
	const context = new LoadOptionsContext(workflow, node, { ...additionalData, currentNodeParameters: {} }, 'parameters.any');
	return await methods!.loadOptions![method].call(context);
}

/** The result of a credential's test, as a person reads it. */
export interface Verdict {
	status: 'OK' | 'Error';
	message: string;
}

/**
 * Tests a credential as n8n does (in its credentials-tester.service.js): a temporary declarative node makes the test request,
 * and the rules of the test are applied to the result.
 */
export async function testCredential(name: string, data: ICredentialDataDecryptedObject): Promise<Verdict> {
	const { loader } = await prepare({ nodes: [], credentials: {} });
	const { request, rules = [] } = (loader.getCredential(name).type as { test: ICredentialTestRequestData['testRequest'] }).test;
	const temporary: INodeType = nodeOf('noOp', ['main'], undefined);
	temporary.description.credentials = [{ name, required: true }];
	temporary.description.properties = [
		{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' },
	];
	const { workflow, additionalData } = await prepare({
		nodes: [{ name: 'Temp-Node', type: 'noOp' }],
		credentials: { [name]: data },
		testNodes: { noOp: temporary },
	});
	const node = workflow.getNode('Temp-Node')!;
	const runData = createEmptyRunExecutionData();
	const input = { main: [[{ json: {} }]] };
	const executeData = { node, data: {}, source: null };
	const context = new ExecuteContext(workflow, node, additionalData, 'internal', runData, 0, [], input, executeData, []);
	try {
		await new RoutingNode(context, temporary, { id: name, name, type: name, data }).runNode();
	} catch (thrown) {
		const { cause, message } = thrown as Error & { cause?: { response?: { status: number; statusText: string }; code?: string } };
		if (!cause?.response) return { status: 'Error', message: cause?.code ?? message };
		const { status, statusText } = cause.response;
		const rule = rules.find(({ type, properties }) => type === 'responseCode' && properties.value === status);
		return { status: 'Error', message: rule?.properties.message ?? statusText };
	}
	return { status: 'OK', message: 'Connection successful!' };
}
