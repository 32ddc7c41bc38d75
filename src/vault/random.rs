use zeroize::Zeroizing;

/// Draws `N` bytes from the operating system.
///
/// # Panics
///
/// If the system has no random source, in which case no key of ours would be one.
pub(super) fn random<const N: usize>() -> Zeroizing<[u8; N]> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).expect("a running kernel has a random source");
    bytes
}
