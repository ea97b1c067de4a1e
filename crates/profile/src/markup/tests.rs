use super::*;

fn html(text: &str) -> String {
    Markup::Html.plain(text.to_owned())
}

#[test]
fn html_becomes_the_text_that_it_shows() {
    for (written, read) in [
        ("", ""),
        ("hola", "hola"),
        ("<p>hola <strong>mundo</strong></p>", "hola mundo"),
        ("<p>uno</p><p>dos</p>", "uno\ndos"),
        ("uno<br>dos<br/>tres<br />cuatro", "uno\ndos\ntres\ncuatro"),
        ("<P CLASS=\"a\">Uno</P>", "Uno"),
        ("a &amp; b &lt;i&gt; &quot;c&quot; &#39;d&#x27; &nbsp;e", "a & b <i> \"c\" 'd' \u{a0}e"),
        ("&amp;lt;", "&lt;"),
        ("&ntilde; &; &#xD800; &#0; & b; AT&T", "&ntilde; &; &#xD800; &#0; & b; AT&T"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<3 <- no tag", "<3 <- no tag"),
        ("no end <b", "no end <b"),
        ("<!-- no --> text", "text"),
        ("a<script>alert('<b>')</script>b<STYLE>p{}</style>c", "abc"),
        ("<script>no end", ""),
        ("<a href=\"https://x.example/?a=1&amp;b=2\">un enlace ñ</a>", "un enlace ñ"),
        (
            "<a href=\"https://x.example/y\"><span class=\"invisible\">https://</span><span>x.example/y</span></a>",
            "https://x.example/y",
        ),
        ("<ul><li>uno</li><li>dos</li></ul>", "uno\ndos"),
    ] {
        assert_eq!(html(written), read, "{written:?}");
    }
}

#[test]
fn other_texts_are_what_they_are() {
    assert_eq!(Markup::None.plain("<b>&amp;</b>".to_owned()), "<b>&amp;</b>");
}

#[test]
fn no_text_takes_long() {
    for text in ["<".repeat(100_000), "&".repeat(100_000), "<script>".repeat(20_000), "<p>".repeat(50_000)] {
        let began = std::time::Instant::now();
        let _read = html(&text);
        assert!(began.elapsed().as_millis() < 2_000, "{}", text.get(..8).unwrap_or_default());
    }
}
