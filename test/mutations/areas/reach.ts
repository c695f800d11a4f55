import { inFile } from '../mutation.ts';

const REACH = ['engine/preflight', 'engine/tools', 'engine/pacing', 'engine/matrix/matrix'];

/** Who may be written to, and what else is judged before anything leaves. */
export const reach = [
	...inFile('nodes/shared/delivery/reach.ts', REACH, [
		{ find: '(recipients ?? []).map(laneOf)', replace: '[]', breaks: 'messages to one person overlap' },
		{ find: 'withoutDuplicates(reach.recipients, laneOf)', replace: 'reach.recipients', breaks: 'the row of a mail names one person twice', judges: ['engine/operations/sendook'] },
		{ find: 'reach.conversation ? [...lanes, `conversation ${reach.conversation}`] : lanes', replace: 'lanes', breaks: 'messages into one conversation overlap' },
		{ find: '`conversation ${reach.conversation}`', replace: "'conversation'", breaks: 'messages into different conversations wait for each other' },
		{ find: 'recipient.toLowerCase()', replace: 'recipient', breaks: 'mails to one person overlap where the address is written differently' },
		{ find: "recipient.replace(/\\D/g, '')", replace: 'recipient', breaks: 'texts to one number overlap where it is written differently', changesNothing: 'numbers reach it in E.164, one operation’s all with or all without plus' },
		{ find: 'if (allowsEveryone(patterns)) return { good: named };', replace: 'return { good: named };', breaks: 'Allowed Recipients are not looked at' },
		{ find: 'if (reach.unknowable) {', replace: 'if (reach.unknowable && named.length > 0) {', breaks: 'a list is sent to whoever is on it' },
		{ find: 'if (reach.lookUp) {', replace: 'if (reach.lookUp && named.length > 0) {', breaks: 'whom a conversation is with is not held against Allowed Recipients' },
		{ find: "if ('failure' in answer) return answer;", replace: "if ('failure' in answer) return { good: named };", breaks: 'a conversation that can’t be read is written into all the same' },
		{ find: 'if (found.length === 0) {', replace: 'if (found.length < 0) {', breaks: 'a conversation that names nobody is written into' },
		{ find: 'recipients.push(...found);', replace: 'recipients.push(found[0]);', breaks: 'only the first member of a group is held against Allowed Recipients' },
		{ find: 'refused.length === 0)', replace: 'refused.length < recipients.length)', breaks: 'one allowed recipient lets all the others through' },
		{ find: '{ good: recipients };', replace: '{ good: named };', breaks: 'a preview does not show whom a conversation is with', judges: ['engine/preflight', 'engine/tools'] },
		{ find: "refused.join(', ')", replace: 'refused[0]', breaks: 'only the first of those who may not be written to is named' },
		{ find: 'Whoever manages the ${provider.name} credential can add ${them}.', replace: '', breaks: 'nobody is told who can allow a recipient' },
		{ find: 'reach.lookUp !== undefined && !allowsEveryone(patternsOf(credentials))', replace: 'reach.lookUp !== undefined', breaks: 'whom a conversation is with is asked though everyone is allowed', judges: ['engine/preflight', 'engine/allowedRecipients', 'engine/pacing'] },
	]),
	...inFile('nodes/shared/security/allowedRecipients.ts', ['unit/shared/security/allowedRecipients', 'engine/preflight'], [
		{ find: "text.trim() === '' || patternsIn", replace: 'patternsIn', breaks: 'an empty list forbids everyone' },
		{ find: "text.trim() === '' ||", replace: "text === '' ||", breaks: 'a list of a blank forbids everyone' },
		{ find: "pattern.normalize('NFKC').trim()", replace: 'pattern.trim()', breaks: 'a pattern in full-width digits matches nobody' },
		{ find: " || patternsIn(text).includes('*')", replace: '', breaks: 'a star alone forbids everyone' },
		{ find: 'address !== undefined && emails', replace: 'address !== undefined || emails', breaks: 'every address is allowed' },
		{ find: 'digits !== undefined && phones', replace: 'digits !== undefined || phones', breaks: 'every number is allowed' },
		{ find: "pattern.slice(0, at) || '*'", replace: 'pattern.slice(0, at)', breaks: '@example.com allows nobody' },
		{ find: "pattern.lastIndexOf('@')", replace: "pattern.indexOf('@')", breaks: 'a pattern with two @ is read from the first' },
		{ find: '/^[\\0-\\x7f]*$/.test(label) ? label : asciiLabel(label)', replace: 'label', breaks: 'a pattern with an umlaut domain matches nobody' },
		{ find: 'if (digits === undefined && !/^\\+\\s*\\*$/.test(pattern)) return [];', replace: '', breaks: 'a pattern that is a word allows every number' },
		{ find: "pattern.replace(/[^\\d*]/g, '').replace(/^00/, '')", replace: "pattern.replace(/[^\\d*]/g, '')", breaks: 'a pattern that begins with 00 matches nobody' },
		{ find: "const digits = digitsOf(recipient);", replace: "const digits = recipient.replace(/\\D/g, '');", breaks: 'what is no phone number is compared by its digits' },
		{ find: 'emailAddress(recipient).address', replace: 'recipient', breaks: 'an allowed address as the name of another one lets that one through' },
		{ find: 'address.replace(/[A-Z]/g, (letter) => letter.toLowerCase())', replace: 'address', breaks: 'an address in capitals is not allowed' },
		{ find: 'address.replace(/[A-Z]/g, (letter) => letter.toLowerCase())', replace: 'address.toLowerCase()', breaks: 'a look-alike letter passes for a k', changesNothing: 'an address outside ASCII before the @ is refused, and a domain is in ASCII by then' },
		{ find: 'if (rest.length === 0) return text === first;', replace: 'if (rest.length === 0) return text.startsWith(first);', breaks: 'a pattern without a star allows all that begins with it' },
		{ find: ' || !text.endsWith(last)) return false', replace: ') return false', breaks: '*@example.com allows addresses everywhere' },
		{ find: ' || !text.startsWith(first)', replace: '', breaks: '1415* allows every number' },
		{ find: 'if (text.length < first.length + last.length || ', replace: 'if (', breaks: 'the beginning and the end of a pattern may overlap' },
		{ find: 'found === -1 || found + part.length > end', replace: 'found === -1', breaks: 'the middle of a pattern may overlap its end' },
		{ find: 'from = found + part.length;', replace: 'from = found;', breaks: 'two middles of a pattern may overlap' },
	]),
];
