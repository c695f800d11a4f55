export { SignJWT } from 'jose';
