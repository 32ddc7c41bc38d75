use crate::support::environment::TestEnvironment;

#[test]
fn a_written_file_is_listed_and_fetched_by_its_number() {
    let environment = TestEnvironment::new();
    assert_eq!(environment.run(&["export", "list", "--json"]).ok(), "[]\n");
    environment.run(&["export", "fetch", "1"]).fails(1);
    environment.write("list.csv", "Name;Email\nAino Laine;no address\n");
    let import = ["import", "list.csv", "--yes", "--rejects", "."];
    environment.run(&import).ok();
    let list = environment.run(&["export", "list", "--json"]).json();
    let (id, path) = (
        list[0]["export"].to_string(),
        list[0]["path"].as_str().unwrap(),
    );
    let fetched = environment.run(&["export", "fetch", &id]).ok();
    assert_eq!(fetched, std::fs::read_to_string(path).unwrap());
    assert!(fetched.contains("no address"), "{fetched}");
    let shown = environment.run(&["audit", "show"]).ok();
    assert!(shown.contains("fetched a file"), "{shown}");
    std::fs::remove_file(path).unwrap();
    environment.run(&["export", "fetch", &id]).fails(1);
}
