"""boto3 over TLS, with a certificate that the server has made."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import boto3
from botocore.config import Config
from botocore.exceptions import SSLError

import support

PROGRAM = os.environ.get("SECRETSMITH_PROGRAM")


@unittest.skipUnless(PROGRAM, "SECRETSMITH_PROGRAM does not say where the program is")
class Tls(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.certificate = pathlib.Path(directory.name, "certificate.pem")
        self.addCleanup(os.environ.pop, "AWS_CA_BUNDLE", None)
        command = [PROGRAM, "serve", "--addr", "127.0.0.1:0", "--log", "off", "--tls", f"self-signed={directory.name}"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.wait)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.terminate)
        line = server.stdout.readline()
        self.endpoint = next(word for word in line.split() if word.startswith("https://"))

    def client(self, endpoint):
        config = Config(retries={"total_max_attempts": 1})
        session = boto3.session.Session(region_name=support.REGION)
        os.environ.update(support.ENVIRONMENT)
        return session.client("secretsmanager", endpoint_url=endpoint, config=config)

    def test_who_trusts_the_certificate_calls_it_under_both_names(self):
        os.environ["AWS_CA_BUNDLE"] = str(self.certificate)
        for endpoint in [self.endpoint, self.endpoint.replace("127.0.0.1", "localhost")]:
            client = self.client(endpoint)
            name = support.fresh("tls")
            client.create_secret(Name=name, SecretString=support.value("over TLS"))
            self.assertEqual(client.get_secret_value(SecretId=name)["SecretString"], support.value("over TLS"))

    def test_nobody_else_does(self):
        with self.assertRaises(SSLError):
            self.client(self.endpoint).list_secrets()
