using FencyGrid.Contracts;
using FencyGrid.Grains.Search;

namespace FencyGrid.Grains.Tests.Search;

public sealed class MetadataMatchTests
{
    [Theory]
    [InlineData("""{}""", """{"a":1}""", true)]
    [InlineData("""{"a":"x"}""", """{"a":"x"}""", true)]
    [InlineData("""{"a":"x"}""", """{"a":"X"}""", false)]
    [InlineData("""{"a":"x"}""", """{}""", false)]
    [InlineData("""{"a":1}""", """{"a":1.0}""", true)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":true}""", """{"a":true}""", true)]
    [InlineData("""{"a":["x","y"]}""", """{"a":"y"}""", true)]
    [InlineData("""{"a":["x","y"]}""", """{"a":"z"}""", false)]
    [InlineData("""{"a":[]}""", """{"a":"z"}""", false)]
    [InlineData("""{"a":"x"}""", """{"a":["w","x"]}""", true)]
    [InlineData("""{"a":["x","y"]}""", """{"a":["w","y"]}""", true)]
    [InlineData("""{"a":{"gte":2,"lt":5}}""", """{"a":2}""", true)]
    [InlineData("""{"a":{"gte":2,"lt":5}}""", """{"a":5}""", false)]
    [InlineData("""{"a":{"gt":2}}""", """{"a":2}""", false)]
    [InlineData("""{"a":{"lte":2}}""", """{"a":[9,2]}""", true)]
    [InlineData("""{"a":{"gte":2}}""", """{"a":"3"}""", false)]
    [InlineData("""{"a":"x","b":2}""", """{"a":"x","b":3}""", false)]
    public void Metadata_matches_when_every_named_field_does(string match, string metadata, bool matches) =>
        MetadataMatch.Parse(match).Matches(metadata).ShouldBe(matches);

    [Theory]
    [InlineData("""{"a":{"like":"x"}}""", "unknown operator 'like'")]
    [InlineData("""{"a":{"gte":"x"}}""", "match.a.gte must be a number, not a string")]
    [InlineData("""{"a":{}}""", "match.a is an empty object")]
    [InlineData("""{"a":[{"b":1}]}""", "match.a lists an object")]
    [InlineData("""[1]""", "must be a JSON object")]
    [InlineData("""{"a":""", "not valid JSON")]
    public void A_filter_that_cannot_be_meant_is_refused_with_the_reason(string match, string reason) =>
        Should.Throw<InvalidRequestException>(() => MetadataMatch.Parse(match)).Message.ShouldContain(reason);
}
