//! What is known of a VM size: by the catalogue, and by its name where it is not listed.

use aib_ls::model::vm_size;
use expect_test::{Expect, expect};

fn check(names: &[&str], expected: Expect) {
    let line = |name: &&str| {
        let Some(size) = vm_size::parse(name) else {
            return format!("{name}: no size\n");
        };
        let cores = size.cores().map_or("?".to_owned(), |it| it.to_string());
        let only = size
            .only_generation()
            .map_or(String::new(), |it| format!(", generation {} only", it.number()));
        let architecture = size.architecture().map_or("?", |it| it.name());
        format!("{name}: {cores} cores, {}{only}\n", architecture)
    };
    expected.assert_eq(&names.iter().map(line).collect::<String>());
}

#[test]
fn cores() {
    check(
        &[
            "Standard_D1_v2",
            "Standard_D3_v2",
            "Standard_DS11-1_v2",
            "Standard_D11_v2_Promo",
            "Standard_D16s_v5",
            "Standard_D15_v2",
            "standard_b1ms",
            "Standard_A1_v2",
            "Standard_A8",
            "Basic_A0",
            "Standard_F16s",
            "Standard_E4-2s_v5",
            "Standard_GS1",
        ],
        expect![[r#"
            Standard_D1_v2: 1 cores, x64, generation 1 only
            Standard_D3_v2: 4 cores, x64, generation 1 only
            Standard_DS11-1_v2: 1 cores, x64
            Standard_D11_v2_Promo: 2 cores, x64, generation 1 only
            Standard_D16s_v5: 16 cores, x64
            Standard_D15_v2: 20 cores, x64, generation 1 only
            standard_b1ms: 1 cores, x64
            Standard_A1_v2: 1 cores, x64, generation 1 only
            Standard_A8: 8 cores, x64
            Basic_A0: 1 cores, x64, generation 1 only
            Standard_F16s: 16 cores, x64
            Standard_E4-2s_v5: 2 cores, x64
            Standard_GS1: 2 cores, x64
        "#]],
    );
}

#[test]
fn architectures() {
    check(
        &[
            "Standard_D2ps_v5",
            "Standard_E4pds_v5",
            "Standard_B2pts_v2",
            "Standard_NP10s",
            "Standard_PB6s",
        ],
        expect![[r#"
            Standard_D2ps_v5: 2 cores, Arm64, generation 2 only
            Standard_E4pds_v5: 4 cores, Arm64, generation 2 only
            Standard_B2pts_v2: 2 cores, Arm64
            Standard_NP10s: 10 cores, x64, generation 1 only
            Standard_PB6s: 6 cores, x64
        "#]],
    );
}

#[test]
fn generations() {
    check(
        &[
            "Standard_A2_v2",
            "Standard_D2",
            "Standard_D2_v2",
            "Standard_D2_v3",
            "Standard_D2_v4",
            "Standard_DS2_v2",
            "Standard_D2s_v3",
            "Standard_E2_v3",
            "Standard_F2",
            "Standard_F2s",
            "Standard_NC6",
            "Standard_NC24r",
            "Standard_NC24ads_A100_v4",
            "Standard_DC2as_v5",
            "Standard_M208ms_v2",
            "Standard_M8ms",
            "Standard_ND40rs_v2",
            "Standard_D2s_v6",
            "Standard_E4as_v6",
            "Standard_D2ps_v6",
            "Standard_D2s_v7",
        ],
        expect![[r#"
            Standard_A2_v2: 2 cores, x64, generation 1 only
            Standard_D2: 2 cores, x64, generation 1 only
            Standard_D2_v2: 2 cores, x64, generation 1 only
            Standard_D2_v3: 2 cores, x64, generation 1 only
            Standard_D2_v4: 2 cores, x64
            Standard_DS2_v2: 2 cores, x64
            Standard_D2s_v3: 2 cores, x64
            Standard_E2_v3: 2 cores, x64, generation 1 only
            Standard_F2: 2 cores, x64, generation 1 only
            Standard_F2s: 2 cores, x64
            Standard_NC6: 6 cores, x64, generation 1 only
            Standard_NC24r: 24 cores, x64, generation 1 only
            Standard_NC24ads_A100_v4: 24 cores, x64, generation 2 only
            Standard_DC2as_v5: 2 cores, x64
            Standard_M208ms_v2: 208 cores, x64, generation 2 only
            Standard_M8ms: 8 cores, x64
            Standard_ND40rs_v2: 40 cores, x64, generation 2 only
            Standard_D2s_v6: 2 cores, x64, generation 2 only
            Standard_E4as_v6: 4 cores, x64, generation 2 only
            Standard_D2ps_v6: 2 cores, Arm64, generation 2 only
            Standard_D2s_v7: 2 cores, x64, generation 2 only
        "#]],
    );
}

#[test]
fn sizes_that_are_not_listed() {
    check(
        &[
            // Of a series to come.
            "Standard_D4s_v8",
            "Standard_E8-4ds_v8",
            "Standard_D2nps_v7",
            "Standard_F8xs_v6",
            // Not one of a series that is listed.
            "Standard_D1_v3",
            "Standard_D3s_v5",
            "Standard_A12",
            // Of a family whose names need not show what its sizes are.
            "Standard_NX8s_v7",
            "Standard_D15x",
            "Standard_PB9s",
            // Listed by its name alone.
            "Standard_NV20ads_A10_v5",
        ],
        expect![[r#"
            Standard_D4s_v8: 4 cores, x64
            Standard_E8-4ds_v8: 4 cores, x64
            Standard_D2nps_v7: 2 cores, Arm64, generation 2 only
            Standard_F8xs_v6: 8 cores, x64, generation 2 only
            Standard_D1_v3: ? cores, ?
            Standard_D3s_v5: ? cores, ?
            Standard_A12: ? cores, ?
            Standard_NX8s_v7: ? cores, ?
            Standard_D15x: ? cores, ?
            Standard_PB9s: ? cores, ?
            Standard_NV20ads_A10_v5: ? cores, ?
        "#]],
    );
}

#[test]
fn text_that_is_not_a_size() {
    check(
        &[
            "",
            "D2_v2",
            "Standard D2 v2",
            "Standard_",
            "Standard_D",
            "Standard_2s",
            "Standard_D2#s",
            "small",
        ],
        expect![[r#"
            : no size
            D2_v2: no size
            Standard D2 v2: no size
            Standard_: no size
            Standard_D: no size
            Standard_2s: no size
            Standard_D2#s: no size
            small: no size
        "#]],
    );
}
