"use strict";

// What the suites share: where the server is, names and values that are not in use, and a service that an SDK calls.

const assert = require("node:assert/strict");
const { randomUUID } = require("node:crypto");
const { devNull } = require("node:os");
const test = require("node:test");

// Nothing of the user's own configuration.
for (const name of Object.keys(process.env).filter((name) => name.startsWith("AWS_"))) {
  delete process.env[name];
}
Object.assign(process.env, {
  AWS_CONFIG_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: "1",
  AWS_SHARED_CREDENTIALS_FILE: devNull,
});

// What every client is made with: nobody's real account.
const SETTINGS = {
  endpoint: process.env.SECRETSMITH_ENDPOINT ?? "http://127.0.0.1:4566",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a-key-that-opens-nothing" },
};

const run = randomUUID().slice(0, 8);
let number = 0;

/** A name that no secret has, on this server and in this run. */
const fresh = (purpose) => `${purpose}/${run}/${++number}`;

/** A secret value that must not be logged. */
const value = (text) => `${process.env.SECRETSMITH_CANARY ?? "canary"}:${text}`;

/** The ARN of a function; that named `missing` is not there, and all others fail. */
const lambda = (name) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** The service in a Region. `send` makes a function of a Region that calls an operation with an SDK. */
function serviceIn(send, called, region) {
  const client = send(region);
  const call = (operation, input) => {
    called.add(operation);
    return client(operation, input);
  };
  return {
    call,
    in: (other) => serviceIn(send, called, other),
    /** Calls, and sees that exactly this error comes back. */
    refused: (code, message, operation, input) =>
      assert.rejects(call(operation, input), (error) => {
        assert.deepEqual([error.code ?? error.name, error.message, status(error)], [code, message, 400]);
        return true;
      }),
  };
}

/** The status of the response, where either SDK has it. */
const status = (error) => error.statusCode ?? error.$metadata?.httpStatusCode;

/** Goes through the life of a secret with an SDK, and sees that no operation that it knows is left out. */
function suite(operations, send) {
  const { life } = require("./life.js");
  const called = new Set();
  const service = serviceIn(send, called, "us-east-1");
  for (const [title, act] of Object.entries(life)) {
    test(title, () => act(service));
  }
  test("no operation is left out", () => {
    assert.deepEqual([...called].sort(), [...operations].sort());
    assert.equal(called.size, 23);
  });
}

module.exports = { SETTINGS, fresh, lambda, suite, value };
