import { emailLibrary } from '../../../../nodes/shared/libraries';
import { eachOnce, emailAddress, emailAddresses } from '../../../../nodes/shared/values/addresses';
import { randomNumbers, randomText, refusal } from './support';

const addressesOf = (value: unknown) => emailAddresses(value).map(({ address }) => address);

const both = ['anna@example.com', 'bob@example.org'];

test.each<[string, unknown]>([
	['commas', 'anna@example.com, bob@example.org'],
	['semicolons', 'anna@example.com; bob@example.org;'],
	['lines', 'anna@example.com\r\nbob@example.org\n'],
	['a list', both],
	['a list of lists', [['anna@example.com'], 'bob@example.org']],
	['a list with a comma inside an entry', ['anna@example.com,bob@example.org']],
	['blank entries', ' , anna@example.com,, bob@example.org, '],
	['JSON', '["anna@example.com", "bob@example.org"]'],
	['JSON of objects', ' [{"email":"anna@example.com","name":"Anna"},{"address":"bob@example.org"}]\n'],
	['objects', [{ email: 'anna@example.com' }, { address: 'bob@example.org', name: 'Bob' }]],
	['what n8n’s email trigger gives', { value: [{ address: 'anna@example.com', name: '' }, { address: 'bob@example.org' }], text: '…' }],
	['display names', 'Anna <anna@example.com>, "Bob" <bob@example.org>'],
	['angle brackets', '<anna@example.com>,<bob@example.org>'],
	['quoted commas', '"Doe, Anna" <anna@example.com>, "Roe; Bob" <bob@example.org>'],
	['escaped quotation marks', '"Anna \\"A, B\\"" <anna@example.com>, bob@example.org'],
	['initials', 'Anna M. Doe <anna@example.com>; Bob R. <bob@example.org>'],
	['comments', 'anna@example.com (home, office), bob@example.org (\\) still, (deep, er))'],
	['a group', 'Team: anna@example.com, bob@example.org;'],
	['a group between others', 'anna@example.com, Team: "B, B" <bob@example.org>;'],
	['mailto', 'mailto:anna@example.com, MAILTO: bob@example.org'],
	['duplicates', 'anna@example.com, Anna <ANNA@Example.COM>, bob@example.org'],
])('%s: the same two addresses', (_, value) => {
	expect(addressesOf(value)).toEqual(both);
});

test.each<[string, unknown, string[]]>([
	['the address as its own name', 'maria@example.com <Maria@example.com>', ['Maria@example.com']],
	['the address as its own name in Outlook', "'maria@example.com' <maria@example.com>", ['maria@example.com']],
	['family names first', 'Garcia, Maria <maria@example.com>; Aster, Jon <jon@example.com>', ['maria@example.com', 'jon@example.com']],
	['family names first, with commas between', 'Garcia, Maria <maria@example.com>, Aster, Jon <jon@example.com>', ['maria@example.com', 'jon@example.com']],
	['a family name first before a given name', 'Garcia, Maria <maria@example.com>, Jon <jon@example.com>', ['maria@example.com', 'jon@example.com']],
	['a family name first after a bare address', 'bob@example.com, Garcia, Maria <maria@example.com>', ['bob@example.com', 'maria@example.com']],
	['a company', 'Acme, Inc. <sales@example.com>', ['sales@example.com']],
	['a list of names with commas', ['Garcia, Maria, Dr. <maria@example.com>', 'Aster, Jon <jon@example.com>'], ['maria@example.com', 'jon@example.com']],
	['brackets in a name', 'Acme [Support] <support@example.com>', ['support@example.com']],
	['signs in a name', 'Sales @ Acme (EU <sales@example.com>', ['sales@example.com']],
	['a link in angle brackets', 'Maria <mailto:maria@example.com>, <MAILTO:jon@example.com>', ['maria@example.com', 'jon@example.com']],
	['a zero-width space behind', 'maria@example.com\u200b, \ufeffjon@example.com', ['maria@example.com', 'jon@example.com']],
	['marks of direction around', '\u202aanna@example.com\u202c', ['anna@example.com']],
	['marks within angle brackets', 'Maria <\u2068maria@example.com\u2069>\u200b', ['maria@example.com']],
	['only marks in an entry', 'maria@example.com, \u200b', ['maria@example.com']],
	['quotation marks around the whole', `"maria@example.com"; 'jon@example.com'`, ['maria@example.com', 'jon@example.com']],
])('%s', (_, written, addresses) => {
	expect(addressesOf(written)).toEqual(addresses);
});

test('a word that may be a forgotten address is not taken for a name', () => {
	for (const [written, word] of [
		['anna; Bob <bob@example.com>', 'anna'],
		['anna, "Bob B" <bob@example.com>', 'anna'],
		['anna, <bob@example.com>', 'anna'],
		['anna, carl, Bob <bob@example.com>', 'anna'],
		['anna\nBob <bob@example.com>', 'anna'],
	]) {
		expect([written, refusal(() => emailAddresses(written)).message]).toEqual([written, `"${word}" is not an email address`]);
	}
});

test('a name that is another address is refused, since nobody knows which one is meant', () => {
	for (const written of ['evil@example.org <anna@example.com>', 'Anna (anna@example.org) <anna@example.com>']) {
		expect(refusal(() => emailAddresses(written))).toMatchObject({
			message: `"${written}" holds two different addresses`,
			help: 'Write the one that is meant.',
		});
	}
});

test('nobody stands in To, CC and BCC twice', () => {
	expect(eachOnce({ to: ['a@x.de'], cc: ['A@x.de', 'b@x.de'], bcc: ['B@X.de', 'c@x.de'], subject: 'S' })).toEqual({ to: ['a@x.de'], cc: ['b@x.de'], bcc: ['c@x.de'], subject: 'S' });
	expect(eachOnce({ to: 'a@x.de', cc: ['A@x.de'] })).toEqual({ to: 'a@x.de' });
});

test('keeps the names', () => {
	expect(emailAddresses('"Doe, Jane" <jane@example.com>, bob@example.com, "x\\\u202ey"  <c@example.com>')).toEqual([
		{ address: 'jane@example.com', name: 'Doe, Jane' },
		{ address: 'bob@example.com', name: undefined },
		{ address: 'c@example.com', name: 'x y' },
	]);
	expect(emailAddresses([{ email: 'Ann <ann@example.com>' }, { email: 'x <bob@example.com>', name: ' Bob ' }])).toEqual([
		{ address: 'ann@example.com', name: 'Ann' },
		{ address: 'bob@example.com', name: 'Bob' },
	]);
});

test.each([
	["o'brien+tag=1@mail.example.co.uk", "o'brien+tag=1@mail.example.co.uk"],
	['Anna@Example.com', 'Anna@Example.com'],
	['anna@bücher.example', 'anna@xn--bcher-kva.example'],
	['アンナ <anna@例え.テスト>', 'anna@xn--r8jz45g.xn--zckzah'],
	['"evil@example.org" <anna@example.com>', 'anna@example.com'],
	['1@2.example', '1@2.example'],
	[`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
])('%s is %s', (written, address) => {
	expect(addressesOf(written)).toEqual([address]);
});

test.each([
	'anna@',
	'@example.com',
	'anna',
	'anna@example',
	'anna@localhost',
	'anna@example..com',
	'anna@.example.com',
	'anna@example.com.',
	'anna@-example.com',
	`anna@${'a'.repeat(64)}.example.com`,
	'anna@exa_mple.com',
	'anna@192.168.0.1',
	'anna@[192.168.0.1]',
	'anna@0x7f.1',
	'anna@exa%6dple.com',
	'anna@example.com:25',
	'anna@example.com/x',
	'.anna@example.com',
	'an..na@example.com',
	'"an na"@example.com',
	'anna@bob@example.com',
	'Anna anna@example.com',
	'<anna@example.com',
	'"Anna <anna@example.com>',
	'@a.example:anna@example.com',
	'an\u200bna@example.com',
	'anna@exam\u202eple.com',
	'anna@example.com\0',
	'an\x07na@example.com',
	'anna\t<anna@example.com>',
	'bob@example.com:anna@example.com',
	'Bcc: anna@example.com',
	'anna@exämple%2ecom',
	'Team: anna@example.com',
	'http://example.com',
	'mailto:anna@example.com?subject=hi',
	5,
	true,
])('refuses %j', (value) => {
	const fault = refusal(() => emailAddresses([value]));
	expect(fault.message).toMatch(/ is not an email address$/);
	expect(fault.help).toBe('Write name@domain, or several separated by commas.');
});

test('an address is not taken for the name of a group', () => {
	expect(refusal(() => emailAddresses('bob@example.com:anna@example.com;')).message).toBe(
		'"bob@example.com:anna@example.com" is not an email address',
	);
});

test('names every bad entry, and no good one', () => {
	expect(refusal(() => emailAddresses('anna@, bob@example.com; "Doe, Jane", carl')).message).toBe(
		'"anna@" is not an email address; ""Doe, Jane"" is not an email address; "carl" is not an email address',
	);
});

test('a line break inside an entry does not start a header or another recipient', () => {
	expect(refusal(() => emailAddresses('"Anna\r\nBcc: x" <anna@example.com>')).message).toBe(
		'""Anna\\r\\nBcc: x" <anna@example.com>" is not an email address',
	);
	expect(refusal(() => emailAddresses([{ email: 'anna@example.com\nbob@example.com' }])).message).toMatch('\\n');
});

test.each([
	[`${'a'.repeat(65)}@example.com`],
	[`anna@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.com`],
])('%s is too long', (address) => {
	expect(refusal(() => emailAddresses(address)).message).toMatch(/ is too long for an email address$/);
});

test.each([undefined, null, '', ' ', [], [''], [null], ',;\n', 'undisclosed-recipients:;', '[]', { value: [] }])(
	'%j is empty',
	(value) => {
		expect(refusal(() => emailAddresses(value)).message).toBe('is empty');
	},
);

test('an object without an address is refused with that reason', () => {
	expect(refusal(() => emailAddresses({ mail: 'anna@example.com' })).message).toBe('an object has no address in it');
	expect(refusal(() => emailAddresses('{"to":"anna@example.com"}')).message).toBe('an object has no address in it');
});

test('endlessly nested lists are refused, not followed', () => {
	const nested: unknown[] = [];
	nested.push(nested);
	expect(refusal(() => emailAddresses(nested)).message).toBe('a list is not an email address');
});

test('a field for one address refuses none or several', () => {
	expect(emailAddress('Anna <anna@example.com>')).toEqual({ address: 'anna@example.com', name: 'Anna' });
	expect(emailAddress(['anna@example.com', 'ANNA@example.com']).address).toBe('anna@example.com');
	expect(refusal(() => emailAddress('anna@example.com\nbob@example.com'))).toMatchObject({ message: 'two addresses, but this takes one', help: 'Give one address here.' });
	expect(refusal(() => emailAddress('a@b.de, b@b.de, c@b.de')).message).toBe('3 addresses, but this takes one');
	expect(refusal(() => emailAddress('anna@'))).toMatchObject({ message: '"anna@" is not an email address', help: 'Write name@domain.' });
});

test('every accepted address is a bare one, and is read as itself again', () => {
	const random = randomNumbers(2);
	const pieces = ['a', 'b@c.de', 'f@g.hi', ', ', '@', '.', ' ', '"', '<', '>', '(', ')', ',', ';', ':', '\\', '\n', '\r', 'ü', '\0', '%', '\u202e'];
	let taken = 0;
	for (let run = 0; run < 3_000; run += 1) {
		const written = randomText(random, pieces, 6);
		let addresses: string[];
		try {
			addresses = addressesOf(written);
		} catch {
			continue;
		}
		taken += 1;
		for (const address of addresses) {
			expect(address).toMatch(/^[^\s"(),:;<>@[\\\]\p{C}]+@[a-z0-9.-]+$/iu);
			expect(addressesOf(address)).toEqual([address]);
		}
	}
	expect(taken).toBeGreaterThan(50);
});

test.each(['(', '"', '"a" ', '\\"', '(a@b.c '])('an address with many %j is refused without being parsed', (part) => {
	const parse = jest.spyOn(emailLibrary().emailAddressParser, 'parseOneAddress');
	expect(refusal(() => emailAddress(`${part.repeat(9)}anna@example.com`)).message).toMatch(/ is not an email address$/);
	expect(refusal(() => emailAddress(`${'a'.repeat(310)}@example.com`)).message).toMatch(/ is not an email address$/);
	expect(parse).not.toHaveBeenCalled();
	parse.mockRestore();
	expect(emailAddress('"Doe, \\"Jane\\" (Sales)" <jane@example.com> (work)').address).toBe('jane@example.com');
});

test('a long list and a long entry don’t take long', () => {
	const list = Array.from({ length: 500 }, (_, index) => `Person ${index} <p${index}@example.com>`);
	expect(addressesOf(list)).toHaveLength(500);
	expect(addressesOf(list.slice(0, 300).join(', '))).toHaveLength(300);
	expect(refusal(() => emailAddresses('('.repeat(10_000))).message).toMatch(/…" is not an email address$/);
	expect(refusal(() => emailAddresses('('.repeat(100_000))).message).toBe('is too long for a list');
});

test.each(['müller@example.com', `${'ü'.repeat(33)}@example.com`, 'аnna@example.com'])(
	'%s is refused because of the part before the @',
	(address) => {
		expect(refusal(() => emailAddresses(address)).message).toMatch(/ has characters before the @ that few mail servers take$/);
	},
);

test.each(['a@x.de b@x.de', 'a@x.de/b@x.de', 'a@x.de and b@x.de', 'a@x.de | b@x.de'])('%s: several without a comma are called several', (written) => {
	const message = `"${written}" holds more than one email address`;
	expect(refusal(() => emailAddresses(written))).toMatchObject({ message, help: 'Separate them by commas.' });
	expect(refusal(() => emailAddress(written))).toMatchObject({ message, help: 'Give one address here.' });
});
