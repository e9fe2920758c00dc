using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Modelled;

namespace FencyGrid.Grains.Tests.Extraction;

public sealed class EvidenceCheckTests
{
    private static readonly ConversationMessage Said = new(
        "m1", "user", "Ingrid", "Two weeks ago my brother Olav moved to Bodø with 1,500 books, his 3 parrots and $40.", new DateTimeOffset(2024, 3, 20, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Ingrid's brother Olav moved to Bodø.", true)]
    [InlineData("Ingrid's brother moved with 1500 books and three parrots.", true)]
    [InlineData("Ingrid's brother had $40.", true)]
    [InlineData("Ingrid said on 20 March 2024 that Olav has moved.", true)]
    [InlineData("Ingrid's brother Olav moved in March 2024.", true)]
    [InlineData("Olav, one of Ingrid's brothers, moved.", true)]
    [InlineData("Ingrid's brother Sven moved to Bodø.", false)]
    [InlineData("Sven moved to Bodø.", false)]
    [InlineData("Ingrid's brother Olav moved to Narvik.", false)]
    [InlineData("Olav moved with four parrots.", false)]
    [InlineData("Olav had $400.", false)]
    [InlineData("Olav moved on 25 December 2024.", false)]
    [InlineData("Olav moved in 2019.", false)]
    public void A_claim_needs_its_names_numbers_and_dates_in_its_evidence(string claim, bool holds) =>
        EvidenceCheck.Holds(claim, [Said], ["Ingrid", "Kari"]).ShouldBe(holds);
}
