//! What the service does, through the client: every case in process and again over HTTP.
//!
//! Modules are named by the section of behaviour.md that they hold the reference to.

mod calls;
mod concurrency;
mod label_model;
mod label_properties;
mod places;
mod refusals;
mod s1_3_errors;
mod s2_10_deletion;
mod s2_11_labels;
mod s2_11_walks;
mod s2_1_names;
mod s2_2_arns;
mod s2_3_identifiers;
mod s2_4_tokens;
mod s2_5_quotas;
mod s2_6_validation;
mod s2_7_dates;
mod s2_8_tags;
mod s2_9_keys;
mod s3_01_batch_get_secret_value;
mod s3_03_create_secret;
mod s3_05_delete_secret;
mod s3_06_describe_secret;
mod s3_09_get_secret_value;
mod s3_10_list_secret_version_ids;
mod s3_13_put_secret_value;
mod s3_16_restore_secret;
mod s3_21_update_secret;
mod s3_22_update_secret_version_stage;
mod s6_1_filters;
mod s6_2_words;
mod s6_3_sorting;
mod s6_4_paging;
mod s8_passwords;
mod support;
