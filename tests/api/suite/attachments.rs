//! Sending files, putting them into cases, reading them again.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::{
    Target, Test,
    client::{Client, key},
    drafts::with,
};

pub const TESTS: &[Test] = &[
    ("attachments::a5_a_download_is_what_was_uploaded", download),
    ("attachments::a1_a_case_takes_its_files_once", taken_once),
    ("attachments::a1_a2_what_is_no_file_is_refused", refused),
    ("attachments::a4_a_file_can_be_taken_back", taken_back),
    ("attachments::x3_another_account_reads_nothing", others),
];

const PATH: &str = "/api/attachments";

fn send(client: &Client, name: &str, bytes: &[u8]) -> Result<Value> {
    let path = format!("{PATH}?name={name}");
    client
        .post_raw(&path, "application/octet-stream", bytes)?
        .is(201)
}

fn path_of(file: &Value) -> Result<String> {
    let id = file["id"].as_str().context("no id")?;
    Ok(format!("{PATH}/{id}"))
}

/// The draft with these files, as the server told of them.
fn with_files(draft: &Value, files: &[&Value]) -> Value {
    let named =
        |file: &&Value| json!({"id": file["id"], "name": file["name"], "size": file["size"]});
    let files: Vec<_> = files.iter().map(named).collect();
    with(draft, &json!({"attachments": files}))
}

/// The bytes themselves, which need not be text, with some of the answer's headers.
fn bytes(client: &Client, path: &str, range: Option<&str>) -> Result<(u16, Vec<u8>, Vec<String>)> {
    let mut request = client.request(Method::GET, path);
    if let Some(range) = range {
        request = request.header(header::RANGE, range);
    }
    let answer = request.send()?;
    let told = [
        "content-disposition",
        "x-content-type-options",
        "content-security-policy",
    ];
    let told = told.map(|name| answer.headers().get(name));
    let told = told.into_iter().flatten();
    let told = told.map(|value| value.to_str().map(str::to_owned));
    let told = told.collect::<Result<_, _>>()?;
    Ok((answer.status().as_u16(), answer.bytes()?.to_vec(), told))
}

fn download(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let sent: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let file = send(&client, "%E3%83%AD%E3%82%B0.bin", &sent)?;
    ensure!(
        file["name"] == "ログ.bin" && file["size"] == 70_000,
        "{file}"
    );
    let (status, received, told) = bytes(&client, &path_of(&file)?, None)?;
    ensure!(
        status == 200 && received == sent,
        "{status}, {} bytes",
        received.len()
    );
    let [disposition, sniffing, policy] = &told[..] else {
        anyhow::bail!("{told:?}")
    };
    ensure!(
        disposition.starts_with("attachment") && sniffing == "nosniff",
        "{told:?}"
    );
    ensure!(policy.contains("sandbox"), "{policy}");
    let (status, received, _) = bytes(&client, &path_of(&file)?, Some("bytes=10-19"))?;
    ensure!(
        status == 206 && received == sent[10..20],
        "{status} {received:?}"
    );
    Ok(())
}

fn taken_once(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.basic)?;
    let (first, second) = (send(&client, "a.log", b"a")?, send(&client, "b.log", b"b")?);
    let draft = with_files(&target.drafts.billing, &[&second, &first]);
    let case = client.submit(&draft, &key("files", 1))?.is(201)?["case"].clone();
    let attached = &case["correspondence"][0]["attachments"];
    ensure!(*attached == json!([second, first]), "{attached}");
    let again = client.submit(&draft, &key("files", 2))?.violations()?;
    let codes: Vec<_> = again.iter().map(|(_, code)| code.as_str()).collect();
    ensure!(codes == ["file-not-uploaded"; 2], "{again:?}");
    Ok(())
}

fn refused(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let policy = client.get("/api/policy")?.is(200)?;
    let limit = policy["limits"]["attachmentBytes"]
        .as_u64()
        .context("no limit")?;
    let too_large = vec![0; usize::try_from(limit)? + 1];
    for (name, bytes, path, code) in [
        ("a", &too_large[..], "/size", "file-too-large"),
        ("a", b"", "/size", "file-empty"),
        ("a%2Fb", b"x", "/name", "file-name-is-path"),
        ("", b"x", "/name", "required"),
    ] {
        let url = format!("{PATH}?name={name}");
        let answer = client.post_raw(&url, "application/octet-stream", bytes)?;
        let problem = answer.is_problem(422, "/problems/invalid-file")?;
        let told = &problem["violations"][0];
        ensure!(
            told["path"] == path && told["code"] == code,
            "{name}: {problem}"
        );
    }
    let json = client.post_raw(&format!("{PATH}?name=a"), "application/json", "{}")?;
    json.is_problem(415, "/problems/unsupported-media-type")?;
    Ok(())
}

fn taken_back(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let path = path_of(&send(&client, "a.log", b"a")?)?;
    let delete = || Client::send(client.request(Method::DELETE, &path));
    ensure!(delete()?.status == 204, "not deleted");
    delete()?.is_problem(404, "/problems/not-found")?;
    client.get(&path)?.is_problem(404, "/problems/not-found")?;
    Ok(())
}

fn others(target: &Target) -> Result<()> {
    let client = Client::root(target, &target.accounts.business)?;
    let file = send(&client, "a.log", b"secret")?;
    let path = path_of(&file)?;
    let draft = with_files(&target.drafts.billing, &[&file]);
    let other = Client::root(target, &target.accounts.enterprise)?;
    for taken in [false, true] {
        if taken {
            client.submit(&draft, &key("others", 1))?.is(201)?;
        }
        other.get(&path)?.is_problem(404, "/problems/not-found")?;
        let delete = Client::send(other.request(Method::DELETE, &path))?;
        delete.is_problem(404, "/problems/not-found")?;
        let steal = other.submit(&draft, &key("others", 2))?.violations()?;
        ensure!(steal[0].1 == "file-not-uploaded", "{steal:?}");
    }
    Client::new(&target.base_url)?
        .get(&path)?
        .is_problem(401, "/problems/not-signed-in")?;
    Ok(())
}
