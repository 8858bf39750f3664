"""boto3 against the server: what applications do with secrets, from creation to deletion."""

import datetime
import re
import string
import unittest
import uuid

from support import ACCOUNT, REGION, Case, fresh, value

NOT_FOUND = "Secrets Manager can't find the specified secret."
MARKED = "You can't perform this operation on the secret because it was marked for deletion."
BAD_NAME = (
    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!"
)
BOTH_VALUES = "You can't specify both a binary secret value and a string secret value in the same secret."


class Creating(Case):
    def test_a_secret_can_be_read_back(self):
        name = fresh("create")
        created = self.client.create_secret(Name=name, SecretString=value("one"))
        arn = rf"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{re.escape(name)}-[A-Za-z0-9]{{6}}"
        self.assertRegex(created["ARN"], f"^{arn}$")
        self.assertEqual(created["Name"], name)
        read = self.client.get_secret_value(SecretId=name)
        self.assertEqual(read["SecretString"], value("one"))
        self.assertNotIn("SecretBinary", read)
        self.assertEqual(read["ARN"], created["ARN"])
        self.assertEqual(read["VersionId"], created["VersionId"])
        self.assertEqual(read["VersionStages"], ["AWSCURRENT"])
        age = datetime.datetime.now(datetime.timezone.utc) - read["CreatedDate"]
        self.assertLess(abs(age), datetime.timedelta(minutes=1))

    def test_a_secret_is_found_by_arn_and_by_partial_arn(self):
        created = self.create("by-arn")
        for secret_id in (created["ARN"], created["ARN"].rpartition("-")[0], created["Name"]):
            self.assertEqual(self.client.get_secret_value(SecretId=secret_id)["ARN"], created["ARN"])

    def test_binary_values_come_back_byte_for_byte(self):
        data = value("").encode() + bytes(range(256))
        created = self.create("binary", SecretBinary=data)
        read = self.client.get_secret_value(SecretId=created["ARN"])
        self.assertEqual(read["SecretBinary"], data)
        self.assertNotIn("SecretString", read)

    def test_text_in_any_script_comes_back_letter_for_letter(self):
        text = value('"\\\n\t ägypten 秘密 🔑 \u2028')
        created = self.create("unicode", SecretString=text)
        self.assertEqual(self.client.get_secret_value(SecretId=created["ARN"])["SecretString"], text)

    def test_the_token_becomes_the_version_and_makes_the_call_repeatable(self):
        name, token = fresh("token"), str(uuid.uuid4())
        call = dict(Name=name, SecretString=value("one"), ClientRequestToken=token)
        first, second = self.client.create_secret(**call), self.client.create_secret(**call)
        self.assertEqual(first["VersionId"], token)
        self.assertEqual(first["ARN"], second["ARN"])
        self.refused(
            "ResourceExistsException",
            f"You can't use ClientRequestToken {token} because that value is already in use for a version of "
            f"secret {first['ARN']}.",
            self.client.create_secret,
            **{**call, "SecretString": value("two")},
        )

    def test_a_name_is_taken_once(self):
        name = self.create("taken")["Name"]
        answer = self.refused(
            "ResourceExistsException",
            f"The operation failed because the secret {name} already exists.",
            self.client.create_secret,
            Name=name,
            SecretString=value("first"),
        )
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], 400)
        uuid.UUID(answer["ResponseMetadata"]["RequestId"])

    def test_a_name_has_certain_characters_only(self):
        self.refused(
            "ValidationException", BAD_NAME, self.client.create_secret, Name="Inv Name", SecretString=value("one")
        )

    def test_a_secret_has_one_value(self):
        self.refused(
            "InvalidParameterException",
            BOTH_VALUES,
            self.client.create_secret,
            Name=fresh("both"),
            SecretString=value("one"),
            SecretBinary=value("one").encode(),
        )

    def test_a_secret_may_have_no_value_yet(self):
        name = fresh("empty")
        self.assertNotIn("VersionId", self.client.create_secret(Name=name))
        self.refused(
            "ResourceNotFoundException",
            "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
            self.client.get_secret_value,
            SecretId=name,
        )


class Reading(Case):
    def test_what_is_not_there_is_not_found(self):
        self.refused("ResourceNotFoundException", NOT_FOUND, self.client.get_secret_value, SecretId=fresh("missing"))
        with self.assertRaises(self.client.exceptions.ResourceNotFoundException):
            self.client.describe_secret(SecretId=fresh("missing"))

    def test_the_identifier_of_a_secret_has_certain_characters_only(self):
        self.refused("ValidationException", BAD_NAME, self.client.get_secret_value, SecretId="Inv Name")

    def test_versions_are_read_by_label_and_by_id(self):
        created = self.create("versions")
        put = self.client.put_secret_value(SecretId=created["ARN"], SecretString=value("second"))
        read = self.client.get_secret_value
        self.assertEqual(read(SecretId=created["ARN"])["SecretString"], value("second"))
        previous = read(SecretId=created["ARN"], VersionStage="AWSPREVIOUS")
        self.assertEqual((previous["SecretString"], previous["VersionId"]), (value("first"), created["VersionId"]))
        by_id = read(SecretId=created["ARN"], VersionId=put["VersionId"])
        self.assertEqual(by_id["SecretString"], value("second"))
        both = read(SecretId=created["ARN"], VersionId=put["VersionId"], VersionStage="AWSCURRENT")
        self.assertEqual(both["SecretString"], value("second"))

    def test_versions_that_are_not_there_are_not_found(self):
        created = self.create("no-version")
        arn, version = created["ARN"], created["VersionId"]
        unknown = str(uuid.uuid4())
        prefix = "Secrets Manager can't find the specified secret value for "
        read = self.client.get_secret_value
        self.refused(
            "ResourceNotFoundException", f"{prefix}staging label: green", read, SecretId=arn, VersionStage="green"
        )
        self.refused(
            "ResourceNotFoundException", f"{prefix}VersionId: {unknown}", read, SecretId=arn, VersionId=unknown
        )
        self.refused(
            "InvalidRequestException",
            "You provided a VersionStage that is not associated to the provided VersionId.",
            read,
            SecretId=arn,
            VersionId=version,
            VersionStage="AWSPREVIOUS",
        )

    def test_many_secrets_are_read_at_once(self):
        names = [self.create("batch", SecretString=value(f"{number}"))["Name"] for number in range(3)]
        missing = fresh("missing")
        answer = self.client.batch_get_secret_value(SecretIdList=[*names, missing])
        self.assertEqual([entry["Name"] for entry in answer["SecretValues"]], names)
        values = [entry["SecretString"] for entry in answer["SecretValues"]]
        self.assertEqual(values, [value("0"), value("1"), value("2")])
        self.assertEqual(
            answer["Errors"],
            [{"SecretId": missing, "ErrorCode": "ResourceNotFoundException", "Message": NOT_FOUND}],
        )

    def test_many_secrets_are_read_at_once_by_filter_and_in_pages(self):
        prefix = fresh("filtered")
        names = [f"{prefix}/{number}" for number in range(5)]
        for name in names:
            self.client.create_secret(Name=name, SecretString=value("x"))
        filters = [{"Key": "name", "Values": [prefix]}]
        pages = self.pages(self.client.batch_get_secret_value, "SecretValues", Filters=filters, MaxResults=2)
        self.assertEqual([[entry["Name"] for entry in page] for page in pages], [names[:2], names[2:4], names[4:]])

    def test_a_batch_takes_ids_or_filters(self):
        self.refused(
            "InvalidParameterException",
            "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
            self.client.batch_get_secret_value,
        )
        self.refused(
            "InvalidParameterException",
            "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
            self.client.batch_get_secret_value,
            SecretIdList=[fresh("missing")],
            MaxResults=2,
        )


class Changing(Case):
    def test_labels_move_with_new_values(self):
        created = self.create("labels")
        arn, first = created["ARN"], created["VersionId"]
        second = self.client.put_secret_value(SecretId=arn, SecretString=value("second"))
        self.assertEqual(second["VersionStages"], ["AWSCURRENT"])
        third = self.client.put_secret_value(SecretId=arn, SecretString=value("third"), VersionStages=["green"])
        self.assertEqual(third["VersionStages"], ["green"])
        self.assertEqual(
            self.labels(arn),
            {first: ["AWSPREVIOUS"], second["VersionId"]: ["AWSCURRENT"], third["VersionId"]: ["green"]},
        )

    def test_a_label_is_moved_back(self):
        created = self.create("roll-back")
        arn, first = created["ARN"], created["VersionId"]
        second = self.client.put_secret_value(SecretId=arn, SecretString=value("second"))["VersionId"]
        self.refused(
            "InvalidParameterException",
            "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to "
            f"version {second}, so you must explicitly reference that version in RemoveFromVersionId.",
            self.client.update_secret_version_stage,
            SecretId=arn,
            VersionStage="AWSCURRENT",
            MoveToVersionId=first,
        )
        self.client.update_secret_version_stage(
            SecretId=arn, VersionStage="AWSCURRENT", MoveToVersionId=first, RemoveFromVersionId=second
        )
        self.assertEqual(self.labels(arn), {first: ["AWSCURRENT"], second: ["AWSPREVIOUS"]})
        self.assertEqual(self.client.get_secret_value(SecretId=arn)["SecretString"], value("first"))

    def test_the_current_version_stays_labelled(self):
        created = self.create("unlabel")
        self.refused(
            "InvalidParameterException",
            "You can only move staging label AWSCURRENT to a different secret version. It can’t be completely removed.",
            self.client.update_secret_version_stage,
            SecretId=created["ARN"],
            VersionStage="AWSCURRENT",
            RemoveFromVersionId=created["VersionId"],
        )

    def test_putting_twice_with_one_token_is_putting_once(self):
        arn, token = self.create("put-token")["ARN"], str(uuid.uuid4())
        put = dict(SecretId=arn, SecretString=value("second"), ClientRequestToken=token)
        first, second = self.client.put_secret_value(**put), self.client.put_secret_value(**put)
        self.assertEqual(first["VersionId"], token)
        self.assertEqual(second["VersionStages"], ["AWSCURRENT"])
        self.refused(
            "ResourceExistsException",
            f"You can't use ClientRequestToken {token} because that value is already in use for a version of "
            f"secret {arn}.",
            self.client.put_secret_value,
            **{**put, "SecretString": value("third")},
        )

    def test_a_new_value_is_text_or_bytes(self):
        arn = self.create("kinds")["ARN"]
        put = self.client.put_secret_value
        neither = "You must provide either SecretString or SecretBinary."
        self.refused("InvalidRequestException", neither, put, SecretId=arn)
        both = dict(SecretString=value("x"), SecretBinary=value("x").encode())
        self.refused("InvalidParameterException", BOTH_VALUES, put, SecretId=arn, **both)

    def test_a_value_has_a_size(self):
        arn = self.create("size")["ARN"]
        at_most = value("").ljust(65536, "x")
        self.client.put_secret_value(SecretId=arn, SecretString=at_most)
        self.assertEqual(self.client.get_secret_value(SecretId=arn)["SecretString"], at_most)
        self.refused(
            "ValidationException",
            "1 validation error detected: Value at 'secretString' failed to satisfy constraint: "
            "Member must have length less than or equal to 65536",
            self.client.put_secret_value,
            SecretId=arn,
            SecretString=at_most + "x",
        )

    def test_an_update_changes_what_it_names(self):
        created = self.create("update", Description="old")
        arn = created["ARN"]
        self.assertNotIn("VersionId", self.client.update_secret(SecretId=arn, Description="new"))
        self.assertEqual(self.client.describe_secret(SecretId=arn)["Description"], "new")
        version = self.client.update_secret(SecretId=arn, SecretString=value("second"))["VersionId"]
        described = self.client.describe_secret(SecretId=arn)
        self.assertEqual(described["Description"], "new")
        self.assertEqual(self.labels(arn), {created["VersionId"]: ["AWSPREVIOUS"], version: ["AWSCURRENT"]})

    def test_tags_are_added_replaced_and_removed(self):
        arn = self.create("tags", Tags=[{"Key": "stage", "Value": "test"}])["ARN"]
        self.client.tag_resource(SecretId=arn, Tags=[{"Key": "stage", "Value": "live"}, {"Key": "team", "Value": ""}])
        self.assertEqual(self.tags(arn), [{"Key": "stage", "Value": "live"}, {"Key": "team", "Value": ""}])
        self.client.untag_resource(SecretId=arn, TagKeys=["stage", "never-there"])
        self.assertEqual(self.tags(arn), [{"Key": "team", "Value": ""}])
        self.client.untag_resource(SecretId=arn, TagKeys=["team"])
        self.assertEqual(self.tags(arn), [])

    def tags(self, secret_id):
        return self.client.describe_secret(SecretId=secret_id)["Tags"]


class Describing(Case):
    def test_a_description_shows_what_there_is(self):
        created = self.create("describe", Description="what it is for", Tags=[{"Key": "k", "Value": "v"}])
        described = self.client.describe_secret(SecretId=created["ARN"])
        described.pop("ResponseMetadata")
        self.assertEqual(
            {key: described[key] for key in described.keys() - {"CreatedDate", "LastChangedDate"}},
            {
                "ARN": created["ARN"],
                "Name": created["Name"],
                "Description": "what it is for",
                "Tags": [{"Key": "k", "Value": "v"}],
                "VersionIdsToStages": {created["VersionId"]: ["AWSCURRENT"]},
            },
        )
        self.assertIsInstance(described["CreatedDate"], datetime.datetime)

    def test_reading_a_value_leaves_the_day(self):
        arn = self.create("accessed")["ARN"]
        self.assertNotIn("LastAccessedDate", self.client.describe_secret(SecretId=arn))
        self.client.get_secret_value(SecretId=arn)
        accessed = self.client.describe_secret(SecretId=arn)["LastAccessedDate"].astimezone(datetime.timezone.utc)
        self.assertEqual(accessed.time(), datetime.time())

    def test_versions_are_listed_in_pages(self):
        created = self.create("list-versions")
        arn, versions = created["ARN"], [created["VersionId"]]
        for number in range(3):
            put = self.client.put_secret_value(
                SecretId=arn, SecretString=value(f"{number}"), VersionStages=["AWSCURRENT", f"v{number}"]
            )
            versions.append(put["VersionId"])
        call = self.client.list_secret_version_ids
        pages = self.pages(call, "Versions", SecretId=arn, IncludeDeprecated=True, MaxResults=2)
        self.assertEqual([[entry["VersionId"] for entry in page] for page in pages], [versions[:2], versions[2:]])

    def test_versions_without_labels_are_listed_on_demand(self):
        created = self.create("deprecated")
        arn = created["ARN"]
        for number in range(2):
            self.client.put_secret_value(SecretId=arn, SecretString=value(f"{number}"))
        listed = self.client.list_secret_version_ids(SecretId=arn)["Versions"]
        self.assertEqual(len(listed), 2)
        self.assertEqual({key for entry in listed for key in entry["KmsKeyIds"]}, {"DefaultEncryptionKey"})
        deprecated = self.client.list_secret_version_ids(SecretId=arn, IncludeDeprecated=True)["Versions"][0]
        self.assertEqual(deprecated["VersionId"], created["VersionId"])
        self.assertNotIn("VersionStages", deprecated)


class Listing(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prefix = fresh("list")
        cls.names = []
        for number, (description, tag) in enumerate([("a secret", "red"), ("an secret", "green"), ("asecret", "red")]):
            name = f"{cls.prefix}/{number}"
            cls.client.create_secret(
                Name=name,
                Description=description,
                SecretString=value("listed"),
                Tags=[{"Key": "colour", "Value": f"{tag}{cls.prefix.rpartition('/')[2]}"}],
            )
            cls.names.append(name)

    def listed(self, *filters, **arguments):
        """The names that a listing gives of those that this class has created."""
        filters = [{"Key": "name", "Values": [self.prefix]}, *filters]
        pages = self.client.get_paginator("list_secrets").paginate(Filters=filters, **arguments)
        return [entry["Name"] for page in pages for entry in page["SecretList"]]

    def test_secrets_are_listed_in_order_of_creation(self):
        self.assertEqual(self.listed(), self.names)

    def test_the_order_can_be_chosen(self):
        self.assertEqual(self.listed(SortBy="name", SortOrder="desc"), self.names[::-1])

    def test_secrets_are_listed_in_pages(self):
        self.assertEqual(self.listed(PaginationConfig={"PageSize": 1}), self.names)
        first = self.client.list_secrets(MaxResults=2, Filters=[{"Key": "name", "Values": [self.prefix]}])
        self.assertEqual(len(first["SecretList"]), 2)
        self.assertIn("NextToken", first)

    def test_a_list_shows_no_values(self):
        [entry, *_] = self.client.list_secrets(Filters=[{"Key": "name", "Values": [self.prefix]}])["SecretList"]
        self.assertEqual(entry["Description"], "a secret")
        self.assertEqual(list(entry["SecretVersionsToStages"].values()), [["AWSCURRENT"]])
        self.assertFalse({"SecretString", "SecretBinary"} & entry.keys())

    def test_filters_narrow_the_list(self):
        first, second, third = self.names
        for key, values, expected in [
            ("description", ["a"], [first, second, third]),
            ("description", ["a secret"], [first, second]),
            ("description", ["!a secret"], [third]),
            ("description", ["nothing", "an"], [second]),
            ("tag-key", ["col"], [first, second, third]),
            ("tag-key", ["Col"], []),
            ("tag-value", ["red"], [first, third]),
            ("all", ["asecret"], [third]),
        ]:
            with self.subTest(key=key, values=values):
                self.assertEqual(self.listed({"Key": key, "Values": values}), expected)

    def test_several_filters_must_all_hold(self):
        filters = [{"Key": "tag-value", "Values": ["red"]}, {"Key": "description", "Values": ["secret"]}]
        self.assertEqual(self.listed(*filters), [self.names[0]])

    def test_a_token_that_nobody_gave_is_refused(self):
        self.refused(
            "InvalidNextTokenException", "The NextToken value is invalid.", self.client.list_secrets, NextToken="mine"
        )

    def test_a_filter_has_a_key_that_there_is(self):
        self.refused(
            "ValidationException",
            "1 validation error detected: Value 'colour' at 'filters.1.member.key' failed to satisfy constraint: "
            "Member must satisfy enum value set: "
            "[all, name, tag-key, description, tag-value, primary-region, owning-service]",
            self.client.list_secrets,
            Filters=[{"Key": "colour", "Values": ["red"]}],
        )


class Deleting(Case):
    def test_a_deleted_secret_can_be_restored(self):
        created = self.create("restore")
        arn, name = created["ARN"], created["Name"]
        deleted = self.client.delete_secret(SecretId=arn, RecoveryWindowInDays=7)
        self.assertEqual((deleted["ARN"], deleted["Name"]), (arn, name))
        left = deleted["DeletionDate"] - datetime.datetime.now(datetime.timezone.utc)
        self.assertLess(abs(left - datetime.timedelta(days=7)), datetime.timedelta(minutes=1))
        self.assertIn("DeletedDate", self.client.describe_secret(SecretId=arn))
        self.assertEqual(self.names_listed(name), [])
        self.assertEqual(self.names_listed(name, IncludePlannedDeletion=True), [name])
        self.client.restore_secret(SecretId=arn)
        self.assertNotIn("DeletedDate", self.client.describe_secret(SecretId=arn))
        self.assertEqual(self.client.get_secret_value(SecretId=arn)["SecretString"], value("first"))

    def names_listed(self, name, **arguments):
        listed = self.client.list_secrets(Filters=[{"Key": "name", "Values": [name]}], **arguments)
        return [entry["Name"] for entry in listed["SecretList"]]

    def test_a_deleted_secret_is_out_of_use(self):
        name = self.create("marked")["Name"]
        self.client.delete_secret(SecretId=name)
        client = self.client
        for call, arguments in [
            (client.get_secret_value, {}),
            (client.put_secret_value, {"SecretString": value("second")}),
            (client.update_secret, {"Description": "new"}),
            (client.tag_resource, {"Tags": [{"Key": "k", "Value": "v"}]}),
            (client.untag_resource, {"TagKeys": ["k"]}),
        ]:
            with self.subTest(call=call.__name__):
                self.refused("InvalidRequestException", MARKED, call, SecretId=name, **arguments)
        self.refused(
            "InvalidRequestException",
            "You can't create this secret because a secret with this name is already scheduled for deletion.",
            client.create_secret,
            Name=name,
            SecretString=value("again"),
        )

    def test_force_deletes_at_once(self):
        created = self.create("force")
        self.client.delete_secret(SecretId=created["ARN"], ForceDeleteWithoutRecovery=True)
        self.refused("ResourceNotFoundException", NOT_FOUND, self.client.describe_secret, SecretId=created["Name"])
        again = self.client.create_secret(Name=created["Name"], SecretString=value("again"))
        self.assertNotEqual(again["ARN"], created["ARN"])

    def test_force_deletes_also_what_is_not_there(self):
        name = fresh("missing")
        deleted = self.client.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
        self.assertEqual(deleted["Name"], name)
        self.refused("ResourceNotFoundException", NOT_FOUND, self.client.delete_secret, SecretId=name)

    def test_the_recovery_window_has_limits(self):
        arn = self.create("window")["ARN"]
        delete = self.client.delete_secret
        limits = "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."
        for days in (0, 6, 31):
            self.refused("InvalidParameterException", limits, delete, SecretId=arn, RecoveryWindowInDays=days)
        self.refused(
            "InvalidParameterException",
            "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
            delete,
            SecretId=arn,
            RecoveryWindowInDays=7,
            ForceDeleteWithoutRecovery=True,
        )


class Passwords(Case):
    def password(self, **arguments):
        return self.client.get_random_password(**arguments)["RandomPassword"]

    def test_a_password_has_one_character_of_each_kind(self):
        for _ in range(20):
            password = self.password(PasswordLength=4)
            self.assertEqual(len(password), 4)
            for kind in (string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation):
                self.assertTrue(set(password) & set(kind), password)

    def test_a_password_has_32_characters_unless_told_otherwise(self):
        self.assertEqual(len(self.password()), 32)
        self.assertNotEqual(self.password(), self.password())

    def test_kinds_and_characters_can_be_excluded(self):
        excluded = dict.fromkeys(("ExcludePunctuation", "ExcludeUppercase", "ExcludeNumbers"), True)
        password = self.password(PasswordLength=200, ExcludeCharacters="abc", **excluded)
        self.assertLessEqual(set(password), set(string.ascii_lowercase) - set("abc"))

    def test_what_cannot_be_is_refused(self):
        password = self.client.get_random_password
        parameter = "InvalidParameterException"
        self.refused(parameter, "Password length is too short based on the required types.", password, PasswordLength=3)
        self.refused(
            parameter,
            "All characters of the desired type have been excluded.",
            password,
            ExcludeCharacters=string.digits,
        )
        kinds = ("ExcludeNumbers", "ExcludePunctuation", "ExcludeUppercase", "ExcludeLowercase")
        self.refused(
            parameter, "All characters have been excluded from selection.", password, **dict.fromkeys(kinds, True)
        )
        self.refused(
            "ValidationException",
            "1 validation error detected: Value '5000' at 'passwordLength' failed to satisfy constraint: "
            "Member must have value less than or equal to 4096",
            password,
            PasswordLength=5000,
        )


if __name__ == "__main__":
    unittest.main()
