use super::*;

const HOME: Place<'static> = Place {
    table: "people.v1",
    key: &[0, 7],
    format: 1,
};

fn key(byte: u8) -> UnitKey {
    UnitKey::new([byte; 32])
}

#[test]
fn a_sealed_record_opens_where_it_was_sealed() {
    for plain in [&b""[..], b"Maija", &[0; 5_000]] {
        let record = seal(&key(1), &HOME, plain);
        assert_eq!(open(&key(1), &HOME, &record).unwrap().as_slice(), plain);
        assert_ne!(
            record,
            seal(&key(1), &HOME, plain),
            "the nonce is drawn each time"
        );
    }
}

#[test]
fn a_record_opens_under_no_other_key_and_in_no_other_place() {
    let record = seal(&key(1), &HOME, b"Maija");
    assert_eq!(
        open(&key(2), &HOME, &record).unwrap_err(),
        SealError::Broken
    );
    for place in [
        Place {
            table: "people.v2",
            ..HOME
        },
        Place {
            key: &[0, 8],
            ..HOME
        },
        Place {
            key: &[0, 7, 1],
            ..HOME
        },
        Place { format: 2, ..HOME },
        Place {
            table: "people.v",
            key: &[b'1', 0, 0, 7],
            format: 1,
        },
        Place {
            table: "people.v",
            key: &[b'1', 0, 7],
            format: 1,
        },
    ] {
        assert_eq!(
            open(&key(1), &place, &record).unwrap_err(),
            SealError::Broken
        );
    }
}

#[test]
fn one_flipped_bit_or_a_cut_anywhere_is_refused() {
    let record = seal(&key(1), &HOME, b"Maija");
    for bit in 0..record.len() * 8 {
        let mut flipped = record.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&key(1), &HOME, &flipped).is_err(), "bit {bit}");
    }
    for length in 0..record.len() {
        assert!(
            open(&key(1), &HOME, &record[..length]).is_err(),
            "length {length}"
        );
    }
}
