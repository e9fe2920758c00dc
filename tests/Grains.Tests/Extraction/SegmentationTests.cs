using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Segmentation;

namespace FencyGrid.Grains.Tests.Extraction;

public class SegmentationTests
{
    [Theory]
    [InlineData("I met Dr. Lund at 3.30 p.m. today. She was kind.", "I met Dr. Lund at 3.30 p.m. today.|She was kind.")]
    [InlineData("Wait... what a day! Right?", "Wait... what a day!|Right?")]
    [InlineData("We left... Then it rained.", "We left...|Then it rained.")]
    [InlineData("She said \"Go. Now.\" and left. I stayed.", "She said \"Go. Now.\" and left.|I stayed.")]
    [InlineData("See www.example.org/a.b for it. Done.", "See www.example.org/a.b for it.|Done.")]
    [InlineData("It was great.We went home.", "It was great.|We went home.")]
    [InlineData("I love it \U0001F60D We stay.", "I love it \U0001F60D|We stay.")]
    [InlineData("J. Berg wrote it. I read it.", "J. Berg wrote it.|I read it.")]
    [InlineData("first line\nsecond line", "first line|second line")]
    public void Text_is_cut_where_sentences_end_and_nowhere_else(string text, string expected) =>
        string.Join('|', SentenceSplitter.Split(text, 0, text.Length).Select(r => text[r])).ShouldBe(expected);

    [Fact]
    public void Lines_of_a_transcript_get_their_speakers_and_addressees()
    {
        var message = new ConversationMessage("m", "user", null, "Ingrid: I sold the boat.\nOmar: Good.\nIngrid: It leaked.");
        var sentences = new Segmenter([message], new ExtractionContext()).Segment(message);

        sentences.Select(s => $"{s.Speaker.Name}>{s.Addressee?.Name}: {s.Text}")
            .ShouldBe(["Ingrid>Omar: I sold the boat.", "Omar>Ingrid: Good.", "Ingrid>Omar: It leaked."]);
    }

    [Fact]
    public void A_label_is_not_a_speaker()
    {
        var message = new ConversationMessage("m", "user", null, "Groceries: milk and bread");
        var sentences = new Segmenter([message], new ExtractionContext { UserName = "Ingrid" }).Segment(message);

        sentences.ShouldHaveSingleItem().Speaker.Name.ShouldBe("Ingrid");
        sentences[0].Text.ShouldBe("Groceries: milk and bread");
    }

    [Fact]
    public void A_sentence_knows_its_exact_place_in_the_message()
    {
        var message = new ConversationMessage("m", "user", "Ingrid", "Hi.  I\u2019ve moved \u201chome\u201d.  Bye!");
        var sentences = new Segmenter([message], new ExtractionContext()).Segment(message);

        sentences[1].Quote.ShouldBe("I\u2019ve moved \u201chome\u201d.");
        sentences[1].Text.ShouldBe("I've moved \"home\".");
    }

    [Fact]
    public void List_items_lose_their_markers_and_code_is_no_prose()
    {
        var message = new ConversationMessage("m", "user", "Ingrid", "- [x] water plants\n2) call Omar\n```\nvar x = 1;\n```\nDone.");
        var sentences = new Segmenter([message], new ExtractionContext()).Segment(message);

        sentences.Select(s => s.Text).ShouldBe(["water plants", "call Omar", "Done."]);
        sentences.Select(s => s.IsListItem).ShouldBe([true, true, false]);
    }
}
