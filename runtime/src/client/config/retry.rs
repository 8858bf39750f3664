//! How calls are made again, as far as it is configuration.

/// How calls that failed are made again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryMode {
    /// After a pause that grows, as long as not too many calls of the client fail.
    #[default]
    Standard,
    /// The same, and while the service throttles, all calls of the client wait their turn.
    Adaptive,
    /// They are not.
    Off,
}

impl RetryMode {
    /// Reads how variables and files spell it; `legacy` is for SDKs that are older than `standard`,
    /// and the same as that.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "standard" | "legacy" => Some(Self::Standard),
            "adaptive" => Some(Self::Adaptive),
            "off" => Some(Self::Off),
            _ => None,
        }
    }
}
