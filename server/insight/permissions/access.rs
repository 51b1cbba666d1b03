//! The kinds of access that a build needs, each with its actions or its built-in role.
//!
//! Sources: "Configure Azure VM Image Builder permissions by using the Azure CLI" for the actions,
//! the template reference and the troubleshooting article for the roles.

use crate::locale::Message;
use crate::model::role_assignment;
use crate::say;

/// A kind of access, in the order in which lists show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Reading the managed image that the build starts from.
    ReadImage,
    /// Reading the image version that the build starts from.
    ReadGallery,
    /// Reading scripts and files from a storage account.
    ReadBlobs,
    /// Joining a virtual network of the user.
    JoinNetwork,
    /// Assigning identities to the build VM.
    AssignIdentity,
    /// Using an existing staging resource group.
    UseGroup,
    /// Using it as the service itself.
    ServiceUsesGroup,
    /// Writing a managed image.
    WriteImage,
    /// Writing an image version.
    WriteGallery,
    /// Writing a disk to a storage account.
    WriteBlobs,
}

/// What grants an access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// A custom role with these actions.
    Actions(&'static [&'static str]),
    /// A role that every directory has.
    Role(&'static BuiltIn),
}

#[derive(Debug, PartialEq, Eq)]
pub struct BuiltIn {
    pub name: &'static str,
    /// The same in every directory.
    pub id: &'static str,
}

static BLOB_READER: BuiltIn = BuiltIn {
    name: "Storage Blob Data Reader",
    id: role_assignment::BLOB_READER,
};
/// Inferred: the documentation of `uri` names no role.
static BLOB_WRITER: BuiltIn = BuiltIn {
    name: "Storage Blob Data Contributor",
    id: role_assignment::BLOB_CONTRIBUTOR,
};
static IDENTITY_OPERATOR: BuiltIn = BuiltIn {
    name: "Managed Identity Operator",
    id: role_assignment::IDENTITY_OPERATOR,
};
static CONTRIBUTOR: BuiltIn = BuiltIn {
    name: "Contributor",
    id: role_assignment::CONTRIBUTOR,
};

impl Access {
    pub fn grant(self) -> Grant {
        match self {
            Self::ReadImage => Grant::Actions(&["Microsoft.Compute/images/read"]),
            Self::ReadGallery => Grant::Actions(&[
                "Microsoft.Compute/galleries/read",
                "Microsoft.Compute/galleries/images/read",
                "Microsoft.Compute/galleries/images/versions/read",
            ]),
            Self::JoinNetwork => Grant::Actions(&[
                "Microsoft.Network/virtualNetworks/read",
                "Microsoft.Network/virtualNetworks/subnets/join/action",
            ]),
            Self::WriteImage => Grant::Actions(&[
                "Microsoft.Compute/images/read",
                "Microsoft.Compute/images/write",
                "Microsoft.Compute/images/delete",
            ]),
            // For a gallery the documentation asks for those of managed images too.
            Self::WriteGallery => Grant::Actions(&[
                "Microsoft.Compute/galleries/read",
                "Microsoft.Compute/galleries/images/read",
                "Microsoft.Compute/galleries/images/versions/read",
                "Microsoft.Compute/galleries/images/versions/write",
                "Microsoft.Compute/images/read",
                "Microsoft.Compute/images/write",
                "Microsoft.Compute/images/delete",
            ]),
            Self::ReadBlobs => Grant::Role(&BLOB_READER),
            Self::WriteBlobs => Grant::Role(&BLOB_WRITER),
            Self::AssignIdentity => Grant::Role(&IDENTITY_OPERATOR),
            Self::UseGroup | Self::ServiceUsesGroup => Grant::Role(&CONTRIBUTOR),
        }
    }

    /// Whether it is for the service's own principal rather than for the template's identity.
    pub fn is_of_service(self) -> bool {
        self == Self::ServiceUsesGroup
    }

    /// A short purpose for the name of a role; the same in every language.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::ReadImage => "read the source image",
            Self::ReadGallery => "read the source gallery",
            Self::ReadBlobs => "read scripts and files",
            Self::JoinNetwork => "join the network",
            Self::AssignIdentity => "assign identities",
            Self::UseGroup | Self::ServiceUsesGroup => "use the staging group",
            Self::WriteImage => "write managed images",
            Self::WriteGallery => "write image versions",
            Self::WriteBlobs => "write disks",
        }
    }

    /// The kind of ID that identifies the scope.
    pub fn object(self) -> Message {
        match self {
            Self::ReadImage => {
                say! { en: "resource ID of the managed image", pt_br: "ID de recurso da imagem gerenciada" }
            }
            Self::ReadGallery => say! { en: "resource ID of the gallery", pt_br: "ID de recurso da galeria" },
            Self::ReadBlobs | Self::WriteBlobs => {
                say! { en: "resource ID of the container", pt_br: "ID de recurso do contêiner" }
            }
            Self::JoinNetwork => {
                say! { en: "resource ID of the virtual network", pt_br: "ID de recurso da rede virtual" }
            }
            Self::AssignIdentity => say! { en: "resource ID of the identity", pt_br: "ID de recurso da identidade" },
            Self::UseGroup | Self::ServiceUsesGroup | Self::WriteImage | Self::WriteGallery => {
                say! { en: "resource ID of the resource group", pt_br: "ID de recurso do grupo de recursos" }
            }
        }
    }

    /// Why it is required, as a clause.
    pub fn reason(self) -> Message {
        match self {
            Self::ReadImage => say! {
                en: "the build starts from this managed image",
                pt_br: "o build parte desta imagem gerenciada",
            },
            Self::ReadGallery => say! {
                en: "the build starts from this image version",
                pt_br: "o build parte desta versão de imagem",
            },
            Self::ReadBlobs => say! {
                en: "the identity reads this file, even if it is public",
                pt_br: "a identidade lê este arquivo, mesmo que seja público",
            },
            Self::JoinNetwork => say! {
                en: "the build runs in this network",
                pt_br: "o build é executado nesta rede",
            },
            Self::AssignIdentity => say! {
                en: "this identity is assigned to the build VM",
                pt_br: "esta identidade é atribuída à VM de build",
            },
            Self::UseGroup => say! {
                en: "the build uses this group; required if the group already exists",
                pt_br: "o build usa este grupo; necessário se o grupo já existe",
            },
            Self::ServiceUsesGroup => say! {
                en: "for Windows in your own virtual network, the service itself uses this group; required if the group already exists",
                pt_br: "para Windows em uma rede virtual própria, o próprio serviço usa este grupo; necessário se o grupo já existe",
            },
            Self::WriteImage => say! {
                en: "the finished image is written to this resource group",
                pt_br: "a imagem pronta é gravada neste grupo de recursos",
            },
            Self::WriteGallery => say! {
                en: "the finished image becomes a version in this gallery",
                pt_br: "a imagem pronta se torna uma versão nesta galeria",
            },
            Self::WriteBlobs => say! {
                en: "the finished disk is written to this address; this role is inferred, the documentation names none",
                pt_br: "o disco pronto é gravado neste endereço; esta função é deduzida, a documentação não informa nenhuma",
            },
        }
    }
}
