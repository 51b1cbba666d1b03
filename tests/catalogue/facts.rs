//! The sentences about entries of the catalogue.

use aib_ls::catalogue::{facts, images, regions, sizes};
use aib_ls::locale::{Lang, Message};
use expect_test::{Expect, expect};

fn size(name: &str, line: Expect, full: Expect) {
    let size = sizes::find(name).unwrap();
    check([facts::size_line(size), facts::of_size(size)], [line, full]);
}

fn image([publisher, offer, sku]: [&str; 3], line: Expect, full: Expect) {
    let image = images::find(publisher, offer, sku).unwrap();
    check([facts::image_line(image), facts::of_image(image)], [line, full]);
}

fn region(name: &str, line: Expect, full: Expect) {
    let region = regions::find(name).unwrap();
    check([facts::region_line(region), facts::of_region(region)], [line, full]);
}

fn check(messages: [Message; 2], expected: [Expect; 2]) {
    for (message, expected) in messages.iter().zip(expected) {
        let both = Lang::ALL.map(|it| format!("{}\n", message.get(it)));
        expected.assert_eq(&both.concat());
    }
}

#[test]
fn current_size_has_facts_and_series() {
    size(
        "standard_d2s_v5",
        expect![[r#"
        2 vCPUs, 8 GiB, Gen1/Gen2, x64
        2 vCPUs, 8 GiB, Gen1/Gen2, x64
    "#]],
        expect![[r#"
        **`Standard_D2s_v5`** · 2 vCPUs · 8 GiB memory · no temporary disk · Gen1/Gen2 · x64 · premium storage

        Series Dsv5.
        **`Standard_D2s_v5`** · 2 vCPUs · 8 GiB de memória · sem disco temporário · Gen1/Gen2 · x64 · armazenamento premium

        Série Dsv5.
    "#]],
    );
}

#[test]
fn size_that_retires_names_day_and_successors() {
    size(
        "Standard_D2s_v3",
        expect![[r#"
        2 vCPUs, 8 GiB, Gen1/Gen2, x64, retires 2029-11-15
        2 vCPUs, 8 GiB, Gen1/Gen2, x64, será desativado em 2029-11-15
    "#]],
        expect![[r#"
        **`Standard_D2s_v3`** · 2 vCPUs · 8 GiB memory · 16 GiB temporary disk · Gen1/Gen2 · x64 · premium storage

        Azure retires series Dsv3 on 2029-11-15 (as of November 2026). Microsoft recommends Dv5, Dsv5, Ddv5, Ddsv5, Dasv5, Dadsv5; a comparable size is `Standard_D2s_v5`.
        **`Standard_D2s_v3`** · 2 vCPUs · 8 GiB de memória · disco temporário de 16 GiB · Gen1/Gen2 · x64 · armazenamento premium

        O Azure desativa a série Dsv3 em 2029-11-15 (informação de novembro de 2026). A Microsoft recomenda Dv5, Dsv5, Ddv5, Ddsv5, Dasv5, Dadsv5; um tamanho comparável é `Standard_D2s_v5`.
    "#]],
    );
}

#[test]
fn retired_size_with_fractions_of_memory() {
    size(
        "Basic_A2",
        expect![[r#"
        2 vCPUs, 3.5 GiB, Gen1, x64, retired
        2 vCPUs, 3,5 GiB, Gen1, x64, desativado
    "#]],
        expect![[r#"
        **`Basic_A2`** · 2 vCPUs · 3.5 GiB memory · 60 GiB temporary disk · Gen1 · x64 · no premium storage

        Azure retired series Basic A on 2024-08-31. Microsoft recommends Bsv2; a comparable size is `Standard_B2ls_v2`.
        **`Basic_A2`** · 2 vCPUs · 3,5 GiB de memória · disco temporário de 60 GiB · Gen1 · x64 · sem armazenamento premium

        O Azure desativou a série Basic A em 2024-08-31. A Microsoft recomenda Bsv2; um tamanho comparável é `Standard_B2ls_v2`.
    "#]],
    );
}

#[test]
fn size_with_gpus() {
    size(
        "Standard_NC24ads_A100_v4",
        expect![[r#"
        24 vCPUs, 220 GiB, 1 GPU, Gen2, x64
        24 vCPUs, 220 GiB, 1 GPU, Gen2, x64
    "#]],
        expect![[r#"
        **`Standard_NC24ads_A100_v4`** · 24 vCPUs · 220 GiB memory · 64 GiB temporary disk · 1 GPU · Gen2 · x64 · premium storage

        Series NC_A100_v4.
        **`Standard_NC24ads_A100_v4`** · 24 vCPUs · 220 GiB de memória · disco temporário de 64 GiB · 1 GPU · Gen2 · x64 · armazenamento premium

        Série NC_A100_v4.
    "#]],
    );
}

#[test]
fn size_without_facts_has_its_name_only() {
    let size = sizes::find("Standard_NV20ads_A10_v5").unwrap();
    assert_eq!(facts::size_line(size), Message::default());
    assert_eq!(facts::of_size(size), Message::same("**`Standard_NV20ads_A10_v5`**"));
}

#[test]
fn supported_image_shows_the_end_of_its_updates() {
    image(
        ["MicrosoftWindowsServer", "WindowsServer", "2022-datacenter-g2"],
        expect![[r#"
            Windows Server 2022 Datacenter, Desktop Experience, Gen2, x64
            Windows Server 2022 Datacenter, Desktop Experience, Gen2, x64
        "#]],
        expect![[r#"
            **Windows Server 2022 Datacenter, Desktop Experience** · Gen2 · x64 · no `planInfo`

            Security updates until 2031-10-14.
            **Windows Server 2022 Datacenter, Desktop Experience** · Gen2 · x64 · sem `planInfo`

            Atualizações de segurança até 2031-10-14.
        "#]],
    );
}

#[test]
fn image_of_generation_1_names_its_twin() {
    image(
        ["MicrosoftWindowsServer", "WindowsServer", "2022-datacenter"],
        expect![[r#"
            Windows Server 2022 Datacenter, Desktop Experience, Gen1, x64
            Windows Server 2022 Datacenter, Desktop Experience, Gen1, x64
        "#]],
        expect![[r#"
            **Windows Server 2022 Datacenter, Desktop Experience** · Gen1 · x64 · no `planInfo`

            Security updates until 2031-10-14. The same image as generation 2 is `2022-datacenter-g2`.
            **Windows Server 2022 Datacenter, Desktop Experience** · Gen1 · x64 · sem `planInfo`

            Atualizações de segurança até 2031-10-14. A mesma imagem na geração 2 é `2022-datacenter-g2`.
        "#]],
    );
}

#[test]
fn image_with_extended_updates_names_both_days_and_a_current_image() {
    image(
        ["MicrosoftWindowsDesktop", "office-365", "win10-22h2-avd-m365"],
        expect![[r#"
            Windows 10 22H2 Enterprise multi-session with Microsoft 365 Apps, Gen1, x64, extended support until 2028-10-10
            Windows 10 22H2 Enterprise multi-session with Microsoft 365 Apps, Gen1, x64, suporte estendido até 2028-10-10
        "#]],
        expect![[r#"
            **Windows 10 22H2 Enterprise multi-session with Microsoft 365 Apps** · Gen1 · x64 · no `planInfo`

            Security updates ended on 2025-10-14; VMs in Azure get extended ones until 2028-10-10. A current image is `office-365:win11-25h2-avd-m365`. The same image as generation 2 is `win10-22h2-avd-m365-g2`.
            **Windows 10 22H2 Enterprise multi-session with Microsoft 365 Apps** · Gen1 · x64 · sem `planInfo`

            As atualizações de segurança terminaram em 2025-10-14; VMs no Azure recebem as estendidas até 2028-10-10. Uma imagem atual é `office-365:win11-25h2-avd-m365`. A mesma imagem na geração 2 é `win10-22h2-avd-m365-g2`.
        "#]],
    );
}

#[test]
fn image_out_of_support_names_a_current_image() {
    image(
        ["Canonical", "UbuntuServer", "18.04-LTS"],
        expect![[r#"
        Ubuntu 18.04 LTS, Gen1, x64, support ended 2023-05-31
        Ubuntu 18.04 LTS, Gen1, x64, suporte encerrado em 2023-05-31
    "#]],
        expect![[r#"
        **Ubuntu 18.04 LTS** · Gen1 · x64 · no `planInfo`

        Security updates ended on 2023-05-31. A current image is `ubuntu-24_04-lts:server`. The same image as generation 2 is `18_04-lts-gen2`.
        **Ubuntu 18.04 LTS** · Gen1 · x64 · sem `planInfo`

        As atualizações de segurança terminaram em 2023-05-31. Uma imagem atual é `ubuntu-24_04-lts:server`. A mesma imagem na geração 2 é `18_04-lts-gen2`.
    "#]],
    );
}

#[test]
fn image_without_known_end_says_nothing_of_it() {
    let image = images::all().iter().find(|it| it.end.is_none()).unwrap();
    assert!(!facts::of_image(image).en.contains("updates"));
}

#[test]
fn listed_region() {
    region(
        "West Europe",
        expect![[r#"
        West Europe, availability zones, paired with northeurope
        West Europe, zonas de disponibilidade, pareada com northeurope
    "#]],
        expect![[r#"
        **West Europe** (`westeurope`) · availability zones · paired with `northeurope`

        Image Builder lists this region (as of November 2026).
        **West Europe** (`westeurope`) · zonas de disponibilidade · pareada com `northeurope`

        O Image Builder lista esta região (em novembro de 2026).
    "#]],
    );
}

#[test]
fn region_with_access_on_request() {
    region(
        "francesouth",
        expect![[r#"
        France South, no availability zones, paired with francecentral
        France South, sem zonas de disponibilidade, pareada com francecentral
    "#]],
        expect![[r#"
        **France South** (`francesouth`) · no availability zones · paired with `francecentral` · access on request

        Image Builder does not list this region (as of November 2026); images can be replicated to it.
        **France South** (`francesouth`) · sem zonas de disponibilidade · pareada com `francecentral` · acesso mediante solicitação

        O Image Builder não lista esta região (em novembro de 2026); imagens podem ser replicadas para ela.
    "#]],
    );
}

#[test]
fn regions_of_other_clouds_and_groups() {
    region(
        "usgovvirginia",
        expect![[r#"
        USGov Virginia, Azure Government, paired with usgovtexas
        USGov Virginia, Azure Government, pareada com usgovtexas
    "#]],
        expect![[r#"
        **USGov Virginia** (`usgovvirginia`) · Azure Government · paired with `usgovtexas` · access on request

        Image Builder lists this region as a preview, which requires registering the subscription (as of November 2026).
        **USGov Virginia** (`usgovvirginia`) · Azure Government · pareada com `usgovtexas` · acesso mediante solicitação

        O Image Builder lista esta região em versão prévia, que exige registrar a assinatura (em novembro de 2026).
    "#]],
    );
    region(
        "europe",
        expect![[r#"
        Europe, a group of regions
        Europe, um grupo de regiões
    "#]],
        expect![[r#"
        **Europe** (`europe`) · a group of regions
        **Europe** (`europe`) · um grupo de regiões
    "#]],
    );
}

#[test]
fn every_entry_has_words_in_both_languages() {
    let sizes = sizes::all().iter().map(facts::of_size);
    let images = images::all()
        .iter()
        .flat_map(|it| [facts::of_image(it), facts::image_line(it)]);
    let regions = regions::all()
        .iter()
        .flat_map(|it| [facts::of_region(it), facts::region_line(it)]);
    for message in sizes.chain(images).chain(regions) {
        assert!(!message.en.is_empty() && !message.pt_br.is_empty());
    }
}
