import { inFile } from '../mutation.ts';

const AUTOMATION = ['engine/operations/heymarketAutomation'];

/** Automations of Heymarket, which have a credential of their own. */
export const heymarketAutomation = [
	...inFile('nodes/Heymarket/automation/run.operation.ts', AUTOMATION, [
		{ find: "if ('phone_number' in others) throw", replace: "if (false) throw", breaks: 'a field replaces the number that was held against Allowed Recipients' },
		{ find: ', ...contactsIn(others)]', replace: ']', breaks: 'a person is named by a field past Allowed Recipients' },
		{ find: ".replaceAll(/\\p{Cf}/gu, '')", replace: '', breaks: 'a number pasted from an address book is no number to Allowed Recipients' },
		{ find: ".normalize('NFKC')", replace: '', breaks: 'a number in wide digits is no number to Allowed Recipients' },
		{ find: '\\p{Pd}]', replace: '-]', breaks: 'a number with another hyphen is no number to Allowed Recipients' },
		{ find: '(?:tel|sms|mailto):', replace: '(?:sms|mailto):', breaks: 'the address of a link is no number to Allowed Recipients' },
		{ find: ' && !DAY.test(text)', replace: '', breaks: 'a day is taken for a number' },
		{ find: 'Object.values(value).flatMap(contactsIn)', replace: '[]', breaks: 'a person is named within a field past Allowed Recipients' },
		{ find: "if (text.includes('@')) return [text];", replace: '', breaks: 'an address is named past Allowed Recipients' },
		{ find: '.length > 6 &&', replace: '.length > 1 &&', breaks: 'an order number is taken for a person' },
		{ find: ', to: phone_number }', replace: ' }', breaks: 'a row tells numbers that are no people’s', judges: ['engine/operations/heymarketAutomation'] },
		{ find: '\tsimplified: [],\n', replace: '', breaks: 'a row doesn’t tell for whom an automation ran' },
	]),
	...inFile('nodes/Heymarket/automation/provider.ts', AUTOMATION, [
		{ find: 'host !== undefined && host.toLowerCase() !== base', replace: 'false', breaks: 'an address elsewhere is taken for Heymarket’s' },
		{ find: "if (!/^[\\w-]+$/.test(id)) throw", replace: 'if (false) throw', breaks: 'an ID leads to another address' },
		{ find: "if (given === '') throw", replace: 'if (false) throw', breaks: 'an empty address is told as a wrong one' },
		{ find: "secretText(credentials.apiKey, 'API Key');", replace: '', breaks: 'an automation without a key is asked' },
		{ find: '\t\t401: keyAdvice,\n', replace: '', breaks: 'nobody is told that each automation has a key of its own' },
	]),
	...inFile('nodes/Heymarket/automation/index.ts', AUTOMATION, [
		{ find: ' provider: heymarketAutomation,', replace: '', breaks: 'an automation is asked with the key of the API' },
	]),
	...inFile('nodes/shared/node.ts', AUTOMATION, [
		{ find: 'operation.provider ?? provider', replace: 'provider', breaks: 'a resource’s own credential is not used' },
		{ find: 'resource: credential === usual ? notOthers : those', replace: 'resource: notOthers', breaks: 'the credential of automations is asked for by all but automations' },
		{ find: 'authentication: [credential, undefined]', replace: 'authentication: [credential]', breaks: 'a list of the form doesn’t find its credential', judges: ['engine/operations/heymarketAutomation', 'engine/pickers'] },
		{ find: '...authenticationProperties(provider, resources),', replace: '', breaks: 'RoutingNode doesn’t find which credential to read' },
	]),
	...inFile('nodes/shared/delivery/toolDoor.ts', AUTOMATION, [
		{ find: 'operation.provider ?? provider', replace: 'provider', breaks: 'a tool doesn’t use a resource’s own credential' },
	]),
	...inFile('nodes/shared/delivery/check.ts', AUTOMATION, [
		{ find: ', ...idsOfCredential }', replace: ' }', breaks: 'what of a path the credential holds is missing' },
	]),
	...inFile('nodes/Heymarket/methods/credentialTest.ts', ['unit/credentials/automation'], [
		{ find: 'checkCommonFields(data);', replace: '', breaks: 'a credential whose Allowed Recipients give nothing passes its test' },
		{ find: 'await heymarketAutomation.checkCredentials(data);', replace: '', breaks: 'an unfinished credential passes its test' },
	]),
];
