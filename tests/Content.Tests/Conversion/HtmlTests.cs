using System.Text;
using FencyGrid.Content.Conversion;

namespace FencyGrid.Content.Tests.Conversion;

public class HtmlTests
{
    private static readonly Uri Page = new("https://example.com/docs/guide.html");

    [Fact]
    public async Task A_page_becomes_its_own_text_with_headings_lists_tables_links_and_code()
    {
        const string Html = """
            <!DOCTYPE html><html><head><title>Guide | Example</title><style>p { color: red }</style></head><body>
            <header><div class="logo">Example Inc.</div><nav><a href="/">Home</a> <a href="/docs">Docs</a></nav></header>
            <div id="cookie-consent"><p>We use cookies. <button>Accept</button></p></div>
            <div class="sidebar"><ul><li><a href="/a">Another guide</a></li></ul></div>
            <main><h1>Guide</h1>
            <p>Read   the <a href="../api?x=1">API <b>reference</b></a>, or
               <a href="#top">jump</a> or <a href="javascript:alert(1)">run</a>.</p>
            <h2>Steps</h2>
            <ol><li>Install <code>tool</code></li><li>Run<ul><li>fast</li><li>slow</li></ul></li></ol>
            <table><thead><tr><th>Name</th><th>Size</th></tr></thead><tbody><tr><td>a|b</td><td>1<br>2</td></tr></tbody></table>
            <pre><code>if (x) {
                return;
            }</code></pre>
            <blockquote><p>Quoted</p></blockquote>
            <script>track()</script>
            <div class="newsletter-signup newsletter"><p>Subscribe now</p></div>
            </main>
            <footer>Copyright Example</footer></body></html>
            """;

        (await Converters.TextAsync(Html, "text/html", Page)).ShouldBe("""
            # Guide

            Read the [API reference](https://example.com/api?x=1), or jump or run.

            ## Steps

            1. Install `tool`
            2. Run
               - fast
               - slow

            | Name | Size |
            | --- | --- |
            | a\|b | 1 2 |

            ```
            if (x) {
                return;
            }
            ```

            > Quoted
            """);
    }

    [Fact]
    public async Task The_title_comes_first_where_no_heading_says_it() =>
        (await Converters.TextAsync("<title> The\n title </title><h2>Part</h2><p>text</p>", "text/html")).ShouldBe("# The title\n\n## Part\n\ntext");

    [Fact]
    public async Task On_a_page_without_marked_regions_blocks_of_links_are_left_out_and_prose_with_links_stays()
    {
        const string Html = """
            <div><ul><li><a href="/1">Products</a></li><li><a href="/2">Prices</a></li><li><a href="/3">Careers</a></li><li><a href="/4">Contact</a></li></ul></div>
            <div><p>The <a href="/5">first</a> article explains at some length how the thing works, with a
            <a href="/6">second</a> and a <a href="/7">third</a> reference to its sources, and then goes on for a while about it.</p></div>
            """;

        var text = await Converters.TextAsync(Html, "text/html", Page);

        text.ShouldNotContain("Careers");
        text.ShouldContain("[first](https://example.com/5)");
    }

    [Fact]
    public async Task A_list_of_links_within_the_article_is_content() =>
        (await Converters.TextAsync("<main><h1>Links</h1><ul><li><a href='/1'>One</a></li><li><a href='/2'>Two</a></li><li><a href='/3'>Three</a></li></ul></main>", "text/html", Page))
            .ShouldContain("- [Three](https://example.com/3)");

    [Fact]
    public async Task An_articles_own_header_and_hidden_parts_are_told_from_the_pages()
    {
        var text = await Converters.TextAsync(
            "<header>Site name</header><article><header><h1>Story</h1><p>By the author</p></header><p>Body text.</p><p style='display: none'>Hidden</p><p hidden>Hidden</p></article>", "text/html");

        text.ShouldBe("# Story\n\nBy the author\n\nBody text.");
    }

    [Fact]
    public async Task A_wrapper_around_everything_is_kept_whatever_it_is_called() =>
        (await Converters.TextAsync("<div class='page has-menu menu'><h1>Head</h1><p>The text of the page, all of it.</p></div>", "text/html")).ShouldContain("all of it");

    [Fact]
    public async Task The_base_element_moves_relative_links_and_a_page_of_unknown_origin_keeps_their_text_only()
    {
        (await Converters.TextAsync("<base href='/other/'><p><a href='x'>text</a></p>", "text/html", Page)).ShouldBe("[text](https://example.com/other/x)");
        (await Converters.TextAsync("<p>a <a href='x'>text</a> b</p>", "text/html")).ShouldBe("a text b");
    }

    [Fact]
    public async Task The_charset_is_the_transports_or_the_pages_or_utf8_or_the_webs_default()
    {
        byte[] western = [.. "<p>d"u8, 0xE9, .. "j"u8, 0xE0];
        byte[] cyrillic = [.. "<meta charset=windows-1251><p>"u8, 0xEF, 0xF0, 0xE8];

        (await Converters.ConvertAsync(western, "text/html")).Text.ShouldBe("déjà");
        (await Converters.ConvertAsync(cyrillic, "text/html")).Text.ShouldBe("при");
        (await Converters.ConvertAsync([.. "<p>"u8, 0x82, 0xA0], "text/html; charset=shift_jis")).Text.ShouldBe("あ");
        (await Converters.ConvertAsync(Encoding.UTF8.GetBytes("<p>日本"), "text/html")).Text.ShouldBe("日本");
    }

    [Theory]
    [InlineData("<div>", 100_000)]
    [InlineData("<ul><li>", 50_000)]
    [InlineData("<b><i>", 30_000)]
    [InlineData("<table><tr><td>", 20_000)]
    public async Task Nesting_without_end_ends_in_text_or_a_reason_and_never_in_a_crash(string tags, int times)
    {
        var html = string.Concat(Enumerable.Repeat(tags, times)) + "deep text";
        var options = new ConversionOptions { TimeLimit = TimeSpan.FromSeconds(2) };

        var outcome = await Record.ExceptionAsync(() => Converters.ConvertAsync(Encoding.UTF8.GetBytes(html), "text/html", options: options));

        (outcome is null or Grains.Memories.Content.ConversionException).ShouldBeTrue(outcome?.ToString());
    }

    [Fact]
    public async Task A_page_that_script_would_fill_is_refused_with_that_reason() =>
        (await Converters.ReasonAsync("<html><body><div id=root></div><script>go()</script>"u8.ToArray(), "text/html")).ShouldContain("script");
}
