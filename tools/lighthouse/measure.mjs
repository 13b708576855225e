// Measures three pages as Lighthouse does, as somebody who is signed in, on a phone it simulates.
//   node measure.mjs ADDRESS BROWSER RUNS   (the password comes on standard input)
// Prints, for each page, the median of the runs.
import { readFileSync } from "node:fs";
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const [address, browserPath, runs] = process.argv.slice(2);
const password = readFileSync(0, "utf8").trim();
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const SCORES = ["performance", "accessibility", "best-practices"];

async function signIn(page) {
  await page.goto(address);
  await page.waitForSelector("input[type=email]");
  await page.type("input[type=email]", "coach@demo.example");
  await page.type("input[type=password]", password);
  await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith("/api/v1/sign-in")),
    page.keyboard.press("Enter"),
  ]);
  await page.waitForFunction(() => !document.querySelector("input[type=password]"));
}

/** Finds the form that says how a session went: that of the newest session that was held. */
async function feedbackForm() {
  const asJson = { "Content-Type": "application/json" };
  const body = JSON.stringify({ email: "coach@demo.example", password });
  const told = await fetch(`${address}/api/v1/sign-in`, { method: "POST", headers: asJson, body });
  const { access_token: token } = await told.json();
  const asCoach = { headers: { Authorization: `Bearer ${token}` } };
  const held = await (await fetch(`${address}/api/v1/sessions?state=held&limit=1`, asCoach)).json();
  return `${address}/sessions/${held.items[0].id}/feedback`;
}

async function once(page, url) {
  const flagsOfRun = { output: "json", onlyCategories: SCORES, disableStorageReset: true };
  const { lhr } = await lighthouse(url, flagsOfRun, undefined, page);
  const scores = SCORES.map((name) => [name, Math.round(lhr.categories[name].score * 100)]);
  const failed = Object.values(lhr.audits)
    .filter((audit) => audit.score === 0 && audit.scoreDisplayMode === "binary")
    .map((audit) => audit.id);
  return {
    ...Object.fromEntries(scores),
    "LCP in ms": Math.round(lhr.audits["largest-contentful-paint"].numericValue),
    "TBT in ms": Math.round(lhr.audits["total-blocking-time"].numericValue),
    CLS: lhr.audits["cumulative-layout-shift"].numericValue,
    failed,
  };
}

function median(results) {
  const middle = (name) =>
    results.map((one) => one[name]).sort((a, b) => a - b)[Math.floor(results.length / 2)];
  const { failed, ...figures } = results[0];
  const medians = Object.fromEntries(Object.keys(figures).map((name) => [name, middle(name)]));
  return failed.length ? { ...medians, failed: failed.join(", ") } : medians;
}

async function measure(page, url) {
  const results = [];
  for (let run = 0; run < Number(runs); run += 1) results.push(await once(page, url));
  return median(results);
}

const browser = await puppeteer.launch({ executablePath: browserPath, args: flags, headless: "shell" });
try {
  const page = await browser.newPage();
  const found = { "sign-in": await measure(page, address) };
  await signIn(page);
  found.home = await measure(page, `${address}/`);
  found["feedback form"] = await measure(page, await feedbackForm());
  console.log(JSON.stringify(found, null, 1));
} finally {
  await browser.close();
}
