using System.Text;
using FencyGrid.Content.Conversion;

namespace FencyGrid.Content.Tests.Conversion;

public class TextTests
{
    [Fact]
    public async Task The_byte_order_mark_decides_over_the_declared_charset()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes("naïve 日本")];

            (await Converters.ConvertAsync(content, "text/plain; charset=windows-1252")).Text.ShouldBe("naïve 日本");
        }
    }

    [Fact]
    public async Task A_declared_charset_is_used()
    {
        byte[] western = [(byte)'d', 0xE9, (byte)'j', 0xE0, (byte)' ', 0x80];

        (await Converters.ConvertAsync(western, "text/plain; charset=windows-1252")).Text.ShouldBe("déjà €");
        (await Converters.ConvertAsync(western, "text/plain; charset=\"ISO-8859-1\"")).Text.ShouldBe("déjà €");
        (await Converters.ConvertAsync([0x82, 0xA0], "text/plain; charset=shift_jis")).Text.ShouldBe("あ");
    }

    [Fact]
    public async Task Bytes_that_are_not_of_their_charset_are_refused_rather_than_guessed_at()
    {
        byte[] western = [(byte)'d', 0xE9, (byte)'j', 0xE0];

        (await Converters.ReasonAsync(western, "text/plain")).ShouldContain("not valid UTF-8");
        (await Converters.ReasonAsync(western, "text/plain; charset=utf-8")).ShouldContain("declared as UTF-8");
        (await Converters.ReasonAsync(western, "text/plain; charset=klingon")).ShouldContain("'klingon' is not known");
    }

    [Fact]
    public async Task Line_ends_become_one_kind()
    {
        var document = await Converters.ConvertAsync("a\r\nb\rc\n"u8.ToArray(), "text/plain");

        document.Text.ShouldBe("a\nb\nc\n");
        document.HasPages.ShouldBeFalse();
    }

    [Theory]
    [InlineData("---\ntitle: x\ntags:\n  - a\n---\n\n# Head\n", "# Head\n")]
    [InlineData("+++\ntitle = \"x\"\n+++\n# Head", "# Head")]
    [InlineData("---\n---\n# Head", "# Head")]
    [InlineData("---\nA rule, then prose\n\n---\nmore", "---\nA rule, then prose\n\n---\nmore")]
    [InlineData("# Head\n\n---\na: b\n---\n", "# Head\n\n---\na: b\n---\n")]
    public async Task Markdown_stays_markdown_without_its_front_matter(string source, string text) =>
        (await Converters.TextAsync(source, "text/markdown")).ShouldBe(text);

    [Fact]
    public async Task Markdown_that_is_served_as_plain_text_is_known_by_its_name() =>
        (await Converters.ConvertAsync("---\na: b\n---\ntext"u8.ToArray(), "text/plain", "readme.md")).Text.ShouldBe("text");

    [Fact]
    public async Task Limits_of_input_and_output_are_errors_and_never_cut_a_text_short()
    {
        var content = Encoding.UTF8.GetBytes(new string('x', 1000));

        (await Converters.ReasonAsync(content, "text/plain", options: new ConversionOptions { MaxInputBytes = 999 })).ShouldContain("larger than the limit of 999 bytes");
        (await Converters.ReasonAsync(content, "text/plain", options: new ConversionOptions { MaxOutputCharacters = 999 })).ShouldContain("longer than the limit of 999 characters");
        (await Converters.ConvertAsync(content, "text/plain", options: new ConversionOptions { MaxInputBytes = 1000, MaxOutputCharacters = 1000 })).Text.Length.ShouldBe(1000);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_with_the_value_in_the_message()
    {
        var options = new ConversionOptions { MaxInputBytes = 0, TimeLimit = TimeSpan.Zero, PdfToTextProgram = " " };

        var failure = new ConversionOptionsValidator().Validate(null, options).FailureMessage!;

        failure.ShouldContain("MaxInputBytes is 0");
        failure.ShouldContain("TimeLimit");
        failure.ShouldContain("PdfToTextProgram");
    }
}
