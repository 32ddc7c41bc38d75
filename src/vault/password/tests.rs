use super::*;

#[test]
fn a_password_opens_its_own_hash_however_its_letters_are_composed() {
    let phc = hash("päivänkakkara 7 lyhty").unwrap();
    assert!(phc.starts_with("$argon2id$v=19$m=33792,t=2,p=1$"), "{phc}");
    assert!(verify("pa\u{308}iva\u{308}nkakkara 7 lyhty", &phc).unwrap());
    assert!(!verify("paivankakkara 7 lyhty", &phc).unwrap());
    assert_ne!(
        phc,
        hash("päivänkakkara 7 lyhty").unwrap(),
        "the salt is drawn each time"
    );
    verify_absent("päivänkakkara 7 lyhty");
}

#[test]
fn a_damaged_hash_is_not_a_wrong_password() {
    let phc = hash("x").unwrap();
    for broken in ["", "plain", &phc[..20], &phc.replace("argon2id", "scrypt")] {
        let outcome = verify("x", broken);
        assert!(
            matches!(outcome, Err(PasswordError::Malformed)),
            "{broken}: {outcome:?}"
        );
    }
}

#[test]
fn a_password_is_judged_by_length_and_guesses_alone() {
    let short = |needs| Err(PasswordWeakness::TooShort { needs });
    let guessable = Err(PasswordWeakness::Guessable);
    for (password, demand, verdict) in [
        ("kqzvwpxmtrj", Demand::Staff, short(12)),
        ("kqzvwpxmtrjb", Demand::Staff, Ok(())),
        ("kqzvwpxmtrjb", Demand::Officer, short(15)),
        ("kqzvwpxmtrjbäöå", Demand::Officer, Ok(())),
        ("päivänkakkara lyhty", Demand::Officer, Ok(())),
        ("aaaaaaaaaaaaaaaa", Demand::Officer, guessable),
        ("password123456", Demand::Staff, guessable),
        ("qwertyuiop123456", Demand::Officer, guessable),
        ("maija.meikäläinen", Demand::Officer, guessable),
    ] {
        let found = judge(password, demand, &["maija.meikäläinen"]);
        assert_eq!(found, verdict, "{password}");
    }
}

#[test]
fn a_password_longer_than_1024_bytes_is_refused_and_never_right() {
    let (most, over) = ("ab".repeat(512), "ab".repeat(513));
    let phc = hash(&most).unwrap();
    assert!(verify(&most, &phc).unwrap());
    assert!(!verify(&over, &phc).unwrap());
    assert!(matches!(hash(&over), Err(PasswordError::TooLong)));
    assert_eq!(
        judge(&over, Demand::Staff, &[]),
        Err(PasswordWeakness::TooLong)
    );
}
