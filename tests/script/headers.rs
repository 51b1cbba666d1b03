//! Credentials in headers.

use aib_ls::script::headers::credentials;

fn names(text: &str) -> Vec<&str> {
    credentials(text).into_iter().map(|(it, _)| it.of(text)).collect()
}

#[test]
fn finds_credentials_that_are_written_out() {
    for text in [
        "-H 'Authorization: Basic d2ViOldpbnRlci0yMDI0'",
        "-H \"authorization:basic d2ViOldpbnRlci0yMDI0\"",
        "@{ Authorization = 'Basic d2ViOldpbnRlci0yMDI0' }",
        "@{Authorization=(\"Basic {0}\" -f 'd2ViOldpbnRlci0yMDI0')}",
        "@{ Authorization = 'Basic ' + 'd2ViOldpbnRlci0yMDI0' }",
        "$h['PRIVATE-TOKEN'] = 'A1b2C3d4E5f6G7h8I9j0'",
        "$h.Add('x-api-key', 'A1b2C3d4E5f6G7h8I9j0')",
        "$h.Add('Authorization', 'Basic d2ViOldpbnRlci0yMDI0')",
        "-H 'PRIVATE-TOKEN: A1b2C3d4E5f6G7h8I9j0'",
        "@{ 'x-functions-key' = \"A1b2C3d4E5f6G7h8I9j0==\" }",
        "--header=x-api-key:A1b2C3d4E5f6G7h8I9j0",
        "'Authorization: Bearer A1b2C3d4E5f6G7h8I9j0'",
    ] {
        assert_eq!(names(text).len(), 1, "{text}");
    }
}

#[test]
fn leaves_out_what_is_elsewhere_or_to_fill_in() {
    for text in [
        "-H \"Authorization: Basic $pair\"",
        "-H 'Authorization: Basic '",
        "-H 'Authorization: Basic <token>'",
        "-H \"Authorization: Bearer $(cat /run/token)\"",
        "@{ Authorization = \"Bearer $token\" }",
        "@{ Authorization = ('Basic {0}' -f $pair) }",
        "@{ Authorization = 'Bearer ' + $token }",
        "$h['Authorization']",
        "$h.Add('x-api-key', $key)",
        "-H 'PRIVATE-TOKEN: __GITLAB_TOKEN__'",
        "-H \"PRIVATE-TOKEN: ${TOKEN}\"",
        "# the Authorization header needs a basic understanding1 of it2all3",
        "Authorization: none; basic d2ViOldpbnRlci0yMDI0",
        "my-api-keys: A1b2C3d4E5f6G7h8I9j0",
    ] {
        assert_eq!(names(text), Vec::<&str>::new(), "{text}");
    }
}
