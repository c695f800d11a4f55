import { httpUrl, httpUrls } from '../../../../nodes/shared/values/urls';
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
	'https://example.com/a b',
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
	expect(httpUrls(value)).toEqual(['https://example.com/1', 'https://example.com/2']);
});

test('a comma may be part of an address', () => {
	expect(httpUrls('https://example.com/a,b')).toEqual(['https://example.com/a,b']);
});

test('names every bad entry', () => {
	expect(refusal(() => httpUrls('https://example.com, a.jpg, b.jpg')).message).toBe(
		'"a.jpg" is not a web address; "b.jpg" is not a web address',
	);
	expect(refusal(() => httpUrls([])).message).toBe('is empty');
	expect(refusal(() => httpUrl(' ')).message).toBe('is empty');
});
