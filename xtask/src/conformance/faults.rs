//! What is known of the compliance models: how many of their tests each side has to pass, and where
//! they are themselves at fault.

use super::cases::{Direction, Side};

/// How many tests a service has for the client's requests and responses and the server's.
pub(super) struct Counts {
    service: &'static str,
    counts: [usize; 4],
}

/// The models of Smithy. A count that differs means that a test was overlooked, or that the model
/// has changed.
const COUNTS: [Counts; 4] = [
    Counts { service: "aws.protocoltests.json#JsonProtocol", counts: [56, 62, 57, 45] },
    Counts { service: "aws.protocoltests.json10#JsonRpc10", counts: [28, 39, 25, 21] },
    Counts { service: "aws.protocoltests.json10#QueryCompatibleJsonRpc10", counts: [1, 2, 1, 2] },
    Counts { service: "com.amazonaws.machinelearning#AmazonML_20141212", counts: [1, 0, 1, 0] },
];

/// The counts that a service must have, if it is known: the client's requests and responses, then
/// the server's.
pub(super) fn counts(service: &str) -> Option<[usize; 4]> {
    COUNTS.iter().find(|known| known.service == service).map(|known| known.counts)
}

/// A header that a test asks for without right.
struct Header {
    service: &'static str,
    test: &'static str,
    side: Side,
    direction: Direction,
    header: &'static str,
    /// Why it is not asked for.
    reason: &'static str,
}

/// The headers that tests ask for without right; all else that these tests say is checked.
const HEADERS: [Header; 2] = [
    Header {
        service: "aws.protocoltests.json#JsonProtocol",
        test: "AwsJson11IntEnums",
        side: Side::Server,
        direction: Direction::Response,
        header: "X-Amz-Target",
        reason: "it is a header of requests, which came here with a copy of the test of the request",
    },
    Header {
        service: "aws.protocoltests.json#JsonProtocol",
        test: "parses_the_request_id_from_the_response",
        side: Side::Server,
        direction: Direction::Response,
        header: "X-Amzn-Requestid",
        reason: "a server chooses its ids; that it sends the one that its implementation knows is checked in every test",
    },
];

/// Why a test is not to ask for a header, if it is not.
pub(super) fn header(
    service: &str,
    test: &str,
    side: Side,
    direction: Direction,
    header: &str,
) -> Option<&'static str> {
    let is_meant = |known: &&Header| {
        known.service == service
            && known.test == test
            && known.side == side
            && known.direction == direction
            && known.header.eq_ignore_ascii_case(header)
    };
    HEADERS.iter().find(is_meant).map(|known| known.reason)
}
