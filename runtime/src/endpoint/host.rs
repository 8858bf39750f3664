//! What may stand in a host name.

use std::net::Ipv4Addr;

/// Whether a text can be a part of a host name; with `allow_dots`, several parts.
pub fn is_valid_host_label(value: &str, allow_dots: bool) -> bool {
    if allow_dots { value.split('.').all(is_label) } else { is_label(value) }
}

/// Whether a bucket's name can be a part of the host name that it is reached by; with
/// `allow_dots`, several parts: `aws.isVirtualHostableS3Bucket` of the rules engine.
pub fn is_virtual_hostable_s3_bucket(value: &str, allow_dots: bool) -> bool {
    (3..=63).contains(&value.len())
        && is_valid_host_label(value, allow_dots)
        && !value.bytes().any(|byte| byte.is_ascii_uppercase())
        && value.parse::<Ipv4Addr>().is_err()
}

/// RFC 1123: letters, digits and, inside, hyphens.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}
