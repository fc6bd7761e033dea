//! Pages for the tests, in several languages: around each article stand a menu and a footer.

pub const URL: &str = "https://www.harbour.example/news/2026/ferry";

/// An article of a local paper.
pub const ENGLISH: [&str; 4] = [
    "The last ferry of the season left the old harbour on Sunday evening, an hour late and with more people on deck than \
     the crew had seen all year. Many had come only to say goodbye to the ship, which has crossed the bay for fifty-one \
     summers.",
    "Its captain, who is to retire with it, said that he had stopped counting the crossings in his first year. \"You \
     remember the fog and the weddings,\" he said, \"and the one time a cow swam out to meet us. The rest is weather.\"",
    "From spring on a bridge of steel and pale wood will carry the road across the narrows. The town has argued about it \
     since the plans were first shown, and the vote that settled the matter was won by eleven ballots.",
    "What will become of the ship is open. A museum down the coast has asked for the engine, a cook for the hull, and the \
     school for the bell, which rang the children home for half a century whenever the tide was early.",
];

pub const CHINESE: [&str; 4] = [
    "周日傍晚，本季最后一班渡轮驶离老港，比时刻表晚了整整一个小时，甲板上的人比船员们全年见过的都多。许多人并不赶路，只是专程来和这艘在海湾里往返了五十一个夏天的老船道别。",
    "即将与船一同退休的船长说，他在第一年就不再数自己横渡了多少次。“你会记得大雾，记得婚礼，”他说，“还有那一回，一头牛游过来迎接我们。其余的，不过是天气罢了。”",
    "从明年春天起，一座用钢铁和浅色木材建成的大桥将把公路引过海峡。自从设计方案公布以来，镇上的争论就没有停过，最终决定此事的投票，仅以十一张选票的差距获得通过。",
    "老船今后去向如何，至今没有定论。沿海的一家博物馆想要它的发动机，一位厨师想要船身，学校则想要那口钟：半个世纪以来，每逢潮水来得早，钟声便唤孩子们回家。",
];

pub const JAPANESE: [&str; 4] = [
    "日曜日の夕方、今季最後の渡し船が、予定より一時間遅れて古い港を出た。甲板には、乗組員がこの一年で見たこともないほど大勢の人が立っていた。多くは、五十一回の夏を湾で過ごした船に別れを告げに来ただけだった。",
    "船とともに引退する船長は、渡った回数を数えるのは最初の年にやめたと話す。「覚えているのは霧と結婚式、それに一度、牛が泳いで迎えに来たこと。あとはみんな天気の話ですよ」と笑った。",
    "来年の春からは、鋼と明るい色の木で造られた橋が、海峡を越えて道路をつなぐ。計画が示されて以来、町では議論が続いてきた。決着をつけた住民投票は、わずか十一票の差だった。",
    "船がこれからどうなるかは、まだ決まっていない。海沿いの博物館は機関を、ある料理人は船体を、学校は鐘を欲しがっている。潮の早い日に、半世紀のあいだ子どもたちを家へ呼び戻してきた鐘である。",
];

pub const KOREAN: [&str; 4] = [
    "일요일 저녁, 올해의 마지막 나룻배가 예정보다 한 시간 늦게 옛 항구를 떠났다. 갑판에는 선원들이 한 해 동안 본 것보다 더 많은 사람이 서 있었다. 많은 이들은 쉰한 번의 여름 동안 만을 오간 배에 작별 인사를 하러 왔을 뿐이었다.",
    "배와 함께 은퇴하는 선장은 첫해에 이미 횟수를 세지 않게 되었다고 말했다. \"안개와 결혼식은 기억에 남지요. 그리고 한번은 소가 헤엄쳐서 우리를 마중 나왔습니다. 나머지는 그저 날씨 이야기입니다.\"",
    "내년 봄부터는 강철과 밝은 나무로 지은 다리가 해협을 건너 길을 이어 준다. 설계가 공개된 뒤로 마을에서는 논쟁이 끊이지 않았고, 결국 투표는 열한 표 차이로 결정되었다.",
    "배가 앞으로 어떻게 될지는 아직 정해지지 않았다. 바닷가의 박물관은 엔진을, 한 요리사는 선체를, 학교는 종을 바라고 있다. 밀물이 이른 날이면 반세기 동안 아이들을 집으로 불러들이던 종이다.",
];

pub const RUSSIAN: [&str; 4] = [
    "В воскресенье вечером последний в этом сезоне паром вышел из старой гавани с опозданием на час, и людей на палубе было \
     больше, чем команда видела за весь год. Многие пришли только проститься с судном, которое пересекало залив пятьдесят одно лето.",
    "Его капитан, который уходит на покой вместе с ним, сказал, что перестал считать рейсы в первый же год. «Запоминаются \
     туманы и свадьбы, — говорит он, — и ещё корова, которая однажды выплыла нам навстречу. Всё остальное — погода».",
    "С весны дорогу через пролив понесёт мост из стали и светлого дерева. Город спорил о нём с того дня, как показали первые \
     чертежи, и голосование, которое решило дело, было выиграно с перевесом в одиннадцать голосов.",
    "Что станет с судном, пока неизвестно. Музей на побережье просит машину, один повар — корпус, а школа — колокол, который \
     полвека звал детей домой всякий раз, когда прилив приходил раньше времени.",
];

pub const FRENCH: [&str; 4] = [
    "Dimanche soir, le dernier bac de la saison a quitté le vieux port avec une heure de retard, et jamais l’équipage n’avait \
     vu autant de monde sur le pont cette année. Beaucoup étaient venus pour dire adieu à ce bateau, fidèle à la baie depuis cinquante et un étés.",
    "Son capitaine, qui prend sa retraite en même temps que lui, a cessé de compter les traversées dès la première année. « On \
     se rappelle le brouillard et les mariages, dit-il, et cette vache venue à la nage à notre rencontre. Le reste, c’est la météo. »",
    "Dès le printemps, un pont d’acier et de bois clair portera la route au-dessus du détroit. La ville en débattait depuis la \
     présentation des premiers plans, et le vote qui a tranché s’est joué à onze voix près.",
    "Nul ne sait encore ce que deviendra le bateau. Un musée de la côte réclame la machine, un cuisinier la coque, et l’école \
     la cloche qui, un demi-siècle durant, a rappelé les élèves à la maison quand la marée était en avance.",
];

/// A page with these paragraphs as its article; `head` goes into its head.
pub fn page(head: &str, title: &str, paragraphs: &[&str]) -> String {
    let article: String = paragraphs.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    format!(
        "<!DOCTYPE html>\n<html><head>{head}<title>{title}</title></head>\n<body>\n\
         <nav><ul><li><a href=\"/\">1</a></li><li><a href=\"/2\">2</a></li></ul></nav>\n\
         <article><h1>{title}</h1>\n{article}</article>\n\
         <footer><a href=\"/3\">3</a> <a href=\"/4\">4</a></footer>\n</body></html>\n"
    )
}

/// The English article under a title.
pub fn article() -> String {
    page("<meta charset=utf-8>", "The last ferry", &ENGLISH)
}

/// A page that holds links alone.
pub const NO_ARTICLE: &str = "<!DOCTYPE html><title>Index</title><ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul>";
