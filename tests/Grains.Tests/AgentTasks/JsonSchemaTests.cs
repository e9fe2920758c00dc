using System.Text.Json;
using FencyGrid.Contracts;
using FencyGrid.Grains.AgentTasks.Completions.Schemas;

namespace FencyGrid.Grains.Tests.AgentTasks;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", """{"a":"x","b":1}""")]
    [InlineData("""{"type":["string","null"]}""", "null")]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"type":"integer"}""", "3.0")]
    [InlineData("""{"enum":[1,"a",{"b":[2]}]}""", """{"b":[2.0]}""")]
    [InlineData("""{"const":"x"}""", "\"x\"")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"number","minimum":5}]}""", "5")]
    [InlineData("""{"oneOf":[{"multipleOf":3},{"multipleOf":5}]}""", "9")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":3}]}""", "2")]
    [InlineData("""{"not":{"type":"string"}}""", "1")]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"}},"additionalProperties":false}}}""", """{"next":{"next":{}}}""")]
    [InlineData("""{"$ref":"#/$defs/a~1b","$defs":{"a/b":{"type":"number"}}}""", "1")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"number"},"uniqueItems":true}""", """["a",1,2]""")]
    [InlineData("""{"type":"string","pattern":"^a+$","minLength":2,"maxLength":2}""", "\"aa\"")]
    [InlineData("""{"maxLength":1}""", "\"😀\"")]
    [InlineData("""{"patternProperties":{"^n_":{"type":"number"}},"additionalProperties":false}""", """{"n_a":1}""")]
    [InlineData("""{"multipleOf":0.1}""", "0.3")]
    [InlineData("""{"format":"date","x-note":7}""", "\"anything\"")]
    public void A_value_that_keeps_to_its_schema_has_no_errors(string schema, string value) => Errors(schema, value).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"type":"object","required":["a"]}""", "{}", "$.a is missing")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", """{"a":1}""", "$.a must be of type string")]
    [InlineData("""{"additionalProperties":false}""", """{"a":1}""", "$.a is not allowed")]
    [InlineData("""{"additionalProperties":{"type":"number"}}""", """{"a":"x"}""", "$.a must be of type number")]
    [InlineData("""{"type":"integer"}""", "3.5", "$ must be of type integer")]
    [InlineData("""{"items":{"items":{"maximum":1}}}""", "[[0],[1,2]]", "$[1][1] must be at most 1")]
    [InlineData("""{"minItems":2}""", "[1]", "$ must have at least 2 items; it has 1")]
    [InlineData("""{"uniqueItems":true}""", """[{"a":1,"b":2},{"b":2.0,"a":1}]""", "$ must not have the same item twice")]
    [InlineData("""{"enum":["a"]}""", "\"b\"", "$ must be one of [\"a\"]")]
    [InlineData("""{"const":1}""", "2", "$ must be 1")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "1", "anyOf")]
    [InlineData("""{"oneOf":[{"type":"number"},{"minimum":0}]}""", "1", "it matches 2")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":3}]}""", "4", "$ must be at most 3")]
    [InlineData("""{"not":{"type":"string"}}""", "\"a\"", "excludes")]
    [InlineData("""{"exclusiveMinimum":1}""", "1", "greater than 1")]
    [InlineData("""{"exclusiveMaximum":1}""", "1", "less than 1")]
    [InlineData("""{"pattern":"^a+$"}""", "\"b\"", "pattern")]
    [InlineData("""{"minLength":2}""", "\"😀\"", "$ must have at least 2 characters; it has 1")]
    [InlineData("""{"properties":{"a":false}}""", """{"a":1}""", "$.a is not allowed")]
    public void A_value_that_does_not_is_told_where_and_why(string schema, string value, string error) =>
        Errors(schema, value).ShouldHaveSingleItem().ShouldContain(error);

    [Theory]
    [InlineData("""{"type":"thing"}""", "jsonSchema.type")]
    [InlineData("""{"type":[]}""", "jsonSchema.type")]
    [InlineData("""{"properties":[]}""", "jsonSchema.properties")]
    [InlineData("""{"properties":{"a":7}}""", "jsonSchema.properties.a")]
    [InlineData("""{"required":"a"}""", "jsonSchema.required")]
    [InlineData("""{"anyOf":[]}""", "jsonSchema.anyOf")]
    [InlineData("""{"anyOf":[{"enum":[]}]}""", "jsonSchema.anyOf[0].enum")]
    [InlineData("""{"pattern":"("}""", "jsonSchema.pattern")]
    [InlineData("""{"minLength":-1}""", "jsonSchema.minLength")]
    [InlineData("""{"multipleOf":0}""", "jsonSchema.multipleOf")]
    [InlineData("""{"$ref":"https://example.com/other.json"}""", "jsonSchema.$ref")]
    [InlineData("""{"$ref":"#/$defs/missing"}""", "jsonSchema.$ref")]
    [InlineData("true", "JSON object")]
    [InlineData("{", "not valid JSON")]
    public void What_is_not_a_schema_is_refused_with_the_place(string schema, string named) =>
        Should.Throw<InvalidRequestException>(() => JsonSchema.Parse(schema)).Message.ShouldContain(named);

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"anyOf":[{"$ref":"#"},{"$ref":"#"}]}""")]
    [InlineData("""{"allOf":[{"not":{"$ref":"#"}},{"not":{"$ref":"#"}}]}""")]
    public void References_in_a_circle_end(string schema) => JsonSchema.Parse(schema).Validate(JsonElement.Parse("1"));

    [Fact]
    public void A_pattern_that_never_ends_counts_as_no_match() =>
        Errors("""{"pattern":"^(a+)+$"}""", $"\"{new string('a', 40)}!\"").ShouldHaveSingleItem();

    private static IReadOnlyList<string> Errors(string schema, string value) => JsonSchema.Parse(schema).Validate(JsonElement.Parse(value));
}
