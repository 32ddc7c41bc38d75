use rainmaker::contract::Fault;

use super::register::{Register, folder, times};
use super::world::{Script, World};

/// Operations between two comparisons of everybody.
const STRIDE: usize = 250;

#[test]
fn the_register_says_what_plain_maps_say() {
    std::thread::scope(|scope| {
        for seed in [9, 31] {
            scope.spawn(move || live_through(seed, times(10_000)));
        }
    });
}

fn live_through(seed: u64, steps: usize) {
    let folder = folder();
    let mut register = Register::create(folder.path());
    let (mut world, mut script) = (World::new(), Script::new(seed));
    for step in 1..=steps {
        register.later(if step % 97 == 0 {
            31 * 60 * 1000
        } else {
            1_000
        });
        let request = script.next(&world, register.now);
        let expected = world.apply(&request, register.now);
        let found = register.ask(request.clone());
        let found = found.map_err(|Fault { code, .. }| code);
        assert_eq!(found, expected, "seed {seed}, step {step}: {request:?}");
        if step % STRIDE == 0 {
            if step % (4 * STRIDE) == 0 {
                register = reopened(register, folder.path());
                world.login();
            }
            world.holds_for(&mut register, &script.addresses);
        }
    }
}

fn reopened(register: Register, folder: &std::path::Path) -> Register {
    let now = register.now;
    drop(register);
    let opened = Register::open_at(folder, now).unwrap();
    assert_eq!(opened.opening, rainmaker::store::Opening::default());
    opened
}
