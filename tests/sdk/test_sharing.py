"""boto3 against the server: secrets shared by policy, replicated, and about to be rotated."""

import json
import unittest
import uuid

from support import REGION, Case, client, fresh, lambda_arn, value

PARAMETER = "InvalidParameterException"
NOT_FOUND = "Secrets Manager can't find the specified secret."
MARKED = "You can't perform this operation on the secret because it was marked for deletion."
BAD_NAME = (
    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!"
)
ON_REPLICA = "Operation not permitted on a replica secret. Call must be made in primary secret's region."
NOT_A_REGION = "Invalid replica region."
ELSEWHERE = "eu-west-1"


def policy(principal, **members):
    """A policy that lets somebody read values."""
    statement = {"Effect": "Allow", "Principal": principal, "Action": "secretsmanager:GetSecretValue", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [{**statement, **members}]})


OURS = policy({"AWS": "arn:aws:iam::111122223333:root"})


class Policies(Case):
    def attached(self, secret_id):
        return self.client.get_resource_policy(SecretId=secret_id).get("ResourcePolicy")

    def test_a_policy_is_attached_replaced_and_taken_away(self):
        created = self.create("policy")
        arn, name = created["ARN"], created["Name"]
        self.assertIsNone(self.attached(arn))
        answer = self.client.put_resource_policy(SecretId=name, ResourcePolicy=OURS)
        self.assertEqual((answer["ARN"], answer["Name"]), (arn, name))
        self.assertEqual(self.attached(arn), OURS)
        everyone = policy("*")
        self.client.put_resource_policy(SecretId=arn, ResourcePolicy=everyone)
        self.assertEqual(self.attached(arn), everyone)
        for _ in range(2):
            answer = self.client.delete_resource_policy(SecretId=arn)
            self.assertEqual((answer["ARN"], answer["Name"]), (arn, name))
            self.assertIsNone(self.attached(arn))

    def test_a_policy_for_everyone_can_be_blocked(self):
        arn = self.create("public")["ARN"]
        broad = "You can't attach a resource-based policy that allows broad access to the secret."
        put = self.client.put_resource_policy
        for principal in ("*", {"AWS": "*"}, {"AWS": ["arn:aws:iam::111122223333:root", "*"]}):
            with self.subTest(principal=principal):
                blocked = dict(SecretId=arn, ResourcePolicy=policy(principal), BlockPublicPolicy=True)
                self.refused("PublicPolicyException", broad, put, **blocked)
        self.assertIsNone(self.attached(arn))
        for text in (
            policy("*", Effect="Deny"),
            policy("*", Condition={"StringEquals": {"aws:SourceVpc": "vpc-0123456789abcdef0"}}),
        ):
            with self.subTest(policy=text):
                put(SecretId=arn, ResourcePolicy=text, BlockPublicPolicy=True)
                self.assertEqual(self.attached(arn), text)

    def test_what_is_no_policy_is_refused(self):
        arn = self.create("malformed")["ARN"]
        syntax = "This resource policy contains a syntax error."
        no_principal = json.loads(OURS)
        del no_principal["Statement"][0]["Principal"]
        for text in (
            "{",
            "[]",
            '{"Version":"2012-10-17"}',
            OURS.replace("2012-10-17", "2019-10-19"),
            OURS.replace("Allow", "Permit"),
            json.dumps(no_principal),
        ):
            with self.subTest(policy=text):
                put = self.client.put_resource_policy
                self.refused("MalformedPolicyDocumentException", syntax, put, SecretId=arn, ResourcePolicy=text)
        self.assertIsNone(self.attached(arn))

    def test_a_policy_can_be_checked_first(self):
        arn = self.create("validate")["ARN"]
        validate = self.client.validate_resource_policy
        good = validate(SecretId=arn, ResourcePolicy=OURS)
        self.assertEqual((good["PolicyValidationPassed"], good["ValidationErrors"]), (True, []))
        self.assertIs(validate(ResourcePolicy=OURS)["PolicyValidationPassed"], True)
        bad = validate(ResourcePolicy=policy("*"))
        self.assertIs(bad["PolicyValidationPassed"], False)
        self.assertEqual(
            [error["ErrorMessage"] for error in bad["ValidationErrors"]],
            [
                "This resource policy grants broad access to your secret. Secrets Manager does not allow creating and "
                "applying such policies in the console."
            ],
        )
        missing = fresh("missing")
        self.refused("ResourceNotFoundException", NOT_FOUND, validate, SecretId=missing, ResourcePolicy=OURS)
        self.refused("ValidationException", BAD_NAME, validate, SecretId="Inv Name", ResourcePolicy=OURS)
        self.assertIsNone(self.attached(arn))

    def test_a_secret_that_is_not_in_use_has_no_policy_to_change(self):
        arn = self.create("policy-marked")["ARN"]
        self.client.delete_secret(SecretId=arn)
        calls = self.client
        for call, arguments in [
            (calls.put_resource_policy, {"ResourcePolicy": OURS}),
            (calls.get_resource_policy, {}),
            (calls.delete_resource_policy, {}),
        ]:
            with self.subTest(call=call.__name__):
                self.refused("InvalidRequestException", MARKED, call, SecretId=arn, **arguments)
                missing = fresh("missing")
                self.refused("ResourceNotFoundException", NOT_FOUND, call, SecretId=missing, **arguments)


class Replicas(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = client(region=ELSEWHERE)

    def replicated(self, purpose, **arguments):
        """A secret with a replica elsewhere."""
        return self.create(purpose, AddReplicaRegions=[{"Region": ELSEWHERE}], **arguments)

    def statuses(self, secret_id):
        described = self.client.describe_secret(SecretId=secret_id)
        return [(entry["Region"], entry["Status"], entry["StatusMessage"]) for entry in described["ReplicationStatus"]]

    def test_a_secret_is_replicated(self):
        created = self.create("replicate", Tags=[{"Key": "k", "Value": "v"}])
        arn, name = created["ARN"], created["Name"]
        answer = self.client.replicate_secret_to_regions(SecretId=arn, AddReplicaRegions=[{"Region": ELSEWHERE}])
        self.assertEqual(answer["ARN"], arn)
        [begun] = answer["ReplicationStatus"]
        self.assertEqual((begun["Region"], begun["KmsKeyId"]), (ELSEWHERE, "alias/aws/secretsmanager"))
        self.assertEqual(self.statuses(arn), [(ELSEWHERE, "InSync", "Replication succeeded")])
        self.assertEqual(self.client.describe_secret(SecretId=arn)["PrimaryRegion"], REGION)

        replica = self.elsewhere.describe_secret(SecretId=name)
        self.assertEqual(replica["ARN"], arn.replace(REGION, ELSEWHERE))
        self.assertEqual((replica["PrimaryRegion"], replica["Tags"]), (REGION, [{"Key": "k", "Value": "v"}]))
        self.client.put_secret_value(SecretId=arn, SecretString=value("second"))
        self.client.put_resource_policy(SecretId=arn, ResourcePolicy=OURS)
        read = self.elsewhere.get_secret_value(SecretId=name)
        self.assertEqual(read["SecretString"], value("second"))
        self.assertEqual(self.elsewhere.get_resource_policy(SecretId=name)["ResourcePolicy"], OURS)

    def test_a_secret_is_created_with_replicas(self):
        created = self.replicated("create-replica")
        [begun] = created["ReplicationStatus"]
        self.assertEqual((begun["Region"], begun["Status"]), (ELSEWHERE, "InProgress"))
        self.assertNotIn("StatusMessage", begun)
        self.assertEqual(self.elsewhere.get_secret_value(SecretId=created["Name"])["SecretString"], value("first"))

    def test_a_replica_is_read_only(self):
        name = self.replicated("read-only")["Name"]
        calls = self.elsewhere
        for call, arguments in [
            (calls.put_secret_value, {"SecretString": value("second")}),
            (calls.update_secret, {"Description": "new"}),
            (calls.tag_resource, {"Tags": [{"Key": "k", "Value": "v"}]}),
            (calls.untag_resource, {"TagKeys": ["k"]}),
            (calls.put_resource_policy, {"ResourcePolicy": OURS}),
            (calls.delete_resource_policy, {}),
            (calls.rotate_secret, {"RotationLambdaARN": lambda_arn("failing").replace(REGION, ELSEWHERE)}),
            (calls.cancel_rotate_secret, {}),
            (calls.delete_secret, {}),
            (calls.replicate_secret_to_regions, {"AddReplicaRegions": [{"Region": "eu-west-2"}]}),
            (calls.remove_regions_from_replication, {"RemoveReplicaRegions": ["eu-west-2"]}),
        ]:
            with self.subTest(call=call.__name__):
                self.refused(PARAMETER, ON_REPLICA, call, SecretId=name, **arguments)

    def test_not_every_region_can_have_a_replica(self):
        arn = self.create("no-region")["ARN"]
        for region in (REGION, "eu-nowhere-1"):
            with self.subTest(region=region):
                regions = [{"Region": region}]
                call = self.client.replicate_secret_to_regions
                self.refused(PARAMETER, NOT_A_REGION, call, SecretId=arn, AddReplicaRegions=regions)
                name, text = fresh("no-region"), value("first")
                call = self.client.create_secret
                self.refused(PARAMETER, NOT_A_REGION, call, Name=name, SecretString=text, AddReplicaRegions=regions)

    def test_a_name_may_be_taken_elsewhere(self):
        name = fresh("clash")
        self.elsewhere.create_secret(Name=name, SecretString=value("theirs"))
        regions = [{"Region": ELSEWHERE}]
        arn = self.client.create_secret(Name=name, SecretString=value("ours"), AddReplicaRegions=regions)["ARN"]
        text = f"Replication failed: Secret name {name} already exists in region {ELSEWHERE}."
        self.assertEqual(self.statuses(arn), [(ELSEWHERE, "Failed", text)])
        self.assertEqual(self.elsewhere.get_secret_value(SecretId=name)["SecretString"], value("theirs"))

    def test_what_is_there_is_overwritten_on_demand(self):
        name = fresh("overwrite")
        self.elsewhere.create_secret(Name=name, SecretString=value("theirs"))
        arn = self.client.create_secret(Name=name, SecretString=value("ours"))["ARN"]
        regions = [{"Region": ELSEWHERE}]
        self.client.replicate_secret_to_regions(
            SecretId=arn, AddReplicaRegions=regions, ForceOverwriteReplicaSecret=True
        )
        self.assertEqual(self.statuses(arn), [(ELSEWHERE, "InSync", "Replication succeeded")])
        self.assertEqual(self.elsewhere.get_secret_value(SecretId=name)["SecretString"], value("ours"))

    def test_a_secret_that_is_not_in_use_is_not_replicated(self):
        arn, regions = self.create("replica-marked")["ARN"], [{"Region": ELSEWHERE}]
        self.client.delete_secret(SecretId=arn)
        replicate = self.client.replicate_secret_to_regions
        self.refused("InvalidRequestException", MARKED, replicate, SecretId=arn, AddReplicaRegions=regions)
        missing = fresh("missing")
        self.refused("ResourceNotFoundException", NOT_FOUND, replicate, SecretId=missing, AddReplicaRegions=regions)

    def test_the_day_of_a_read_is_kept_where_it_was_read(self):
        created = self.replicated("read-there")
        self.elsewhere.get_secret_value(SecretId=created["Name"])
        described = self.client.describe_secret(SecretId=created["ARN"])
        self.assertNotIn("LastAccessedDate", described)
        self.assertIn("LastAccessedDate", described["ReplicationStatus"][0])
        self.assertIn("LastAccessedDate", self.elsewhere.describe_secret(SecretId=created["Name"]))

    def test_a_replica_keeps_its_primary_until_it_is_removed(self):
        created = self.replicated("remove")
        arn, name = created["ARN"], created["Name"]
        self.refused(
            PARAMETER,
            f"You can't delete secret {arn} that still has replica regions [{ELSEWHERE}].",
            self.client.delete_secret,
            SecretId=arn,
        )
        remove = self.client.remove_regions_from_replication
        self.refused(PARAMETER, NOT_A_REGION, remove, SecretId=arn, RemoveReplicaRegions=["eu-west-2"])
        left = remove(SecretId=arn, RemoveReplicaRegions=[ELSEWHERE])
        self.assertEqual((left["ARN"], left["ReplicationStatus"]), (arn, []))
        self.refused("ResourceNotFoundException", NOT_FOUND, self.elsewhere.get_secret_value, SecretId=name)
        self.client.delete_secret(SecretId=arn)

    def test_a_replica_becomes_a_secret_of_its_own(self):
        created = self.replicated("promote")
        arn, name = created["ARN"], created["Name"]
        stopped = self.elsewhere.stop_replication_to_replica(SecretId=name)
        del stopped["ResponseMetadata"]
        self.assertEqual(stopped, {"ARN": arn.replace(REGION, ELSEWHERE)})
        for described in (self.client.describe_secret(SecretId=arn), self.elsewhere.describe_secret(SecretId=name)):
            self.assertNotIn("PrimaryRegion", described)
        self.elsewhere.put_secret_value(SecretId=name, SecretString=value("second"))
        self.assertEqual(self.client.get_secret_value(SecretId=arn)["SecretString"], value("first"))
        with self.assertRaises(self.client.exceptions.InvalidParameterException):
            self.client.stop_replication_to_replica(SecretId=arn)


class Rotations(Case):
    def test_a_rotation_needs_a_function(self):
        arn = self.create("rotate-none")["ARN"]
        rotate = self.client.rotate_secret
        none = "No Lambda rotation function ARN is associated with this secret."
        self.refused("InvalidRequestException", none, rotate, SecretId=arn)
        self.refused(
            PARAMETER,
            "Invalid rotation Lambda ARN. Ensure the ARN matches format "
            f"arn:aws:lambda:{REGION}:123456789012:function:<functionName>.",
            rotate,
            SecretId=arn,
            RotationLambdaARN=lambda_arn("failing").replace(REGION, ELSEWHERE),
        )
        self.assertNotIn("RotationEnabled", self.client.describe_secret(SecretId=arn))

    def test_a_schedule_has_rules(self):
        arn = self.create("schedule")["ARN"]
        for rules, message in [
            (
                {"AutomaticallyAfterDays": 1, "ScheduleExpression": "rate(1 day)"},
                "You cannot specify both rotation frequency and schedule expression together.",
            ),
            ({"ScheduleExpression": "rate(2 hours)"}, "Rate in hour should be least 4 and less than 24."),
            ({"ScheduleExpression": "rate(1 week)"}, "Invalid schedule expression."),
            ({"ScheduleExpression": "cron(30 8 * * ? *)"}, "Invalid schedule expression."),
            (
                {"ScheduleExpression": "rate(4 hours)", "Duration": "5h"},
                "Duration cannot be greater than Rate in hour.",
            ),
        ]:
            with self.subTest(rules=rules):
                arguments = {"RotationLambdaARN": lambda_arn("failing"), "RotationRules": rules}
                self.refused(PARAMETER, message, self.client.rotate_secret, SecretId=arn, **arguments)

    def test_a_rotation_is_cancelled_and_its_version_stays(self):
        arn, token = self.create("cancel")["ARN"], str(uuid.uuid4())
        rules = {"ScheduleExpression": "rate(10 days)", "Duration": "2h"}
        rotation = {"RotationLambdaARN": lambda_arn("failing"), "RotationRules": rules}
        begun = self.client.rotate_secret(SecretId=arn, ClientRequestToken=token, **rotation)
        self.assertEqual(begun["VersionId"], token)
        described = self.client.describe_secret(SecretId=arn)
        self.assertIs(described["RotationEnabled"], True)
        self.assertEqual(described["VersionIdsToStages"][token], ["AWSPENDING"])
        self.assertIn("NextRotationDate", described)
        pending = "Secrets Manager can't find the specified secret value for "
        for key, text, arguments in [
            ("label", f"{pending}staging label: AWSPENDING", {"VersionStage": "AWSPENDING"}),
            ("id", f"{pending}VersionId: {token}", {"VersionId": token}),
            ("both", f"{pending}staging label: AWSPENDING", {"VersionId": token, "VersionStage": "AWSPENDING"}),
        ]:
            with self.subTest(by=key):
                call = self.client.get_secret_value
                self.refused("ResourceNotFoundException", text, call, SecretId=arn, **arguments)
        cancelled = self.client.cancel_rotate_secret(SecretId=arn)
        self.assertEqual(cancelled["VersionId"], token)
        described = self.client.describe_secret(SecretId=arn)
        self.assertIs(described["RotationEnabled"], False)
        self.assertEqual(described["RotationLambdaARN"], lambda_arn("failing"))
        self.assertLessEqual(rules.items(), described["RotationRules"].items())
        self.assertFalse({"NextRotationDate", "LastRotatedDate"} & described.keys())
        self.assertEqual(described["VersionIdsToStages"][token], ["AWSPENDING"])
        self.assertNotIn("VersionId", self.client.cancel_rotate_secret(SecretId=arn))


if __name__ == "__main__":
    unittest.main()
