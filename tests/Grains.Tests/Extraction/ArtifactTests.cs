using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Artifacts;

namespace FencyGrid.Grains.Tests.Extraction;

public class ArtifactTests
{
    private static IReadOnlyList<ExtractedArtifact> Find(params string[] contents) =>
        ArtifactExtraction.Find([.. contents.Select((c, i) => new ConversationMessage($"m{i}", "assistant", null, c))]);

    [Fact]
    public void Code_is_kept_exactly_and_named_by_what_it_defines()
    {
        var artifact = Find("Here:\n```python\ndef knots(miles):\n    return miles / 1.15\n```\nDone.").ShouldHaveSingleItem();

        artifact.ShouldBe(new ExtractedArtifact("code", "knots", "def knots(miles):\n    return miles / 1.15", "python, 2 lines: knots", "code:knots", "m0", "python"));
    }

    [Theory]
    [InlineData("```ts src/boat.ts\nlet x = 1;\n```", "src/boat.ts")]
    [InlineData("```\n// sail.js\nlet x = 1;\n```", "sail.js")]
    [InlineData("The start-up script:\n```sh\nls\n```", "The start-up script")]
    [InlineData("```sh\nls\n```", "sh code")]
    public void Code_is_named_by_file_comment_lead_line_or_language(string content, string name) =>
        Find(content).ShouldHaveSingleItem().Name.ShouldBe(name);

    [Fact]
    public void Lists_and_tables_are_named_by_the_line_before_them()
    {
        var found = Find("Packing list:\n- oars\n- rope\n- lamp\n\nTides:\n| day | high |\n|---|---|\n| Mon | 4:10 |\n");

        found.Select(a => (a.Type, a.Name)).ShouldBe([("list", "Packing list"), ("table", "Tides")]);
        found[0].Content.ShouldBe("- oars\n- rope\n- lamp");
        found[0].Summary.ShouldBe("List of 3 items: oars; rope; lamp");
        found[1].Summary.ShouldBe("Table with 1 row: day, high");
    }

    [Fact]
    public void A_later_version_shares_its_content_key()
    {
        var found = Find("Packing list:\n- oars\n- rope\n- lamp", "Updated packing list v2:\n- oars\n- rope\n- lamp\n- map");

        found[1].ContentKey.ShouldBe(found[0].ContentKey);
        found[1].Content.ShouldNotBe(found[0].Content);
        Find("Packing list:\n- a\n- b\n- c", "Shopping list:\n- a\n- b\n- c").Select(a => a.ContentKey).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void A_long_text_under_a_heading_is_a_document()
    {
        var content = "# Harbour rules\nMoor with care.\n## Night\n" + string.Concat(Enumerable.Repeat("Lights stay on until the last boat is in. ", 12));
        var artifact = Find(content).ShouldHaveSingleItem();

        (artifact.Type, artifact.Name, artifact.Content).ShouldBe(("document", "Harbour rules", content));
        artifact.Summary.ShouldBe("Moor with care. Sections: Night");
    }

    [Fact]
    public void Two_bullets_and_plain_prose_are_no_artifacts() => Find("- a\n- b", "Just words.\nMore words.").ShouldBeEmpty();

    [Fact]
    public void A_fence_that_never_closes_still_ends() => Find("```\nopen\nstill").ShouldHaveSingleItem().Content.ShouldBe("open\nstill");
}
