//! `cargo xtask www`: the viewer as a folder that any static host serves, made of `www/` and of what it shares with the
//! extension.
//!
//! Nothing is bundled. The modules of both lie side by side, as they do in the repository; only the way from one to the
//! other is a step shorter, because a site may be served from any folder and nothing lies above it. What is generated is
//! the comparison with other extractors, from what was measured, and the list of files that are kept for
//! reading without a network.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::comparison;
use crate::package::files_below;
use crate::paths::{extension, root, target};
use crate::wasm;

/// What of the extension the site is made of: files, and folders whole. A test holds it to what is asked for.
const SHARED: &[&str] = &[
    "by_id.js",
    "digest.js",
    "element.js",
    "engine.js",
    "facts.js",
    "formats.js",
    "highlights.js",
    "icons/offprint.svg",
    "images/addresses.js",
    "images/signatures.js",
    "list/capture_list.js",
    "list/collation.js",
    "list/list.css",
    "list/row.js",
    "list/selection.js",
    "list/shelf.js",
    "list/windowed.js",
    "localize.js",
    "reading",
    "search/client.js",
    "search/messages.js",
    "store/address.js",
    "store/unread.js",
    "theme.css",
    "transfer/dropped.js",
    "transfer/file.js",
    "transfer/images.js",
    "transfer/sources.js",
    "versions",
    "wasm/search.js",
    "wasm/search_bg.wasm",
];

/// The extension loads the engine and the formats by these; the site has one module for both, of which either has an
/// instance of its own: where one stops, the other goes on.
const BINDINGS: [&str; 2] = ["wasm/offprint", "wasm/formats"];
const MODULE: &str = "wasm/site_bg.wasm";

/// What a first visit transfers, at most, in bytes and gzipped: the engine and the other formats included, the search and the
/// pictures left out.
const LARGEST: usize = 700_000;

/// Where it is served unless another port is asked for.
const PORT: u16 = 8017;

/// Builds the site and serves it where that is asked for.
pub fn run(arguments: &[&str]) -> Result<()> {
    let port = match arguments {
        [] => None,
        ["--serve"] => Some(PORT),
        ["--serve", port] => Some(port.parse().with_context(|| format!("found the port {port}, expected a number"))?),
        [other, ..] => bail!("found {other}, expected --serve [PORT]"),
    };
    let folder = build()?;
    println!("{}: {:.1} kB gzipped on a first visit", folder.display(), transferred(&folder)? as f64 / 1000.0);
    port.map_or(Ok(()), |port| serve(&folder, port))
}

/// Writes the site anew and says where.
pub fn build() -> Result<PathBuf> {
    wasm::build()?;
    let module = wasm::build_site()?;
    let folder = target().join("www");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("the last site could not be removed")?;
    }
    for name in files_below(&root().join("www"))? {
        let bytes = fs::read(root().join("www").join(&name))?;
        write(&folder.join(&name), &own(&name, bytes)?)?;
    }
    for name in shared()? {
        write(&folder.join("extension").join(&name), &one_module(&name, fs::read(extension().join(&name))?)?)?;
    }
    for name in BINDINGS {
        fs::copy(module.join("site.js"), folder.join("extension").join(name).with_extension("js"))?;
    }
    fs::copy(module.join("site_bg.wasm"), folder.join("extension").join(MODULE))?;
    write(&folder.join("picture.png"), &fs::read(root().join("docs/offprint.png"))?)?;
    write(&folder.join("files.json"), list(&folder)?.as_bytes())?;
    Ok(folder)
}

/// Refuses a site that outgrew its budget.
pub fn check_size(folder: &Path) -> Result<()> {
    let bytes = transferred(folder)?;
    if bytes > LARGEST {
        bail!("found {bytes} bytes on a first visit, gzipped, expected at most {LARGEST}");
    }
    Ok(())
}

/// A file of the site's own, as it is served.
fn own(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
    if !name.ends_with(".html") && !name.ends_with(".js") && !name.ends_with(".css") {
        return Ok(bytes);
    }
    let text = String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
    let text = text.replace("\"../extension/", "\"./extension/");
    Ok(comparison::fill(&text).with_context(|| format!("{name} could not be filled"))?.into_bytes())
}

/// A file of the extension's, which asks for the module that the site has.
fn one_module(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
    if !name.ends_with(".js") {
        return Ok(bytes);
    }
    let text = String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
    let of_site = |text: String, name: &str| text.replace(&format!("\"{name}_bg.wasm\""), &format!("\"{MODULE}\""));
    Ok(BINDINGS.into_iter().fold(text, of_site).into_bytes())
}

/// What is kept for reading without a network, under a version that any change of it changes.
fn list(folder: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    let names = files_below(folder)?;
    for name in &names {
        hasher.write(name.as_bytes());
        hasher.write(&fs::read(folder.join(name))?);
    }
    Ok(serde_json::json!({ "version": format!("{:016x}", hasher.finish()), "files": names }).to_string())
}

/// The files of the extension that the site needs: what is shared, and its words in the languages that the site speaks.
fn shared() -> Result<Vec<String>> {
    let names = files_below(&extension())?;
    let words: Vec<String> =
        files_below(&root().join("www"))?.into_iter().filter(|name| name.starts_with("_locales/")).collect();
    let is_shared = |name: &String| {
        words.contains(name) || SHARED.iter().any(|shared| name.strip_prefix(shared).is_some_and(is_end_of_step))
    };
    Ok(names.into_iter().filter(is_shared).collect())
}

/// Whether nothing but steps of a path is left.
fn is_end_of_step(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}

/// The size of all that a first visit fetches, gzipped: every file but the search's and the pictures.
fn transferred(folder: &Path) -> Result<usize> {
    let mut bytes = 0;
    for name in files_below(folder)?.iter().filter(|name| !name.contains("search") && !name.ends_with(".png")) {
        bytes += wasm::gzipped(&fs::read(folder.join(name))?)?;
    }
    Ok(bytes)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, bytes).with_context(|| format!("{} could not be written", path.display()))
}

/// Serves the folder to this machine alone, until it is interrupted.
fn serve(folder: &Path, port: u16) -> Result<()> {
    let server = tiny_http::Server::http(("127.0.0.1", port))
        .map_err(|error| anyhow::anyhow!("port {port} could not be listened on: {error}"))?;
    println!("http://127.0.0.1:{port}/");
    for request in server.incoming_requests() {
        // Who went away does not matter to the others.
        let _ = match file_for(folder, request.url()) {
            Some((bytes, kind)) => request.respond(tiny_http::Response::from_data(bytes).with_header(kind)),
            None => request.respond(tiny_http::Response::from_string("not found").with_status_code(404)),
        };
    }
    Ok(())
}

/// The file at an address, and its type.
fn file_for(folder: &Path, url: &str) -> Option<(Vec<u8>, tiny_http::Header)> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let is_inside = path.split('/').all(|step| step != ".." && !step.is_empty());
    let bytes = is_inside.then(|| fs::read(folder.join(&path)).ok())??;
    let kind = match path.rsplit('.').next()? {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
    Some((bytes, tiny_http::Header::from_bytes("Content-Type", kind).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_out_of_the_folder() {
        let folder = root().join("www");
        assert!(file_for(&folder, "/?a=1").is_some() && file_for(&folder, "/try.html#b").is_some());
        for outside in ["/../Cargo.toml", "/samples/../../Cargo.toml", "//etc/passwd", "/none.html", "/samples/"] {
            assert!(file_for(&folder, outside).is_none(), "{outside}");
        }
    }
}
