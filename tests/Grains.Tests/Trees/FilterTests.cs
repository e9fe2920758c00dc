using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Filters;

namespace FencyGrid.Grains.Tests.Trees;

public sealed class FilterTests
{
    private const string Metadata = """{"colour":"red","size":3,"done":true,"tags":["a","b"],"place":{"city":"Oslo"},"day":"2026-02-01","a.b":"dotted","nothing":null}""";

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"colour":"red"}""", true)]
    [InlineData("""{"colour":"Red"}""", false)]
    [InlineData("""{"colour":"red","size":4}""", false)]
    [InlineData("""{"metadata.colour":{"$ne":"blue"}}""", true)]
    [InlineData("""{"size":{"$gt":2,"$lte":3}}""", true)]
    [InlineData("""{"size":{"$between":[4,9]}}""", false)]
    [InlineData("""{"size":{"$between":[3,3]}}""", true)]
    [InlineData("""{"size":"3"}""", false)]
    [InlineData("""{"done":true}""", true)]
    [InlineData("""{"tags":"b"}""", true)]
    [InlineData("""{"tags":{"$nin":["b"]}}""", false)]
    [InlineData("""{"place.city":{"$in":["Oslo","Bergen"]}}""", true)]
    [InlineData("""{"a.b":"dotted"}""", true)]
    [InlineData("""{"missing":null}""", true)]
    [InlineData("""{"nothing":null}""", true)]
    [InlineData("""{"colour":null}""", false)]
    [InlineData("""{"missing":{"$exists":false}}""", true)]
    [InlineData("""{"place":{"$exists":true}}""", true)]
    [InlineData("""{"missing":{"$ne":"x"}}""", true)]
    [InlineData("""{"missing":{"$gt":1}}""", false)]
    [InlineData("""{"day":{"$lt":"2 February 2026"}}""", true)]
    [InlineData("""{"created_at":{"$gte":"2026-03-01","$lt":"2026-03-02"}}""", true)]
    [InlineData("""{"created_at":{"$between":["2025-01-01","2025-12-31"]}}""", false)]
    [InlineData("""{"created_at":"1 March 2026, 12:00"}""", true)]
    [InlineData("""{"event_date":{"$eq":null}}""", true)]
    [InlineData("""{"event_date":{"$exists":false}}""", true)]
    [InlineData("""{"categories":{"$in":["travel"]}}""", true)]
    [InlineData("""{"user_id":"ann","agent_id":"helper","conv_id":"talk"}""", true)]
    [InlineData("""{"user_id":{"$ne":"ann"}}""", false)]
    [InlineData("""{"OR":[{"colour":"blue"},{"size":3}]}""", true)]
    [InlineData("""{"AND":[{"colour":"red"},{"NOT":{"size":3}}]}""", false)]
    [InlineData("""{"NOT":[{"colour":"blue"},{"size":9}]}""", true)]
    [InlineData("""{"type":"fact"}""", true)]
    [InlineData("""{"type":{"$in":["artifact","episode"]}}""", false)]
    [InlineData("""{"kind":"general"}""", true)]
    public void A_filter_decides_by_the_items_fields_and_metadata(string filter, bool expected) =>
        FilterParser.Parse(filter)!.Matches(new FilterSubject(Sample.Fact("Something.", Metadata))).ShouldBe(expected);

    [Theory]
    [InlineData("""{"user_id":"ann","agent_id":{"$in":["helper","other"]},"instance_id":null}""", true)]
    [InlineData("""{"AND":[{"user_id":"ann"},{"user_id":{"$ne":"bob"}}]}""", true)]
    [InlineData("""{"user_id":"bob"}""", false)]
    [InlineData("""{"user_id":"ann","size":3}""", false)]
    [InlineData("""{"user_id":"ann","size":4}""", false)]
    [InlineData("""{"NOT":{"user_id":"bob"},"OR":[{"user_id":"bob"},{"colour":"red"}]}""", false)]
    public void Within_a_tree_nothing_is_left_of_what_names_it(string text, bool decidesAll)
    {
        var filter = FilterParser.Parse(text)!;
        var subject = new FilterSubject(Sample.Fact("Something.", Metadata));

        var left = filter.Within(Sample.Address);

        (left is null).ShouldBe(decidesAll);
        (left?.Matches(subject) ?? true).ShouldBe(filter.Matches(subject));
    }

    [Theory]
    [InlineData("""[]""", "JSON object")]
    [InlineData("""{"size":{"$near":3}}""", "$near")]
    [InlineData("""{"$eq":3}""", "$eq")]
    [InlineData("""{"size":{"$in":3}}""", "array")]
    [InlineData("""{"size":{"$between":[1]}}""", "two values")]
    [InlineData("""{"size":{"$between":[1,"b"]}}""", "one type")]
    [InlineData("""{"size":{"$exists":"yes"}}""", "true or false")]
    [InlineData("""{"size":{"$gt":true}}""", "number")]
    [InlineData("""{"size":{"$eq":{}}}""", "string, a number")]
    [InlineData("""{"size":[1,2]}""", "$in")]
    [InlineData("""{"size":{}}""", "no operator")]
    [InlineData("""{"type":"memory"}""", "episode")]
    [InlineData("""{"OR":[]}""", "at least one")]
    [InlineData("""{"OR":3}""", "array of filters")]
    [InlineData("""{"size":""", "valid JSON")]
    [InlineData("""{"created_at":"soon"}""", "created_at takes a date")]
    [InlineData("""{"created_at":{"$gt":5}}""", "created_at.$gt takes a date")]
    [InlineData("""{"updated_at":{"$between":["2026-01-01","later"]}}""", "updated_at.$between takes a date")]
    [InlineData("""{"event_date":{"$in":["2026-01-01",true]}}""", "event_date.$in takes a date")]
    public void What_is_no_filter_is_refused_in_words(string filter, string said) =>
        Should.Throw<InvalidRequestException>(() => FilterParser.Parse(filter)).Message.ShouldContain(said);

    [Theory]
    [InlineData(15, false)]
    [InlineData(17, true)]
    [InlineData(100, true)]
    [InlineData(5000, true)]
    public void Nesting_is_bounded(int levels, bool refused)
    {
        var filter = string.Concat(Enumerable.Repeat("""{"NOT":""", levels)) + "{}" + new string('}', levels);

        if (refused)
        {
            Should.Throw<InvalidRequestException>(() => FilterParser.Parse(filter));
        }
        else
        {
            FilterParser.Parse(filter).ShouldNotBeNull();
        }
    }

    [Fact]
    public void The_kinds_that_can_match_are_known_beforehand()
    {
        FilterParser.Parse("""{"type":"artifact","colour":"red"}""")!.Kinds.ShouldBe([TreeItemKind.Artifact]);
        FilterParser.Parse("""{"OR":[{"type":"artifact"},{"type":"fact"}]}""")!.Kinds.ShouldBe([TreeItemKind.Artifact, TreeItemKind.Fact], ignoreOrder: true);
        FilterParser.Parse("""{"NOT":{"type":"artifact"}}""")!.Kinds.ShouldBeNull();
    }
}
