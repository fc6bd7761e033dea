//! Whose a frame is, and where what it shows can be seen: one table.
//!
//! A pattern is a host, with all hosts below it, and a path in which `{}` stands for the name of what is shown; behind a
//! `?` it is the value of that parameter, and `{url}` is an address itself. `{id}` is a name before that, and `{...}` all
//! that is left of the path; what follows a pattern is passed over. The link is where that provider shows the same
//! to a reader who comes by a link.
//! The patterns are written after the code that each provider hands out for embedding; old players stand beside new ones,
//! as articles keep what they were published with.

use crate::html::url::host;

/// What one kind of frame shows.
struct Provider {
    name: &'static str,
    pattern: &'static str,
    /// With `{}` where the name goes; `{host}` is the host of the frame.
    link: &'static str,
}

const fn provider(name: &'static str, pattern: &'static str, link: &'static str) -> Provider {
    Provider { name, pattern, link }
}

/// The providers, the first pattern that matches decides.
static PROVIDERS: &[Provider] = &[
    // Video.
    provider("YouTube", "youtube.com/embed/videoseries?list={}", "https://www.youtube.com/playlist?list={}"),
    provider("YouTube", "youtube.com/embed/{}", "https://www.youtube.com/watch?v={}"),
    provider("YouTube", "youtube-nocookie.com/embed/{}", "https://www.youtube.com/watch?v={}"),
    provider("YouTube", "youtube.com/v/{}", "https://www.youtube.com/watch?v={}"),
    provider("YouTube", "youtube.com/watch?v={}", "https://www.youtube.com/watch?v={}"),
    provider("YouTube", "youtube.com/shorts/{}", "https://www.youtube.com/watch?v={}"),
    provider("YouTube", "youtu.be/{}", "https://www.youtube.com/watch?v={}"),
    provider("Vimeo", "player.vimeo.com/video/{}", "https://vimeo.com/{}"),
    provider("Vimeo", "vimeo.com/{}", "https://vimeo.com/{}"),
    provider("Dailymotion", "dailymotion.com/embed/video/{}", "https://www.dailymotion.com/video/{}"),
    provider("Dailymotion", "dailymotion.com/player.html?video={}", "https://www.dailymotion.com/video/{}"),
    provider("Dailymotion", "dailymotion.com/video/{}", "https://www.dailymotion.com/video/{}"),
    provider("Bilibili", "player.bilibili.com/player.html?bvid={}", "https://www.bilibili.com/video/{}/"),
    provider("Bilibili", "player.bilibili.com/player.html?aid={}", "https://www.bilibili.com/video/av{}/"),
    provider(
        "Bilibili",
        "bilibili.com/blackboard/html5mobileplayer.html?bvid={}",
        "https://www.bilibili.com/video/{}/",
    ),
    provider("Bilibili", "bilibili.com/video/{}", "https://www.bilibili.com/video/{}/"),
    provider("腾讯视频", "v.qq.com/iframe/preview.html?vid={}", "https://v.qq.com/x/page/{}.html"),
    provider("腾讯视频", "v.qq.com/iframe/player.html?vid={}", "https://v.qq.com/x/page/{}.html"),
    provider("腾讯视频", "v.qq.com/txp/iframe/player.html?vid={}", "https://v.qq.com/x/page/{}.html"),
    provider("腾讯视频", "video.qq.com/TPout.swf?vid={}", "https://v.qq.com/x/page/{}.html"),
    provider("优酷", "player.youku.com/embed/{}", "https://v.youku.com/v_show/id_{}.html"),
    provider("优酷", "player.youku.com/player.php/sid/{}", "https://v.youku.com/v_show/id_{}.html"),
    provider("西瓜视频", "ixigua.com/iframe/{}", "https://www.ixigua.com/{}"),
    provider("AcFun", "acfun.cn/player/{}", "https://www.acfun.cn/v/{}"),
    provider("ニコニコ動画", "embed.nicovideo.jp/watch/{}", "https://www.nicovideo.jp/watch/{}"),
    provider("RUTUBE", "rutube.ru/play/embed/{}", "https://rutube.ru/video/{}/"),
    provider("TED", "embed.ted.com/talks/{}", "https://www.ted.com/talks/{}"),
    provider("Twitch", "player.twitch.tv/?video={}", "https://www.twitch.tv/videos/{}"),
    provider("Twitch", "player.twitch.tv/?channel={}", "https://www.twitch.tv/{}"),
    provider("Twitch", "clips.twitch.tv/embed?clip={}", "https://clips.twitch.tv/{}"),
    provider("Streamable", "streamable.com/e/{}", "https://streamable.com/{}"),
    provider("Wistia", "fast.wistia.net/embed/iframe/{}", "https://fast.wistia.net/embed/iframe/{}"),
    provider("Rumble", "rumble.com/embed/{}", "https://rumble.com/embed/{}"),
    provider("Odysee", "odysee.com/$/embed/{}", "https://odysee.com/$/embed/{}"),
    provider("Loom", "loom.com/embed/{}", "https://www.loom.com/share/{}"),
    provider("Brightcove", "players.brightcove.net/{...}", "https://players.brightcove.net/{...}"),
    provider("JW Player", "cdn.jwplayer.com/players/{}", "https://cdn.jwplayer.com/players/{}"),
    // Audio.
    provider("SoundCloud", "w.soundcloud.com/player?url={url}", ""),
    provider("Spotify", "open.spotify.com/embed/{...}", "https://open.spotify.com/{...}"),
    provider("Spotify", "open.spotify.com/embed-podcast/{...}", "https://open.spotify.com/{...}"),
    provider("Apple Podcasts", "embed.podcasts.apple.com/{...}", "https://podcasts.apple.com/{...}"),
    provider("Apple Music", "embed.music.apple.com/{...}", "https://music.apple.com/{...}"),
    provider("Bandcamp", "bandcamp.com/EmbeddedPlayer/{...}", "https://bandcamp.com/EmbeddedPlayer/{...}"),
    provider("Mixcloud", "mixcloud.com/widget/iframe?feed={url}", "https://www.mixcloud.com{url}"),
    provider("Deezer", "widget.deezer.com/widget/auto/{...}", "https://www.deezer.com/{...}"),
    provider("网易云音乐", "music.163.com/outchain/player?id={}", "https://music.163.com/#/song?id={}"),
    provider("喜马拉雅", "ximalaya.com/thirdparty/player/sound/player.html?id={}", "https://www.ximalaya.com/sound/{}"),
    // Posts.
    provider("X", "platform.twitter.com/embed/Tweet.html?id={}", "https://x.com/i/status/{}"),
    provider("Bluesky", "embed.bsky.app/embed/{id}/app.bsky.feed.post/{}", "https://bsky.app/profile/{id}/post/{}"),
    provider("Instagram", "instagram.com/p/{}", "https://www.instagram.com/p/{}/"),
    provider("Instagram", "instagram.com/reel/{}", "https://www.instagram.com/reel/{}/"),
    provider("TikTok", "tiktok.com/embed/v2/{}", "https://www.tiktok.com/@/video/{}"),
    provider("TikTok", "tiktok.com/embed/{}", "https://www.tiktok.com/@/video/{}"),
    provider("TikTok", "tiktok.com/player/v1/{}", "https://www.tiktok.com/@/video/{}"),
    provider("TikTok", "tiktok.com/{id}/video/{}", "https://www.tiktok.com/{id}/video/{}"),
    provider("Facebook", "facebook.com/plugins/post.php?href={url}", ""),
    provider("Facebook", "facebook.com/plugins/video.php?href={url}", ""),
    provider("Facebook", "facebook.com/{id}/posts/{}", "https://www.facebook.com/{id}/posts/{}"),
    provider("Facebook", "facebook.com/{id}/videos/{}", "https://www.facebook.com/{id}/videos/{}/"),
    provider("Threads", "threads.net/{id}/post/{}", "https://www.threads.com/{id}/post/{}"),
    provider("Threads", "threads.com/{id}/post/{}", "https://www.threads.com/{id}/post/{}"),
    provider("Reddit", "embed.reddit.com/r/{...}", "https://www.reddit.com/r/{...}"),
    provider("Reddit", "redditmedia.com/r/{...}", "https://www.reddit.com/r/{...}"),
    provider("Telegram", "t.me/{id}/{}?embed", "https://t.me/{id}/{}"),
    provider("LinkedIn", "linkedin.com/embed/feed/update/{}", "https://www.linkedin.com/feed/update/{}"),
    provider("VK", "vk.com/video_ext.php?oid={}", "https://vk.com/video_ext.php?oid={}"),
    // A server of its own for everybody: only the path tells (docs.joinmastodon.org).
    provider("Mastodon", "*/@{id}/{}/embed", "https://{host}/@{id}/{}"),
    provider("PeerTube", "*/videos/embed/{}", "https://{host}/videos/watch/{}"),
    // Charts.
    provider("Datawrapper", "datawrapper.dwcdn.net/{}", "https://datawrapper.dwcdn.net/{}/"),
    provider("Flourish", "flo.uri.sh/{id}/{}/embed", "https://public.flourish.studio/{id}/{}/"),
    provider("Flourish", "public.flourish.studio/{id}/{}", "https://public.flourish.studio/{id}/{}/"),
    provider("Infogram", "e.infogram.com/{}", "https://infogram.com/{}"),
    provider("Tableau", "public.tableau.com/views/{...}", "https://public.tableau.com/views/{...}"),
    provider("Our World in Data", "ourworldindata.org/grapher/{}", "https://ourworldindata.org/grapher/{}"),
    provider("Observable", "observablehq.com/embed/{...}", "https://observablehq.com/{...}"),
    provider("CodePen", "codepen.io/{id}/embed/{}", "https://codepen.io/{id}/pen/{}"),
    provider("CodePen", "codepen.io/{id}/embed/preview/{}", "https://codepen.io/{id}/pen/{}"),
    // Maps.
    provider("Google Maps", "google.com/maps/embed/v1/place?q={}", "https://www.google.com/maps?q={}"),
    provider("Google Maps", "google.com/maps/embed?pb={place}", "https://www.google.com/maps?q={place}"),
    provider("Google Maps", "google.com/maps/d/embed?mid={}", "https://www.google.com/maps/d/viewer?mid={}"),
    provider("Google Maps", "google.com/maps/d/u/0/embed?mid={}", "https://www.google.com/maps/d/viewer?mid={}"),
    provider("Google Maps", "google.com/maps?q={}", "https://www.google.com/maps?q={}"),
    provider("OpenStreetMap", "openstreetmap.org/export/embed.html?bbox={}", "https://www.openstreetmap.org/?bbox={}"),
    provider("uMap", "umap.openstreetmap.fr/{id}/map/{}", "https://umap.openstreetmap.fr/{id}/map/{}"),
    // Polls and forms.
    provider("Google Forms", "docs.google.com/forms/d/e/{}/viewform", "https://docs.google.com/forms/d/e/{}/viewform"),
    provider("StrawPoll", "strawpoll.com/embed/{}", "https://strawpoll.com/{}"),
    provider("StrawPoll", "strawpoll.com/embed/polls/{}", "https://strawpoll.com/polls/{}"),
    provider("Crowdsignal", "poll.fm/{}/embed", "https://poll.fm/{}"),
    provider("Typeform", "form.typeform.com/to/{}", "https://form.typeform.com/to/{}"),
    provider("Slido", "app.sli.do/event/{}", "https://app.sli.do/event/{}"),
    provider("腾讯问卷", "wj.qq.com/s2/{...}", "https://wj.qq.com/s2/{...}"),
    // Documents and slides.
    provider("Scribd", "scribd.com/embeds/{}/content", "https://www.scribd.com/document/{}"),
    provider("DocumentCloud", "embed.documentcloud.org/documents/{}", "https://www.documentcloud.org/documents/{}"),
    provider(
        "SlideShare",
        "slideshare.net/slideshow/embed_code/key/{}",
        "https://www.slideshare.net/slideshow/embed_code/key/{}",
    ),
];

/// What stands for a part of an address in a pattern.
const NAME: &str = "{}";
const FIRST_NAME: &str = "{id}";
const REST: &str = "{...}";

/// What `address`, a serialized URL of the web, shows: the provider's name, and the link to it.
pub(super) fn look_up(address: &str) -> Option<(&'static str, String)> {
    let host = host(address)?;
    let (path, query) = split(address)?;
    PROVIDERS.iter().find_map(|provider| {
        let (pattern_host, pattern) = provider.pattern.split_once('/').unwrap_or((provider.pattern, ""));
        let pattern_host = pattern_host.split('?').next().unwrap_or_default();
        if !is_host(host, pattern_host) {
            return None;
        }
        let (pattern_path, parameter) = pattern.split_once('?').unwrap_or((pattern, ""));
        let found = Found::in_path(path, pattern_path)?.with_parameter(query, parameter)?;
        Some((provider.name, found.link(provider.link, host)?))
    })
}

/// The path without its first slash, and the query.
fn split(address: &str) -> Option<(&str, &str)> {
    let (_, rest) = address.split_once("://")?;
    let (_, rest) = rest.split_once('/')?;
    let rest = rest.split('#').next()?;
    // Old players' parameters begin with an `&`: `/v/ID&hl=en`.
    Some(rest.split_once(['?', '&']).unwrap_or((rest, "")))
}

fn is_host(host: &str, pattern: &str) -> bool {
    pattern == "*" || host.strip_suffix(pattern).is_some_and(|above| above.is_empty() || above.ends_with('.'))
}

/// The names found in an address.
#[derive(Debug, Default)]
struct Found<'a> {
    name: &'a str,
    first: &'a str,
    rest: &'a str,
    /// Decoded, where the parameter is an address or a place.
    decoded: Option<String>,
}

impl<'a> Found<'a> {
    fn in_path(path: &'a str, pattern: &str) -> Option<Self> {
        let mut found = Self::default();
        let mut segments = path.trim_end_matches('/').split('/');
        let mut rest = path;
        for expected in pattern.split('/').filter(|expected| !expected.is_empty()) {
            if expected == REST {
                found.rest = rest.trim_end_matches('/');
                return Some(found).filter(|found| found.rest.split('/').all(is_name));
            }
            let segment = segments.next().filter(|segment| !segment.is_empty())?;
            rest = rest.get(segment.len() + 1..).unwrap_or_default();
            if let Some(before) = expected.strip_suffix(FIRST_NAME) {
                found.first = segment.strip_prefix(before).filter(|name| is_name(name))?;
            } else if expected == NAME {
                found.name = Some(segment.trim_end_matches(".swf")).filter(|name| is_name(name))?;
            } else if expected != segment {
                return None;
            }
        }
        Some(found)
    }

    /// `parameter` is what the pattern has behind its `?`.
    fn with_parameter(mut self, query: &'a str, parameter: &str) -> Option<Self> {
        let (wanted, shape) = parameter.split_once('=').unwrap_or((parameter, ""));
        if wanted.is_empty() {
            return Some(self);
        }
        let mut parameters = query.split('&').map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")));
        let (_, value) = parameters.find(|(name, _)| *name == wanted)?;
        match shape {
            "" => {}
            NAME if is_name(value) => self.name = value,
            "{url}" => self.decoded = Some(decode(value)),
            "{place}" => self.decoded = Some(place(value)?),
            _ => return None,
        }
        Some(self)
    }

    fn link(&self, link: &str, host: &str) -> Option<String> {
        match (&self.decoded, link) {
            (Some(address), "") => crate::html::grammar::link(address, None),
            (decoded, _) => {
                let decoded = decoded.as_deref().unwrap_or_default();
                let written = link.replace(NAME, self.name).replace(FIRST_NAME, self.first).replace(REST, self.rest);
                let written = written.replace("{host}", host).replace("{url}", decoded).replace("{place}", decoded);
                crate::html::grammar::link(&written, None)
            }
        }
    }
}

/// Whether a part of an address can stand in another without changing what that means.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && !matches!(text, "." | "..")
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.,=@:+%!~*$".contains(&byte))
}

/// A value of a query, its percent-encoding undone.
pub(super) fn decode(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Latitude and longitude in Google's `pb`, where they stand behind `!3d` and `!2d`.
fn place(pb: &str) -> Option<String> {
    let number = |mark: &str| {
        let (_, rest) = pb.split_once(mark)?;
        let number = rest.split('!').next()?;
        number.parse::<f64>().ok().map(|_| number)
    };
    Some([number("!3d")?, number("!2d")?].join(","))
}

#[cfg(test)]
mod tests {
    use super::look_up;

    #[test]
    fn frames_lead_to_what_they_show() {
        for (address, expected) in [
            ("https://www.youtube.com/embed/aB3-_x?start=7", "https://www.youtube.com/watch?v=aB3-_x"),
            ("https://www.youtube.com/embed/videoseries?list=PL1", "https://www.youtube.com/playlist?list=PL1"),
            ("http://www.youtube.com/v/aB3&hl=en", "https://www.youtube.com/watch?v=aB3"),
            ("https://player.vimeo.com/video/1?h=2", "https://vimeo.com/1"),
            ("https://player.bilibili.com/player.html?aid=1&bvid=BV1x", "https://www.bilibili.com/video/BV1x/"),
            ("https://player.bilibili.com/player.html?aid=1", "https://www.bilibili.com/video/av1/"),
            ("https://v.qq.com/iframe/preview.html?width=5&vid=k1", "https://v.qq.com/x/page/k1.html"),
            ("https://player.youku.com/embed/XND==", "https://v.youku.com/v_show/id_XND==.html"),
            ("https://player.youku.com/player.php/sid/XND/v.swf", "https://v.youku.com/v_show/id_XND.html"),
            (
                "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&color=%23f",
                "https://soundcloud.com/a/b",
            ),
            ("https://open.spotify.com/embed/track/1?utm_source=g", "https://open.spotify.com/track/1"),
            ("https://platform.twitter.com/embed/Tweet.html?dnt=1&id=9", "https://x.com/i/status/9"),
            (
                "https://embed.bsky.app/embed/did:plc:ab/app.bsky.feed.post/3k",
                "https://bsky.app/profile/did:plc:ab/post/3k",
            ),
            ("https://social.example/@ada/12/embed", "https://social.example/@ada/12"),
            ("https://www.tiktok.com/@ada/video/7", "https://www.tiktok.com/@ada/video/7"),
            ("https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fe.org%2F", "https://e.org/"),
            ("https://datawrapper.dwcdn.net/aBc1D/4/", "https://datawrapper.dwcdn.net/aBc1D/"),
            ("https://flo.uri.sh/visualisation/1/embed", "https://public.flourish.studio/visualisation/1/"),
            ("https://www.google.com/maps/embed?pb=!1m18!2d-2.7!3d54.4!2m3", "https://www.google.com/maps?q=54.4,-2.7"),
            ("https://strawpoll.com/embed/NPg", "https://strawpoll.com/NPg"),
        ] {
            assert_eq!(look_up(address).map(|(_, link)| link).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn what_is_not_known_is_no_provider() {
        for address in [
            "https://ads.example/frame?slot=4",
            "https://notyoutube.com/embed/x",
            "https://www.youtube.com/embed/",
            "https://www.youtube.com/embed/a\"b",
            "https://www.youtube.com/embed/..",
            "https://w.soundcloud.com/player/?url=javascript:alert(1)",
            "https://www.google.com/maps/embed?pb=!2dx!3dy",
            "https://news.example/a/b/embedded",
        ] {
            assert_eq!(look_up(address), None, "{address}");
        }
    }
}
