"""Seeds and the test API: what a test suite does to the server beside its calls through boto3."""

import json
import os
import subprocess
import tempfile
import unittest
import urllib.request

from botocore.exceptions import ClientError
from support import Case, client, value

PROGRAM = os.environ.get("SECRETSMITH_PROGRAM")


@unittest.skipUnless(PROGRAM, "SECRETSMITH_PROGRAM does not say where the program is")
class State(Case):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        seed = os.path.join(directory.name, "seed.yaml")
        with open(seed, "w", encoding="utf-8") as file:
            file.write(f"Secrets:\n  - Name: app/db\n    SecretString: {{password: '{value('seeded')}'}}\n")
        options = ["--addr", "127.0.0.1:0", "--log", "off", "--seed", seed, "--test-api"]
        cls.server = subprocess.Popen(
            [PROGRAM, "serve", *options], encoding="utf-8", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
        )
        cls.addClassCleanup(cls.stop)
        line = cls.server.stdout.readline()
        cls.endpoint = next(word for word in line.split() if word.startswith("http://"))
        cls.client = client(cls.endpoint)

    @classmethod
    def stop(cls):
        cls.server.terminate()
        cls.server.communicate(timeout=15)

    def setUp(self):
        self.ask("POST", "reset")

    def ask(self, method, name, body=None):
        """Asks the test API; gives the answer."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.endpoint}/_secretsmith/{name}", data, method=method)
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)

    def password(self):
        return json.loads(self.client.get_secret_value(SecretId="app/db")["SecretString"])["password"]

    def test_every_test_begins_with_the_seed(self):
        for _ in range(2):
            self.assertEqual(self.password(), value("seeded"))
            self.client.delete_secret(SecretId="app/db", ForceDeleteWithoutRecovery=True)
            self.assertEqual(self.ask("POST", "reset"), {"secrets": 1})

    def test_a_month_goes_by(self):
        self.client.delete_secret(SecretId="app/db", RecoveryWindowInDays=30)
        self.ask("POST", "clock", {"advance": "29d"})
        self.assertIn("DeletedDate", self.client.describe_secret(SecretId="app/db"))
        self.ask("POST", "clock", {"advance": "1d"})
        with self.assertRaises(self.client.exceptions.ResourceNotFoundException):
            self.client.describe_secret(SecretId="app/db")

    def test_a_call_fails_and_the_next_does_not(self):
        fault = {"operation": "GetSecretValue", "code": "ThrottlingException", "message": "Rate exceeded", "count": 1}
        self.ask("POST", "faults", fault)
        with self.assertRaises(ClientError) as caught:
            self.password()
        self.assertEqual(caught.exception.response["Error"]["Code"], "ThrottlingException")
        self.assertEqual(self.password(), value("seeded"))

    def test_what_was_there_is_put_back(self):
        snapshot = self.ask("GET", "snapshot")
        self.client.put_secret_value(SecretId="app/db", SecretString=json.dumps({"password": value("new")}))
        self.assertEqual(self.password(), value("new"))
        self.ask("PUT", "snapshot", snapshot)
        self.assertEqual(self.password(), value("seeded"))


if __name__ == "__main__":
    unittest.main()
