export { default as emailAddressParser } from 'email-addresses';
