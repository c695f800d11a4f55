import { httpUrl, publicUrl, publicUrls } from '../../../../nodes/shared/values/urls';
import { refusal } from './support';

test.each([
	['https://example.com/a.jpg', 'https://example.com/a.jpg'],
	[' http://example.com ', 'http://example.com/'],
	['HTTPS://EXAMPLE.com:443/A', 'https://example.com/A'],
	['https://bücher.example/ü?q=ä#z', 'https://xn--bcher-kva.example/%C3%BC?q=%C3%A4#z'],
	['http://127.0.0.1:8080/a,b;c', 'http://127.0.0.1:8080/a,b;c'],
	['https://[::1]/', 'https://[::1]/'],
	['https://example.com/a@b', 'https://example.com/a@b'],
])('%s is %s', (written, url) => {
	expect(httpUrl(written)).toBe(url);
});

test.each([
	'example.com',
	'//example.com',
	'/a.jpg',
	'ftp://example.com',
	'file:///etc/passwd',
	'javascript:alert(1)',
	'data:text/plain,a',
	'https:example.com',
	'https:/example.com',
	'https:///example.com',
	'https://',
	'https://?a',
	'https://#a',
	'https://exa mple.com',
	'https://example.com/\r\nHost: elsewhere',
	'https://example.com/\ta',
	'https://example.com/\0',
	'https://example.com\\@elsewhere.example',
	'https://\\example.com',
	'https://example.com/\u202egpj.exe',
	'https://exa%00mple.com',
	'https://example.com:99999',
	5,
	{},
	['https://example.com'],
])('refuses %j', (value) => {
	const fault = refusal(() => httpUrl(value));
	expect(fault.message).toMatch(/ is not a web address$/);
	expect(fault.help).toBe('Write the whole address, such as https://example.com/picture.jpg.');
});

test.each(['https://anna:secret@example.com', 'https://anna@example.com', 'https://:secret@example.com'])(
	'%s is refused; the message doesn’t repeat the user name or password',
	(value) => {
		expect(refusal(() => httpUrl(value)).message).toBe('holds a user name or password');
	},
);

test.each<[string, unknown]>([
	['commas', 'https://example.com/1,https://example.com/2'],
	['commas and blanks', 'https://example.com/1, https://example.com/2,'],
	['lines', 'https://example.com/1\r\nhttps://example.com/2\n'],
	['a list', ['https://example.com/1', ' https://example.com/2']],
	['JSON', '["https://example.com/1","https://example.com/2"]'],
	['duplicates', 'https://example.com/1 https://EXAMPLE.com/1 https://example.com/2'],
])('several, with %s', (_, value) => {
	expect(publicUrls(value)).toEqual(['https://example.com/1', 'https://example.com/2']);
});

test.each([
	['https://files.example/Angebot für Müller.pdf', 'https://files.example/Angebot%20f%C3%BCr%20M%C3%BCller.pdf'],
	['https://example.com/a\u00a0b?c=d e', 'https://example.com/a%20b?c=d%20e'],
])('%j has blanks, for which the address is shown', (written, right) => {
	for (const convert of [httpUrl, publicUrl, publicUrls]) {
		const fault = refusal(() => convert(written));
		expect(fault.message).toMatch(/^"https:.*" has a blank in it$/);
		expect(fault.help).toBe(`Write %20 for each blank: ${right}`);
	}
	expect(refusal(() => publicUrls([written, 'https://example.com'])).message).toMatch(/ has a blank in it$/);
});

test.each([
	'http://localhost/a.png', 'https://LOCALHOST:5678/a', 'http://files.localhost/a', 'http://nas.local/a', 'http://intranet/a', 'http://files.internal', 'http://nas.home.arpa/',
	'http://fritz.lan', 'http://127.0.0.1:8080/a', 'http://127.1/', 'http://0x7f.1/', 'http://2130706433/', 'http://10.0.0.1/', 'http://172.16.0.1', 'http://172.31.255.1',
	'http://192.168.0.1/x', 'http://169.254.169.254/latest', 'http://100.64.0.1/', 'http://0.0.0.0/', 'http://[::1]/', 'http://[::]/', 'http://[fd00::1]/', 'http://[fe80::1]/',
	'http://[::ffff:192.168.0.1]/', 'http://localhost./',
])('%s is refused, since no provider can fetch it', (written) => {
	for (const convert of [publicUrl, publicUrls]) {
		const fault = refusal(() => convert(written));
		expect(fault.message).toBe(`"${written}" leads into a private network, where the provider can’t fetch it`);
		expect(fault.help).toBe('Give an address that opens from anywhere on the internet.');
	}
	expect(httpUrl(written)).toBe(new URL(written).href);
});

test.each(['https://example.com/', 'https://172.15.0.1/', 'https://172.32.0.1/', 'https://100.128.0.1/', 'https://8.8.8.8/', 'https://[2606:4700::1111]/', 'https://[::ffff:808:808]/', 'https://files.example/', 'https://localhost.example/', 'https://10.example/'])(
	'%s is public',
	(written) => {
		expect(publicUrl(written)).toBe(written);
		expect(publicUrls([written])).toEqual([written]);
	},
);

test('a comma may be part of an address', () => {
	expect(publicUrls('https://example.com/a,b')).toEqual(['https://example.com/a,b']);
});

test('names every bad entry', () => {
	expect(refusal(() => publicUrls('https://example.com, a.jpg, b.jpg')).message).toBe(
		'"a.jpg" is not a web address; "b.jpg" is not a web address',
	);
	expect(refusal(() => publicUrls([])).message).toBe('is empty');
	expect(refusal(() => httpUrl(' ')).message).toBe('is empty');
});

test('two addresses where one is wanted are called so, and a list of one is that one', () => {
	for (const written of ['https://a.de/1.jpg, https://a.de/2.jpg', 'https://a.de/1.jpg\nhttps://a.de/2.jpg']) {
		expect(refusal(() => publicUrl(written))).toMatchObject({ message: expect.stringMatching(/ holds more than one web address$/) as string, help: 'Give one here.' });
	}
	expect(publicUrl(['https://a.de/1.jpg\u200b'])).toBe('https://a.de/1.jpg');
	expect(refusal(() => publicUrl(['https://a.de/1.jpg', 'https://a.de/2.jpg'])).message).toBe('a list is not a web address');
});
