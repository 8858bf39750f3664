"""Rotation by a function as one would deploy it to Lambda, invoked over HTTP and calling back through boto3."""

import os
import subprocess
import tempfile
import time
import unittest
import uuid

import rotation_function
from lambda_shim import Lambda
from support import CANARY, Case, client, lambda_arn, value

PROGRAM = os.environ.get("SECRETSMITH_PROGRAM")
STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"]
NOT_INVOCABLE = (
    "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to "
    "the principal secretsmanager.amazonaws.com."
)


def broken(event, context):
    """Tells its secret when it fails, as functions do."""
    raise RuntimeError(f"no connection with {CANARY}")


@unittest.skipUnless(PROGRAM, "SECRETSMITH_PROGRAM does not say where the program is")
class Rotation(Case):
    @classmethod
    def setUpClass(cls):
        cls.shim = Lambda({"rotate": rotation_function.lambda_handler, "broken": broken})
        cls.addClassCleanup(cls.shim.close)
        cls.log = tempfile.TemporaryFile("w+", encoding="utf-8")
        cls.addClassCleanup(cls.log.close)
        options = ["--addr", "127.0.0.1:0", "--log", "debug", "--lambda-endpoint", cls.shim.url]
        cls.server = subprocess.Popen(
            [PROGRAM, "serve", *options], encoding="utf-8", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=cls.log
        )
        cls.addClassCleanup(cls.stop)
        line = cls.server.stdout.readline()
        endpoint = next(word for word in line.split() if word.startswith("http://"))
        cls.client = client(endpoint)
        os.environ["SECRETS_MANAGER_ENDPOINT"] = endpoint

    @classmethod
    def stop(cls):
        cls.server.terminate()
        cls.server.communicate(timeout=15)

    def setUp(self):
        self.shim.events.clear()

    def database_user(self):
        """A secret with the password that the database knows."""
        created = self.create("rotation", SecretString=value("first"))
        rotation_function.DATABASE[created["ARN"]] = value("first")
        return created["ARN"]

    def rotate(self, secret_id, function="rotate", **arguments):
        arguments.setdefault("RotationRules", {"AutomaticallyAfterDays": 30})
        return self.client.rotate_secret(SecretId=secret_id, RotationLambdaARN=lambda_arn(function), **arguments)

    def eventually(self, happened):
        """Asks until the answer is yes; rotation goes on by itself."""
        deadline = time.monotonic() + 30
        while not happened():
            self.assertLess(time.monotonic(), deadline, self.read_log())

    def read_log(self):
        self.log.seek(0)
        return self.log.read()

    def test_a_secret_is_rotated(self):
        secret = self.database_user()
        token = str(uuid.uuid4())
        before = self.client.describe_secret(SecretId=secret)
        self.assertNotIn("RotationEnabled", before)
        rotated = self.rotate(secret, ClientRequestToken=token)
        self.assertEqual(rotated["VersionId"], token)
        self.eventually(lambda: "LastRotatedDate" in self.client.describe_secret(SecretId=secret))

        self.assertEqual([event["Step"] for event in self.shim.events], STEPS)
        for event in self.shim.events:
            self.assertEqual((event["SecretId"], event["ClientRequestToken"]), (secret, token))
            uuid.UUID(event["RotationToken"])
        read = self.client.get_secret_value(SecretId=secret)
        self.assertEqual(read["VersionId"], token)
        self.assertEqual(read["SecretString"], rotation_function.DATABASE[secret])
        self.assertNotEqual(read["SecretString"], value("first"))
        previous = self.client.get_secret_value(SecretId=secret, VersionStage="AWSPREVIOUS")
        self.assertEqual(previous["SecretString"], value("first"))

        described = self.client.describe_secret(SecretId=secret)
        self.assertIs(described["RotationEnabled"], True)
        self.assertEqual(described["RotationLambdaARN"], lambda_arn("rotate"))
        self.assertEqual(described["RotationRules"], {"AutomaticallyAfterDays": 30})
        self.assertEqual((described["NextRotationDate"] - described["LastRotatedDate"]).days, 30)
        again = self.client.rotate_secret(SecretId=secret)["VersionId"]
        self.eventually(lambda: self.client.get_secret_value(SecretId=secret)["VersionId"] == again)

    def test_a_test_calls_one_step_and_leaves_nothing(self):
        secret = self.database_user()
        self.rotate(secret, RotateImmediately=False)
        self.eventually(lambda: len(self.labels(secret)) == 1)
        self.assertEqual([event["Step"] for event in self.shim.events], ["testSecret"])
        self.assertEqual(self.client.get_secret_value(SecretId=secret)["SecretString"], value("first"))
        described = self.client.describe_secret(SecretId=secret)
        self.assertIs(described["RotationEnabled"], True)
        self.assertNotIn("LastRotatedDate", described)

    def test_a_function_that_is_not_there_is_refused(self):
        secret = self.database_user()
        before = self.client.describe_secret(SecretId=secret)
        self.refused(
            "AccessDeniedException",
            NOT_INVOCABLE,
            self.client.rotate_secret,
            SecretId=secret,
            RotationLambdaARN=lambda_arn("nowhere"),
        )
        after = self.client.describe_secret(SecretId=secret)
        for answer in (before, after):
            del answer["ResponseMetadata"]
        self.assertEqual(after, before)

    def test_a_function_that_fails_leaves_the_secret_as_it_is(self):
        secret = self.database_user()
        token = self.rotate(secret, "broken")["VersionId"]
        text = f"Error when executing lambda {lambda_arn('broken')} during createSecret step"
        self.eventually(lambda: text in self.read_log())
        self.assertNotIn(CANARY, self.read_log())
        self.assertEqual(self.client.get_secret_value(SecretId=secret)["SecretString"], value("first"))
        self.assertEqual(self.labels(secret)[token], ["AWSPENDING"])
        self.refused(
            "InvalidRequestException",
            "A previous rotation isn't complete. That rotation will be reattempted.",
            self.client.rotate_secret,
            SecretId=secret,
        )
        cancelled = self.client.cancel_rotate_secret(SecretId=secret)
        self.assertEqual(cancelled["VersionId"], token)
        self.assertIs(self.client.describe_secret(SecretId=secret)["RotationEnabled"], False)
        self.client.update_secret_version_stage(
            SecretId=secret, VersionStage="AWSPENDING", RemoveFromVersionId=token
        )
        self.rotate(secret)
        self.eventually(lambda: "LastRotatedDate" in self.client.describe_secret(SecretId=secret))


if __name__ == "__main__":
    unittest.main()
