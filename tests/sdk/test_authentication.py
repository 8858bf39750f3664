"""boto3 against a server that verifies signatures: who has the keys gets in, and learns who they are."""

import json
import os
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

from botocore.exceptions import ClientError
from support import ACCOUNT, Case, client, value

PROGRAM = os.environ.get("SECRETSMITH_PROGRAM")
ALICE = {"aws_access_key_id": "AKIDALICE", "aws_secret_access_key": "the/secret+of=alice"}
WEB = {
    "aws_access_key_id": "ASIAWEB",
    "aws_secret_access_key": "the/secret+of=web",
    "aws_session_token": "the/token+of/web==",
}
ARNS = {"AKIDALICE": f"arn:aws:iam::{ACCOUNT}:user/alice", "ASIAWEB": f"arn:aws:sts::{ACCOUNT}:assumed-role/web/i-1"}
EVERYTHING = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}


def identity(keys):
    """The keys as the file of identities has them, of somebody who may do everything."""
    names = {"aws_access_key_id": "AccessKeyId", "aws_secret_access_key": "SecretAccessKey"}
    entry = {names.get(name, "SessionToken"): key for name, key in keys.items()}
    return {**entry, "PrincipalArn": ARNS[keys["aws_access_key_id"]], "Policies": [EVERYTHING]}


@unittest.skipUnless(PROGRAM, "SECRETSMITH_PROGRAM does not say where the program is")
class Authentication(Case):
    @classmethod
    def setUpClass(cls):
        with tempfile.NamedTemporaryFile("w", delete=False, encoding="utf-8") as file:
            json.dump([identity(ALICE), identity(WEB)], file)
        cls.addClassCleanup(os.unlink, file.name)
        options = ["--addr", "127.0.0.1:0", "--auth", "verify", "--identities", file.name]
        cls.server = subprocess.Popen(
            [PROGRAM, "serve", *options],
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        cls.addClassCleanup(cls.stop)
        line = cls.server.stdout.readline()
        cls.endpoint = next(word for word in line.split() if word.startswith("http://"))
        cls.client = client(cls.endpoint, **ALICE)

    @classmethod
    def stop(cls):
        cls.server.terminate()
        cls.server.communicate(timeout=15)

    def test_who_has_the_keys_gets_in(self):
        arn = self.create("signed")["ARN"]
        for keys in (ALICE, WEB):
            for region_of_signature in ("us-east-1", "eu-west-1"):
                signed = client(self.endpoint, region_of_signature, **keys)
                signed.list_secrets()
            read = client(self.endpoint, **keys).get_secret_value(SecretId=arn)
            self.assertEqual(read["SecretString"], value("first"))

    def test_nobody_else_does(self):
        for keys, code in [
            ({**ALICE, "aws_secret_access_key": "another"}, "InvalidSignatureException"),
            ({**ALICE, "aws_access_key_id": "AKIDBOB"}, "UnrecognizedClientException"),
            ({**ALICE, "aws_session_token": "a-token"}, "UnrecognizedClientException"),
            ({**WEB, "aws_session_token": "another"}, "UnrecognizedClientException"),
        ]:
            with self.subTest(code=code, keys=list(keys)):
                with self.assertRaises(ClientError) as caught:
                    client(self.endpoint, **keys).list_secrets()
                self.assertEqual(caught.exception.response["Error"]["Code"], code)

    def test_who_calls_is_told_by_sts(self):
        for keys in (ALICE, WEB):
            told = client(self.endpoint, service="sts", **keys).get_caller_identity()
            self.assertEqual((told["Account"], told["Arn"]), (ACCOUNT, ARNS[keys["aws_access_key_id"]]))
            self.assertRegex(told["UserId"], "^A(ID|RO)A[A-Z2-7]{17}(:i-1)?$")
        wrong = client(self.endpoint, service="sts", **{**ALICE, "aws_secret_access_key": "another"})
        with self.assertRaises(ClientError) as caught:
            wrong.get_caller_identity()
        self.assertEqual(caught.exception.response["Error"]["Code"], "SignatureDoesNotMatch")
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 403)
        with self.assertRaises(ClientError) as caught:
            wrong.get_session_token()
        self.assertEqual(caught.exception.response["Error"]["Code"], "InvalidAction")

    def test_a_presigned_question_is_answered(self):
        for keys in (ALICE, WEB):
            sts = client(self.endpoint, service="sts", **keys)
            url = sts.generate_presigned_url("get_caller_identity", ExpiresIn=60, HttpMethod="GET")
            with urllib.request.urlopen(url, timeout=30) as answer:
                self.assertIn(ARNS[keys["aws_access_key_id"]], answer.read().decode())
            with self.assertRaises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(url.replace("X-Amz-Expires=60", "X-Amz-Expires=600"), timeout=30)
            self.assertEqual(caught.exception.code, 403)
            self.assertIn("SignatureDoesNotMatch", caught.exception.read().decode())


if __name__ == "__main__":
    unittest.main()
