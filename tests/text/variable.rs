//! Messages of two runs with the same failure are the same.

use aib_ls::text::variable::without_variables;

#[test]
fn what_differs_from_run_to_run_is_left_out() {
    for (one, other) in [
        (
            "/tmp/packer-shell770931: line 14: nginx: command not found",
            "/tmp/packer-shell118402: line 14:  nginx: command not found",
        ),
        (
            "2024-06-02 21:15:20 ERROR disk 88e0b3a1-42dd-4c6f-b1f5-0c97d26e4a3b",
            "2024-05-14T08:06:31Z error disk 1d7c04be-6a53-4f0e-9a28-5e3b7f90c1d2",
        ),
        (
            "errored after 3 minutes 41 seconds",
            "errored after 12 minutes 1 second",
        ),
        ("connect to 20.50.2.7:443 failed", "connect to 51.2.33.4:443 failed"),
        ("blob 9f86d081884c7d65", "blob 2c26b46b68ffc68f"),
    ] {
        assert_eq!(without_variables(one), without_variables(other));
    }
}

#[test]
fn codes_and_words_remain() {
    for (one, other) in [
        ("HTTP 404", "HTTP 500"),
        ("exit status: 1", "exit status: 100"),
        ("deadbeef", "facade"),
        ("step 1", "step 2"),
    ] {
        assert_ne!(without_variables(one), without_variables(other));
    }
}
