using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Filtering;
using FencyGrid.Grains.Extraction.Hygiene;

namespace FencyGrid.Grains.Tests.Extraction;

public class HygieneTests
{
    private static readonly string[] Recalled = ["Ingrid keeps two parrots in her kitchen.", "Ingrid sails a wooden boat near Turku."];

    [Fact]
    public void A_recalled_statement_is_recognised_whole_and_in_part()
    {
        var guard = new RecallGuard(Recalled);

        guard.IsRecalled("ingrid keeps two parrots in her kitchen").ShouldBeTrue();
        guard.IsRecalled("sails a wooden boat near Turku").ShouldBeTrue();
        guard.IsRecalled("Ingrid keeps three parrots in her kitchen.").ShouldBeFalse();
        guard.IsRecalled("Ingrid sold the boat.").ShouldBeFalse();
    }

    [Theory]
    [InlineData("Known about the user:\n- Ingrid rows.\n- Ingrid bakes.\n\nI bought a saw.", "I bought a saw.")]
    [InlineData("<memories>\nanything at all\n</memories>\nI bought a saw.", "I bought a saw.")]
    [InlineData("## Relevant memories:\n* one\n* two\nI bought a saw.", "I bought a saw.")]
    [InlineData("I bought a saw. Ingrid sails a wooden boat near Turku.", "I bought a saw.")]
    [InlineData("My memories: of war are few.", "My memories: of war are few.")]
    public void Blocks_and_sentences_of_memory_are_stripped_and_the_rest_stays(string prompt, string rest) =>
        new RecallGuard(Recalled).Strip(prompt).ShouldBe(rest);

    [Fact]
    public void Recalled_text_in_a_prompt_makes_no_new_facts_and_new_text_beside_it_does()
    {
        var message = new ConversationMessage("m", "user", "Ingrid", "Known about the user:\n- Ingrid rows at dawn in winter.\n\nI bought a saw. Ingrid sails a wooden boat near Turku.", Conversation.Wednesday);
        var result = new ExtractionPipeline(TimeProvider.System).Extract([message], new ExtractionContext { RecentlyRecalled = Recalled });

        var fact = result.Facts.ShouldHaveSingleItem();
        fact.Text.ShouldBe("Ingrid bought a saw.");
        fact.Quote.ShouldBe("I bought a saw.");
        result.Dropped[FilterReasons.Recalled].ShouldBe(1);
    }

    [Theory]
    [InlineData("my key is sk-Zz19aQ7bT3mN8vX2pL5k ok", "api_key")]
    [InlineData("AKIAZZZ7QQ3LM2XN8TRE", "api_key")]
    [InlineData("password: tr0ub4dor", "password")]
    [InlineData("my password is S!lver7", "password")]
    [InlineData("api_key = 9f8e7d6c5b4a", "api_key")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.abcDEF123456", "token")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE", "private_key")]
    [InlineData("pay with 4111 1111 1111 1111 please", "card_number")]
    public void Secret_looking_text_is_found_and_named(string text, string kind)
    {
        var finding = SecretScan.Find(text).ShouldHaveSingleItem();

        finding.Kind.ShouldBe(kind);
        text.Substring(finding.Start, finding.Length).ShouldNotContain("please");
    }

    [Theory]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("0000 0000 0000 0000")]
    [InlineData("my password is strong")]
    [InlineData("password: ********")]
    [InlineData("call +47 22 33 44 55 on 2024-05-15")]
    [InlineData("the secret is love")]
    [InlineData("a risk-based approach to asking")]
    public void Plain_text_is_no_secret(string text) => SecretScan.Find(text).ShouldBeEmpty();

    [Fact]
    public void Long_hostile_text_is_scanned_to_its_end()
    {
        var text = new string('1', 200_000) + " " + string.Concat(Enumerable.Repeat("eyJaaaaaaaaaa.", 5_000)) + string.Concat(Enumerable.Repeat("password is ", 5_000)) + " AKIAZZZ7QQ3LM2XN8TRE";

        SecretScan.Find(text).ShouldContain(f => f.Kind == "api_key");
    }
}
