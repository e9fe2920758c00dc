using System.Buffers.Binary;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using FencyGrid.Content.Conversion;
using TextElement = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace FencyGrid.Content.Tests.Conversion;

public class DocxTests
{
    private const string Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [Fact]
    public async Task Headings_lists_tables_links_and_footnotes_come_out_as_markdown()
    {
        var content = TestDocx.Create((part, body) =>
        {
            AddStyles(part);
            AddNumbering(part);
            part.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(new Footnote(Line("See the appendix.")) { Id = 2 });
            var link = part.AddHyperlinkRelationship(new Uri("https://example.com/a"), true);
            body.Append(
                Styled("Title", "Report"),
                Styled("Kapitel", "Results"),
                new Paragraph(
                    Words("It works"),
                    new Run(new FootnoteReference { Id = 2 }),
                    Words(", see "),
                    new Hyperlink(Words("the site")) { Id = link.Id },
                    new DeletedRun(new Run(new DeletedText("gone"))),
                    new InsertedRun(Words("."))),
                Item(1, 0, "apple"),
                Item(1, 1, "red"),
                Item(2, 0, "first"),
                Item(2, 0, "second"),
                new Table(Row("Name", "Size"), Row("a|b", "1")),
                Line("The end"));
        });

        (await Converters.ConvertAsync(content, Type)).Text.ShouldBe("""
            # Report

            ## Results

            It works[^1], see [the site](https://example.com/a).

            - apple
               - red
            1. first
            2. second

            | Name | Size |
            | --- | --- |
            | a\|b | 1 |

            The end

            [^1]: See the appendix.
            """);
    }

    [Fact]
    public async Task A_docx_is_known_by_its_content_where_nothing_is_declared() =>
        (await Converters.ConvertAsync(TestDocx.Create((_, body) => body.Append(Line("hello"))))).Text.ShouldBe("hello");

    [Fact]
    public async Task Another_archive_is_refused_by_its_name()
    {
        (await Converters.ReasonAsync(TestDocx.Zip(("xl/workbook.xml", "<w/>")), Type)).ShouldContain("XLSX");
        (await Converters.ReasonAsync(TestDocx.Zip(("readme.txt", "hi")), name: "archive.docx")).ShouldContain("ZIP archives");
    }

    [Fact]
    public async Task A_truncated_or_malformed_docx_is_refused()
    {
        var whole = TestDocx.Create((_, body) => body.Append(Line("hello")));

        (await Converters.ReasonAsync(whole[..(whole.Length / 2)], Type)).ShouldContain("damaged");
        (await Converters.ReasonAsync(TestDocx.Zip(("word/document.xml", "<w:document>")), Type)).ShouldContain("damaged");
        (await Converters.ReasonAsync(TestDocx.Zip(("word/document.xml", "<document/>")), Type)).ShouldContain("no document body");
    }

    [Fact]
    public async Task An_archive_that_unfolds_too_far_is_refused_before_it_is_opened()
    {
        var bomb = TestDocx.Zip(("word/document.xml", $"<d>{new string(' ', 30_000_000)}</d>"));

        bomb.Length.ShouldBeLessThan(100_000);
        (await Converters.ReasonAsync(bomb, Type)).ShouldContain("200 times");
        (await Converters.ReasonAsync(bomb, Type, options: new ConversionOptions { MaxUncompressedBytes = 1_000_000 })).ShouldContain("limit of 1000000 bytes");
    }

    [Fact]
    public async Task An_archive_that_lies_about_its_sizes_is_found_out()
    {
        var bomb = TestDocx.Zip(("word/document.xml", $"<d>{new string(' ', 5_000_000)}</d>"));
        Understate(bomb, 5_000_007, 1000);

        var reason = await Converters.ReasonAsync(bomb, Type, options: new ConversionOptions { MaxUncompressedBytes = 1_000_000 });

        (reason.Contains("limit of 1000000 bytes", StringComparison.Ordinal) || reason.Contains("damaged", StringComparison.Ordinal)).ShouldBeTrue(reason);
    }

    [Fact]
    public async Task Too_many_entries_too_deep_xml_and_entities_are_refused()
    {
        var many = Enumerable.Range(0, 5001).Select(index => ($"f{index}", "")).Append(("word/document.xml", "<d/>")).ToArray();
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));
        const string Entities = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><d>&b;</d>";

        (await Converters.ReasonAsync(TestDocx.Zip(many), Type)).ShouldContain("entries");
        (await Converters.ReasonAsync(TestDocx.Zip(("word/document.xml", deep)), Type)).ShouldContain("deeper");
        (await Converters.ReasonAsync(TestDocx.Zip(("word/document.xml", Entities)), Type)).ShouldContain("damaged");
    }

    [Fact]
    public async Task Random_damage_ends_in_text_or_a_reason()
    {
        var whole = TestDocx.Create((_, body) => body.Append(Line("hello")));
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(4, damaged.Length)] = (byte)random.Next(256);

            var outcome = await Record.ExceptionAsync(() => Converters.ConvertAsync(damaged, Type));

            (outcome is null or Grains.Memories.Content.ConversionException).ShouldBeTrue(outcome?.ToString());
        }
    }

    private static void Understate(byte[] file, int real, int claimed)
    {
        for (var offset = 0; offset < file.Length - 4; offset++)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(offset)) == real)
            {
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), claimed);
            }
        }
    }

    private static Run Words(string text) => new(new TextElement(text) { Space = SpaceProcessingModeValues.Preserve });

    private static Paragraph Line(string text) => new(Words(text));

    private static Paragraph Styled(string style, string text) => new(new ParagraphProperties(new ParagraphStyleId { Val = style }), Words(text));

    private static Paragraph Item(int list, int level, string text) =>
        new(new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = list })), Words(text));

    private static TableRow Row(params string[] cells) => new(cells.Select(cell => new TableCell(Line(cell))));

    private static void AddStyles(MainDocumentPart part) => part.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
        new Style(new StyleName { Val = "Title" }) { Type = StyleValues.Paragraph, StyleId = "Title" },
        new Style(new StyleName { Val = "heading 2" }) { Type = StyleValues.Paragraph, StyleId = "Heading2" },
        new Style(new StyleName { Val = "Kapitel" }, new BasedOn { Val = "Heading2" }) { Type = StyleValues.Paragraph, StyleId = "Kapitel" });

    private static void AddNumbering(MainDocumentPart part) => part.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
        new AbstractNum(new Level(new NumberingFormat { Val = NumberFormatValues.Bullet }) { LevelIndex = 0 }) { AbstractNumberId = 1 },
        new AbstractNum(new Level(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = NumberFormatValues.Decimal }) { LevelIndex = 0 }) { AbstractNumberId = 2 },
        new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 },
        new NumberingInstance(new AbstractNumId { Val = 2 }) { NumberID = 2 });
}
