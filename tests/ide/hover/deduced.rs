//! What a pop-up says of what was deduced.

use aib_ls::locale::Lang;
use expect_test::expect;

use crate::ide::hover::check_in;

#[test]
fn deduced_values_are_shown_with_their_reason() {
    check_in(
        &Lang::ALL,
        "in=source",
        r#""source": { "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2022-data$0center-g2", "version": "latest" }"#,
        expect![[r#"
            on "2022-datacenter-g2"
            **`sku`** · string
            The edition inside the offer. It also determines the image generation: names with `gen2` or `-g2` and `win11-*…
            **Windows Server 2022 Datacenter, Desktop Experience** · Gen2 · x64 · no `planInfo`
            Security updates until 2031-10-14.
            **`sku`** · string
            A edição dentro da oferta. Ela também define a geração da imagem: nomes com `gen2` ou `-g2` e `win11-*` são de…
            **Windows Server 2022 Datacenter, Desktop Experience** · Gen2 · x64 · sem `planInfo`
            Atualizações de segurança até 2031-10-14.
        "#]],
    );
    check_in(
        &Lang::ALL,
        "in=properties os=windows",
        r#""vmProfile": { "vmSi$0ze": "Standard_D1_v2" }"#,
        expect![[r#"
            on "vmSize"
            **`vmSize`** · string · default `""`
            Size of the build VM. Empty or omitted means `Standard_D1_v2` for generation 1 images and `Standard_D2ds_v4` f…
            **`Standard_D1_v2`** · 1 vCPU · 3.5 GiB memory · 50 GiB temporary disk · Gen1 · x64 · no premium storage
            Azure retires series Dv2 on 2028-05-01 (as of November 2026). Microsoft recommends Dsv5, Ddsv5, Dasv5, Dadsv5,…
            Windows, because `publisher` is `MicrosoftWindowsServer`.
            Generation 2, because `sku` is `2022-datacenter-g2`.
            x64, because `sku` is `2022-datacenter-g2`.
            **`vmSize`** · string · padrão `""`
            Tamanho da VM de build. Vazio ou omitido significa `Standard_D1_v2` para imagens de geração 1 e `Standard_D2ds…
            **`Standard_D1_v2`** · 1 vCPU · 3,5 GiB de memória · disco temporário de 50 GiB · Gen1 · x64 · sem armazenamen…
            O Azure desativa a série Dv2 em 2028-05-01 (informação de novembro de 2026). A Microsoft recomenda Dsv5, Ddsv5…
            Windows, porque `publisher` é `MicrosoftWindowsServer`.
            Geração 2, porque `sku` é `2022-datacenter-g2`.
            x64, porque `sku` é `2022-datacenter-g2`.
        "#]],
    );
    check_in(
        &Lang::ALL,
        "in=properties",
        r#""vmProfile": { "vmSi$0ze": "" }"#,
        expect![[r#"
            on "vmSize"
            **`vmSize`** · string · default `""`
            Size of the build VM. Empty or omitted means `Standard_D1_v2` for generation 1 images and `Standard_D2ds_v4` f…
            The service uses `Standard_D2ds_v4`, because the image is generation 2.
            Linux, because `publisher` is `Canonical`.
            Generation 2, because `sku` is `server`.
            x64, because `sku` is `server`.
            **`vmSize`** · string · padrão `""`
            Tamanho da VM de build. Vazio ou omitido significa `Standard_D1_v2` para imagens de geração 1 e `Standard_D2ds…
            O serviço usa `Standard_D2ds_v4`, porque a imagem é da geração 2.
            Linux, porque `publisher` é `Canonical`.
            Geração 2, porque `sku` é `server`.
            x64, porque `sku` é `server`.
        "#]],
    );
    check_in(
        &Lang::ALL,
        "in=source",
        r#""so$0urce": { "type": "SharedImageVersion", "imageVersionId": "x" }, "customize": [{ "type": "PowerShell" }]"#,
        expect![[r#"
            on "source"
            **`source`** · object · required
            The generalized image the build starts from. `type` says whether it is a Marketplace image, a managed image or…
            Windows, because there is a step of type `PowerShell`.
            **`source`** · objeto · obrigatório
            A imagem generalizada de onde o build parte. O `type` diz se é uma imagem do Marketplace, uma imagem gerenciad…
            Windows, porque há uma etapa do tipo `PowerShell`.
        "#]],
    );
    let text = r#"{ "parameters": { "publisher": { "defaultValue": "Canonical" } },
        "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates",
            "properties": { "source": { "publisher": "[parameters('publ$0isher')]" } } }] }"#;
    check_in(
        &Lang::ALL,
        "",
        text,
        expect![[r#"
            on parameters('publisher')
            Evaluates to `Canonical`, from the default of `publisher`.
            Parameter **`publisher`** · default `"Canonical"`
            ---
            **`publisher`** · string
            Who publishes the Marketplace image, for example `Canonical` or `MicrosoftWindowsServer`. `aib-ls` also infers…
            Linux, because `publisher` evaluates to `Canonical`.
            Resulta em `Canonical`, a partir do valor padrão de `publisher`.
            Parâmetro **`publisher`** · padrão `"Canonical"`
            ---
            **`publisher`** · string
            Quem publica a imagem do Marketplace, por exemplo `Canonical` ou `MicrosoftWindowsServer`. O `aib-ls` também d…
            Linux, porque `publisher` resulta em `Canonical`.
        "#]],
    );
}
