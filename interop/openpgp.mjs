// node openpgp.mjs VERSION encrypt|decrypt PASSWORD_FILE INPUT OUTPUT
//
// The client's own library, called as the client calls it: a password, bytes, and no setting.
import { readFile, writeFile } from 'node:fs/promises';

const [version, act, passwordFile, input, output] = process.argv.slice(2);
const openpgp = await import(version === '5' ? 'openpgp5' : 'openpgp');
const passwords = [await readFile(passwordFile, 'utf8')];
const bytes = new Uint8Array(await readFile(input));

if (act === 'encrypt') {
  const message = await openpgp.createMessage({ binary: bytes });
  await writeFile(output, await openpgp.encrypt({ message, passwords, format: 'binary' }));
} else {
  const message = await openpgp.readMessage({ binaryMessage: bytes });
  const { data } = await openpgp.decrypt({ message, passwords, format: 'binary' });
  await writeFile(output, data);
}
