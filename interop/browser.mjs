// node browser.mjs CHROMIUM PAGE button|hook|console SCREENSHOTS
//
// A person before the application's page: presses the button, and says what the page shows, one line of JSON
// at a time, until the answer is there. With `console`, the person follows the button's link to the owner's
// console, signs in there with the owner token in FREEHOLD_TOKEN, and allows what is asked.
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [executablePath, page, which, screenshots] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));
const shoot = (tab, name) =>
  tab.screenshot({ path: join(screenshots, `${which}-${name}.png`), fullPage: true });
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

async function allowAtTheConsole(context, link) {
  const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await tab.locator('#token').fill(process.env.FREEHOLD_TOKEN);
  await shoot(tab, 'invited');
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.getByRole('button', { name: 'Show me what it asks' }).click();
  await tab.getByRole('button', { name: 'Allow' }).waitFor();
  await shoot(tab, 'question');
  const question = await tab.locator('.app').innerText();
  await tab.getByRole('button', { name: 'Allow' }).click();
  await tab.getByText('may read').waitFor();
  await shoot(tab, 'allowed');
  return question;
}

try {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const complaints = [];
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(String(error)));
  await tab.goto(page);
  const section = tab.locator(which === 'hook' ? '#with-hook' : '#with-button');
  await section.locator('button').click();
  const link = section.locator('a');
  say({ connectUrl: await link.getAttribute('href', { timeout: 30_000 }) });
  const question = which === 'console' ? await allowAtTheConsole(context, link) : '';
  if (which === 'hook') {
    await section.locator('.data, .error', { hasText: /.+/ }).first().waitFor({ timeout: 60_000 });
  } else {
    await section.locator('.outcome', { hasText: /.+/ }).waitFor({ timeout: 60_000 });
  }
  await shoot(tab, 'outcome');
  say({ text: await section.innerText(), question, complaints });
} finally {
  await browser.close();
}
