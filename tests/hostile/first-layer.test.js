// The first layer alone: what is written of a hostile page, loaded where nothing is forbidden, runs nothing and asks for
// nothing but its images, and is to the browser what it is to us.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startJudge, whatIsWritten } from "./judged.js";
import { bare, payloads } from "./payloads.js";

/** Of the bare payloads, those that are seen to run and to ask are at least so many: else nobody looks. */
const LEAST_RUN = 60;
const LEAST_ASKED = 20;

/** @type {Awaited<ReturnType<typeof startJudge>>} */
let judge;
before(async () => {
  judge = await startJudge();
});
after(() => judge?.close());

test("what is written runs nothing, asks for nothing, and stays as it is", async (t) => {
  const hostile = payloads(judge.server.origin);
  const written = new Set(hostile.flatMap(writtenTwice));
  const { ran, asked, wrong, images } = await judge.judged("judge", [...written]);
  assert.deepEqual(ran, [], "payloads that ran, by number");
  const others = asked.filter(({ path, as }) => as !== "image" || !images.has(judge.server.origin + path));
  assert.deepEqual(others, [], "requests for anything but the images");
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} are wrong`);
  t.diagnostic(`${hostile.length} payloads, ${written.size} different outcomes, ${asked.length} requests for images`);
});

test("what runs and what asks is seen", async () => {
  const raw = bare(judge.server.origin);
  const { ran, asked, wrong } = await judge.judged("judgeEach", raw);
  assert.ok(ran.length >= LEAST_RUN, `${ran.length} of ${raw.length} were seen to run`);
  assert.ok(asked.length >= LEAST_ASKED, `${asked.length} requests were seen`);
  assert.ok(wrong.length > raw.length / 2, `${wrong.length} were seen to be outside the grammar`);
});

/** What the engine writes of a payload: at a second time the same. @param {string} payload */
function writtenTwice(payload) {
  const { written, again } = whatIsWritten(payload, `${judge.server.origin}/page/`);
  assert.deepEqual(again, written, `a second time changes what was made of ${payload}`);
  return written;
}
