using FencyGrid.Grains.Extraction.Times;
using FsCheck;
using FsCheck.Fluent;

namespace FencyGrid.Grains.Tests.Extraction;

public class TemporalExpressionTests
{
    [Theory]
    [InlineData("I left yesterday.", "2024-05-14", TimePrecision.Day, "on 14 May 2024")]
    [InlineData("I left last Saturday.", "2024-05-11", TimePrecision.Day, "on 11 May 2024")]
    [InlineData("I left last Wednesday.", "2024-05-08", TimePrecision.Day, "on 8 May 2024")]
    [InlineData("We leave next Friday.", "2024-05-17", TimePrecision.Day, "on 17 May 2024")]
    [InlineData("I left last week.", "2024-05-06", TimePrecision.Week, "in the week of 6 May 2024")]
    [InlineData("I left the week before last.", "2024-04-29", TimePrecision.Week, "in the week of 29 April 2024")]
    [InlineData("I left two weekends ago.", "2024-05-04", TimePrecision.Day, "on the weekend of 4 May 2024")]
    [InlineData("We leave next month.", "2024-06-01", TimePrecision.Month, "in June 2024")]
    [InlineData("I left 3 years ago.", "2021-01-01", TimePrecision.Year, "in 2021")]
    [InlineData("I left a couple of days ago.", "2024-05-13", TimePrecision.Day, "on 13 May 2024")]
    [InlineData("I left this morning.", "2024-05-15", TimePrecision.Day, "on 15 May 2024")]
    [InlineData("I left in 2019.", "2019-01-01", TimePrecision.Year, "in 2019")]
    [InlineData("I left on 8 May, 2023.", "2023-05-08", TimePrecision.Day, "on 8 May 2023")]
    [InlineData("I left on May 8th.", "2024-05-08", TimePrecision.Day, "on 8 May 2024")]
    [InlineData("I've been here since March.", "2024-03-01", TimePrecision.Month, "since March 2024")]
    [InlineData("We leave in two weeks.", "2024-05-27", TimePrecision.Week, "in the week of 27 May 2024")]
    [InlineData("I left in December.", "2023-12-01", TimePrecision.Month, "in December 2023")]
    [InlineData("I left the day before yesterday.", "2024-05-13", TimePrecision.Day, "on 13 May 2024")]
    [InlineData("It is due on 2024-07-01.", "2024-07-01", TimePrecision.Day, "on 1 July 2024")]
    [InlineData("I left on the 2nd of June, 2020.", "2020-06-02", TimePrecision.Day, "on 2 June 2020")]
    public void A_date_is_read_against_the_day_it_was_said(string text, string time, TimePrecision precision, string absolute)
    {
        var found = TemporalExpressions.Find(text, Conversation.Wednesday).ShouldHaveSingleItem();

        (found.Time.ToString("yyyy-MM-dd"), found.Precision, found.Absolute).ShouldBe((time, precision, absolute));
        text[found.Start..found.End].ShouldBe(found.Text);
    }

    [Theory]
    [InlineData("You may go soon.")]
    [InlineData("We march one by one.")]
    [InlineData("I have 2019 stamps.")]
    [InlineData("He made the last cake.")]
    [InlineData("On 31 February 2024 nothing happened.")]
    [InlineData("It took two weeks.")]
    public void What_is_no_date_is_not_read_as_one(string text) =>
        TemporalExpressions.Find(text, Conversation.Wednesday).ShouldBeEmpty();

    [Fact]
    public void Without_an_anchor_only_absolute_dates_are_found() =>
        TemporalExpressions.Find("Yesterday I wrote about 8 May 2023.", null).ShouldHaveSingleItem().Time.ShouldBe(new DateTimeOffset(2023, 5, 8, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_relative_date_is_restated_in_the_fact()
    {
        var fact = Conversation.Ingrid("I planted an apple tree last weekend.").ShouldHaveSingleItem();

        fact.Text.ShouldBe("Ingrid planted an apple tree on the weekend of 11 May 2024.");
        fact.Quote.ShouldBe("I planted an apple tree last weekend.");
        fact.EventTime.ShouldBe(new DateTimeOffset(2024, 5, 11, 0, 0, 0, TimeSpan.Zero));
        fact.EventPrecision.ShouldBe(TimePrecision.Day);
    }

    [Fact]
    public void Days_ago_count_back_exactly_whatever_the_anchor() =>
        Prop.ForAll(
            Gen.Choose(1, 300).Zip(Gen.Choose(0, 40000)).ToArbitrary(),
            pair =>
            {
                var anchor = new DateTimeOffset(1950, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(pair.Item2);
                var found = TemporalExpressions.Find($"I left {pair.Item1} days ago.", anchor);
                return found.Count == 1 && found[0].Time == new DateTimeOffset(anchor.Date, TimeSpan.Zero).AddDays(-pair.Item1);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1:56 pm on 8 May, 2023", "2023-05-08T13:56:00+00:00")]
    [InlineData("12:05 am on 1 January, 2024", "2024-01-01T00:05:00+00:00")]
    [InlineData("May 8, 2023 13:56", "2023-05-08T13:56:00+00:00")]
    [InlineData("8 May 2023", "2023-05-08T00:00:00+00:00")]
    [InlineData("Monday, 8th of May 2023 at 9am", "2023-05-08T09:00:00+00:00")]
    [InlineData("2023-05-08T13:56:00+02:00", "2023-05-08T13:56:00+02:00")]
    [InlineData("2023-05-08T13:56:00Z", "2023-05-08T13:56:00+00:00")]
    [InlineData("2023-05-08", "2023-05-08T00:00:00+00:00")]
    [InlineData("2023-05-08 13:56", "2023-05-08T13:56:00+00:00")]
    [InlineData("Sept 3, 2021", "2021-09-03T00:00:00+00:00")]
    public void A_written_date_is_understood(string text, string instant) =>
        FreeTextDate.Parse(text).ShouldBe(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("last Tuesday")]
    [InlineData("8 May")]
    [InlineData("31 February 2023")]
    [InlineData("25:00 on 8 May 2023")]
    [InlineData("13 pm on 8 May 2023")]
    [InlineData("I met her on 8 May 2023")]
    [InlineData("05/08/2023")]
    [InlineData("2023-13-08")]
    public void Anything_else_is_no_date(string? text) => FreeTextDate.Parse(text).ShouldBeNull();
}
