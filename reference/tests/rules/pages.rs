//! §6.4

use secretsmith_reference::rules::page::{Listing, size};
use secretsmith_reference::rules::sort::Position;

use crate::assert_refused;

#[test]
fn a_token_leads_back_to_its_position() {
    let listing = Listing::of("ListSecrets", "name");
    for (key, name) in [(i64::MIN, ""), (-1, "a"), (1_790_000_000_123, "app/db")] {
        let position = Position::new(key, name);
        assert_eq!(listing.position(&listing.token(&position)), Ok(position));
    }
}

#[test]
fn the_longest_name_fits_the_longest_token() {
    let listing = Listing::of("ListSecrets", ());
    assert!(listing.token(&Position::new(0, &"n".repeat(512))).len() <= 4096);
}

#[test]
fn tokens_of_other_listings_and_garbled_ones_are_refused() {
    let token = Listing::of("ListSecrets", "name").token(&Position::new(1, "app/db"));
    let text = "InvalidNextTokenException: The NextToken value is invalid.";
    assert_refused(Listing::of("ListSecrets", "tag-key").position(&token), text);
    assert_refused(Listing::of("BatchGetSecretValue", "name").position(&token), text);
    let listing = Listing::of("ListSecrets", "name");
    for garbled in ["", "x", "not base64!", &token[1..], &token[..token.len() - 2], &format!("{token}AA")] {
        assert_refused(listing.position(garbled), text);
    }
}

#[test]
fn a_page_has_the_size_asked_for_within_the_limit() {
    assert_eq!(
        [None, Some(7), Some(100), Some(1000), Some(0), Some(-3)].map(|asked| size(asked, 100)),
        [100, 7, 100, 100, 1, 1]
    );
}
