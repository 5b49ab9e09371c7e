// node browser.mjs CHROMIUM PAGE button|hook SCREENSHOT
//
// A person before the application's page: presses the button, and says what the page shows, one line of JSON
// at a time, until the answer is there.
import { chromium } from 'playwright-core';

const [executablePath, page, which, screenshot] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));
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
try {
  const tab = await browser.newPage();
  const complaints = [];
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(String(error)));
  await tab.goto(page);
  const section = tab.locator(`#with-${which}`);
  await section.locator('button').click();
  say({ connectUrl: await section.locator('a').getAttribute('href', { timeout: 30_000 }) });
  if (which === 'button') {
    await section.locator('.outcome', { hasText: /.+/ }).waitFor({ timeout: 60_000 });
  } else {
    await section.locator('.data, .error', { hasText: /.+/ }).first().waitFor({ timeout: 60_000 });
  }
  await tab.screenshot({ path: screenshot });
  say({ text: await section.innerText(), complaints });
} finally {
  await browser.close();
}
