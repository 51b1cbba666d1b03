//! What the catalogue knows about a size, an image or a region, in words: as Markdown for a pop-up, and as one line for a list.
//!
//! What is unknown is left out, and what may change names the month of the table.

use crate::catalogue::images::{self, Ended, Image};
use crate::catalogue::month;
use crate::catalogue::regions::{self, Availability, Region};
use crate::catalogue::sizes::{self, Series, Size, Status};
use crate::locale::Message;
use crate::say;

/// Between the facts of a headline.
const DOT: &str = " · ";

/// A size and its series, as Markdown.
pub fn of_size(size: &Size) -> Message {
    let disk = size.local_disk.map(|gib| match gib {
        0 => say! { en: "no temporary disk", pt_br: "sem disco temporário" },
        _ => say! { en: "{gib} GiB temporary disk", pt_br: "disco temporário de {gib} GiB" },
    });
    let premium = size.has_premium_storage.map(|has| match has {
        true => say! { en: "premium storage", pt_br: "armazenamento premium" },
        false => say! { en: "no premium storage", pt_br: "sem armazenamento premium" },
    });
    let name = Message::same(format!("**`{}`**", size.name));
    let parts = [
        Some(name),
        cores(size),
        memory(size).map(|Message { en, pt_br }| say! { en: "{en} memory", pt_br: "{pt_br} de memória" }),
        disk,
        gpus(size),
        generations(size),
        size.is_arm64.map(architecture),
        premium,
    ];
    let headline = joined(parts, DOT);
    let series = size.series.map(|it| of_series(it, size.replacement()));
    joined([Some(headline), series], "\n\n")
}

/// A size in one line: `2 vCPUs, 8 GiB, Gen2, x64`.
pub fn size_line(size: &Size) -> Message {
    let parts = [
        cores(size),
        memory(size),
        gpus(size),
        generations(size),
        size.is_arm64.map(architecture),
        size.series.and_then(retirement_in_short),
    ];
    joined(parts, ", ")
}

/// The series, where it is in its life, and what to use instead.
fn of_series(series: &Series, replacement: Option<&Size>) -> Message {
    let (name, month) = (series.name, month(sizes::table_date()));
    let Message { en, pt_br } = month;
    let state = match (series.status, series.date) {
        (Status::Current, _) => say! { en: "Series {name}.", pt_br: "Série {name}." },
        (Status::Previous, _) => say! {
            en: "Series {name}, a previous generation (as of {en}).",
            pt_br: "Série {name}, de uma geração anterior (em {pt_br}).",
        },
        (Status::Announced, Some(date)) => say! {
            en: "Azure retires series {name} on {date} (as of {en}).",
            pt_br: "O Azure desativa a série {name} em {date} (informação de {pt_br}).",
        },
        (Status::Announced, None) => say! {
            en: "Azure has announced the retirement of series {name} (as of {en}).",
            pt_br: "O Azure anunciou a desativação da série {name} (informação de {pt_br}).",
        },
        (Status::Retired, Some(date)) => say! {
            en: "Azure retired series {name} on {date}.",
            pt_br: "O Azure desativou a série {name} em {date}.",
        },
        (Status::Retired, None) => say! {
            en: "Azure has retired series {name}.",
            pt_br: "O Azure desativou a série {name}.",
        },
    };
    let names: Vec<&str> = series.replacements().map(|it| it.name).collect();
    let names = names.join(", ");
    let recommended = (!names.is_empty()).then(|| match replacement.map(|it| it.name) {
        Some(size) => say! {
            en: "Microsoft recommends {names}; a comparable size is `{size}`.",
            pt_br: "A Microsoft recomenda {names}; um tamanho comparável é `{size}`.",
        },
        None => say! { en: "Microsoft recommends {names}.", pt_br: "A Microsoft recomenda {names}." },
    });
    joined([Some(state), recommended], " ")
}

fn retirement_in_short(series: &Series) -> Option<Message> {
    match (series.status, series.date) {
        (Status::Announced, Some(date)) => Some(say! { en: "retires {date}", pt_br: "será desativado em {date}" }),
        (Status::Retired, _) => Some(say! { en: "retired", pt_br: "desativado" }),
        (Status::Previous, _) => Some(say! { en: "previous generation", pt_br: "geração anterior" }),
        _ => None,
    }
}

fn cores(size: &Size) -> Option<Message> {
    size.cores.map(|count| match count {
        1 => Message::same("1 vCPU"),
        _ => Message::same(format!("{count} vCPUs")),
    })
}

fn memory(size: &Size) -> Option<Message> {
    let gib = size.memory?;
    let com_virgula = gib.to_string().replace('.', ",");
    Some(say! { en: "{gib} GiB", pt_br: "{com_virgula} GiB" })
}

fn gpus(size: &Size) -> Option<Message> {
    match size.gpus? {
        0 => None,
        1 => Some(Message::same("1 GPU")),
        count => Some(Message::same(format!("{count} GPUs"))),
    }
}

/// The generations of images that the size starts.
fn generations(size: &Size) -> Option<Message> {
    let numbers = size.generations?.iter().map(|it| format!("Gen{it}"));
    Some(Message::same(numbers.collect::<Vec<_>>().join("/")))
}

fn architecture(is_arm64: bool) -> Message {
    Message::same(if is_arm64 { "Arm64" } else { "x64" })
}

/// An image and its support, as Markdown.
pub fn of_image(image: &Image) -> Message {
    let plan = image.has_plan.map(|has| match has {
        true => say! { en: "requires `planInfo`", pt_br: "exige `planInfo`" },
        false => say! { en: "no `planInfo`", pt_br: "sem `planInfo`" },
    });
    let system = Message::same(format!("**{}**", image.system));
    let headline = [
        Some(system),
        image.generation.map(generation),
        Some(architecture(image.is_arm64)),
        plan,
    ];
    let replacement = image.replacement().map(|it| current(it, image.publisher));
    let twin = image.gen2_twin.map(|it| {
        say! { en: "The same image as generation 2 is `{it}`.", pt_br: "A mesma imagem na geração 2 é `{it}`." }
    });
    let sentences = joined([support(image), replacement, twin], " ");
    joined([Some(joined(headline, DOT)), Some(sentences)], "\n\n")
}

/// The end of an image that is not listed, of a known release, as Markdown.
pub fn of_ended(ended: &Ended, publisher: &str) -> Message {
    let date = ended.date;
    let end = say! {
        en: "Security updates ended on {date}.",
        pt_br: "As atualizações de segurança terminaram em {date}.",
    };
    joined([Some(end), ended.replacement.map(|it| current(it, publisher))], " ")
}

/// A current image to use instead of one of a publisher.
fn current(image: &Image, publisher: &str) -> Message {
    let name = full_name(image, publisher);
    say! { en: "A current image is `{name}`.", pt_br: "Uma imagem atual é `{name}`." }
}

/// An image in one line: `Windows Server 2022 Datacenter, Gen2, x64`.
pub fn image_line(image: &Image) -> Message {
    let plan = image.has_plan.filter(|has| *has).map(|_| {
        say! { en: "requires planInfo", pt_br: "exige planInfo" }
    });
    let ended = image.end.filter(|it| is_over(it)).map(|end| match image.extended {
        Some(extended) if !is_over(extended) => {
            say! { en: "extended support until {extended}", pt_br: "suporte estendido até {extended}" }
        }
        _ => say! { en: "support ended {end}", pt_br: "suporte encerrado em {end}" },
    });
    let parts = [
        Some(Message::same(image.system)),
        image.generation.map(generation),
        Some(architecture(image.is_arm64)),
        plan,
        ended,
    ];
    joined(parts, ", ")
}

/// Whether a day lies before that of the table, whatever the clock says.
fn is_over(day: &str) -> bool {
    day <= images::table_date()
}

fn generation(number: u8) -> Message {
    Message::same(format!("Gen{number}"))
}

/// How long there are security updates.
fn support(image: &Image) -> Option<Message> {
    let end = image.end?;
    Some(match image.extended {
        None if is_over(end) => say! {
            en: "Security updates ended on {end}.",
            pt_br: "As atualizações de segurança terminaram em {end}.",
        },
        None => say! {
            en: "Security updates until {end}.",
            pt_br: "Atualizações de segurança até {end}.",
        },
        Some(extended) if is_over(extended) => say! {
            en: "Security updates ended on {end}, extended ones in Azure on {extended}.",
            pt_br: "As atualizações de segurança terminaram em {end}, e as estendidas no Azure, em {extended}.",
        },
        Some(extended) if is_over(end) => say! {
            en: "Security updates ended on {end}; VMs in Azure get extended ones until {extended}.",
            pt_br: "As atualizações de segurança terminaram em {end}; VMs no Azure recebem as estendidas até {extended}.",
        },
        Some(extended) => say! {
            en: "Security updates until {end}, extended ones for VMs in Azure until {extended}.",
            pt_br: "Atualizações de segurança até {end}, e estendidas para VMs no Azure até {extended}.",
        },
    })
}

/// Offer and SKU, with the publisher before them if it is another one.
fn full_name(image: &Image, publisher: &str) -> String {
    let names = format!("{}:{}", image.offer, image.sku);
    if image.publisher.eq_ignore_ascii_case(publisher) {
        names
    } else {
        format!("{}:{names}", image.publisher)
    }
}

/// A region, as Markdown.
pub fn of_region(region: &Region) -> Message {
    let Region { name, display_name, .. } = region;
    let parts = [
        Some(Message::same(format!("**{display_name}** (`{name}`)"))),
        cloud(region),
        zones(region),
        region
            .pair
            .map(|pair| say! { en: "paired with `{pair}`", pt_br: "pareada com `{pair}`" }),
        region.is_restricted.filter(|it| *it).map(|_| {
            say! { en: "access on request", pt_br: "acesso mediante solicitação" }
        }),
    ];
    let service = match region.cloud {
        // Nothing is built in a group of regions, and of a bare name nothing is known.
        None | Some("group") => None,
        Some(_) => Some(image_builder(region.image_builder)),
    };
    joined([Some(joined(parts, DOT)), service], "\n\n")
}

/// A region in one line: `West Europe, availability zones, paired with northeurope`.
pub fn region_line(region: &Region) -> Message {
    let parts = [
        Some(Message::same(region.display_name)),
        cloud(region),
        zones(region),
        region
            .pair
            .map(|pair| say! { en: "paired with {pair}", pt_br: "pareada com {pair}" }),
    ];
    joined(parts, ", ")
}

/// The cloud of a region, unless it is the public one.
fn cloud(region: &Region) -> Option<Message> {
    Some(match region.cloud? {
        "us-government" => Message::same("Azure Government"),
        "china" => say! {
            en: "Azure operated by 21Vianet",
            pt_br: "Azure operado pela 21Vianet",
        },
        "group" => say! { en: "a group of regions", pt_br: "um grupo de regiões" },
        _ => return None,
    })
}

fn zones(region: &Region) -> Option<Message> {
    region.has_zones.map(|has| match has {
        true => say! { en: "availability zones", pt_br: "zonas de disponibilidade" },
        false => say! { en: "no availability zones", pt_br: "sem zonas de disponibilidade" },
    })
}

fn image_builder(availability: Availability) -> Message {
    let Message { en, pt_br } = month(regions::table_date());
    match availability {
        Availability::Listed => say! {
            en: "Image Builder lists this region (as of {en}).",
            pt_br: "O Image Builder lista esta região (em {pt_br}).",
        },
        Availability::Preview => say! {
            en: "Image Builder lists this region as a preview, which requires registering the subscription (as of {en}).",
            pt_br: "O Image Builder lista esta região em versão prévia, que exige registrar a assinatura (em {pt_br}).",
        },
        Availability::Unlisted => say! {
            en: "Image Builder does not list this region (as of {en}); images can be replicated to it.",
            pt_br: "O Image Builder não lista esta região (em {pt_br}); imagens podem ser replicadas para ela.",
        },
    }
}

/// The parts that are known, in every language.
fn joined<const COUNT: usize>(parts: [Option<Message>; COUNT], between: &str) -> Message {
    Message::join(parts.into_iter().flatten(), between)
}
