use proptest::prelude::*;

use super::*;

#[test]
fn a_personal_identity_code_is_refused_in_every_field_and_never_repeated() {
    for field in Field::ALL {
        for text in [
            "010190-901R",
            "ks. ０１０１９０–９０１ｒ!",
            "010190-901r@example.fi",
        ] {
            let refused = canonical(*field, text).unwrap_err();
            assert_eq!(
                refused,
                ValueError::Hetu {
                    field: field.code()
                }
            );
            assert_eq!(
                refused.to_string(),
                format!("{field}: holds a personal identity code")
            );
        }
    }
    assert_eq!(
        customer_number("010190-901R"),
        Err(ValueError::Hetu { field: "number" })
    );
    let hidden = canonical(Field::Email, "a@010190\u{2060}-901r.fi");
    assert_eq!(hidden, Err(ValueError::Hetu { field: "email" }));
}

#[test]
fn a_value_is_as_long_as_its_field_allows_and_no_longer() {
    for field in [Field::Given, Field::Note, Field::Postcode] {
        let longest = "ä".repeat(field.limit());
        assert_eq!(
            canonical(field, &format!(" {longest} ")).as_ref(),
            Ok(&longest)
        );
        let refused = canonical(field, &format!("{longest}ä")).unwrap_err();
        assert_eq!(
            (refused.field(), refused.limit()),
            (field.code(), Some(field.limit()))
        );
    }
    assert_eq!(
        canonical(Field::City, " \u{a0}\n"),
        Err(ValueError::Empty { field: "city" })
    );
}

#[test]
fn each_field_is_kept_in_its_own_form() {
    for (field, raw, kept) in [
        (Field::Email, " A@EXÄMPLE.fi", "A@xn--exmple-cua.fi"),
        (Field::Phone, "(040) 123-4567", "+358401234567"),
        (Field::BusinessId, "20774740", "2077474-0"),
        (Field::Language, "SV ", "sv"),
        (Field::Postcode, "SW1A 1AA", "SW1A 1AA"),
        (Field::Street, "Katu 1\r\nC/O\nX", "Katu 1 C/O X"),
        (Field::Note, "yksi\nkaksi\t", "yksi\nkaksi"),
        (
            Field::Given,
            "\u{1b}[31mA\u{202e}\u{0}",
            "\u{1b}[31mA\u{202e}\u{0}",
        ),
    ] {
        assert_eq!(canonical(field, raw).as_deref(), Ok(kept));
    }
    assert_eq!(canonical(Field::Language, "de"), Err(ValueError::Language));
    let phone = canonical(Field::Phone, "puh. 1").unwrap_err();
    assert_eq!((phone.code(), phone.field()), ("phone-letters", "phone"));
}

#[test]
fn a_customer_number_is_short_and_plain() {
    assert_eq!(customer_number(" Ａ-１_2.ä ").as_deref(), Ok("A-1_2.ä"));
    assert!(customer_number(&"1".repeat(32)).is_ok());
    assert_eq!(
        customer_number(&"1".repeat(33)).unwrap_err().limit(),
        Some(32)
    );
    for wrong in ["1 2", "1/2", "=1", "1\n2"] {
        assert_eq!(customer_number(wrong), Err(ValueError::Number), "{wrong}");
    }
}

proptest! {
    #[test]
    fn a_kept_value_is_kept_as_it_is(
        field in prop::sample::select(Field::ALL), text in "[ \r\n]?(\\PC|[-@.0-9 \n\r\t]){1,20}"
    ) {
        if let Ok(kept) = canonical(field, &text) {
            prop_assert_eq!(canonical(field, &kept), Ok(kept));
        }
        if let Ok(kept) = customer_number(&text) {
            prop_assert_eq!(customer_number(&kept), Ok(kept));
        }
    }
}
