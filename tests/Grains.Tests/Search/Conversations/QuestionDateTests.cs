using FencyGrid.Grains.Search.Conversations;

namespace FencyGrid.Grains.Tests.Search.Conversations;

public sealed class QuestionDateTests
{
    [Theory]
    [InlineData("Where was she on 8 May, 2023?", 2023, 5, 8)]
    [InlineData("Where was she on the 8th of May 2023?", 2023, 5, 8)]
    [InlineData("Where was she on May 8th, 2023?", 2023, 5, 8)]
    [InlineData("Where was she on Sep. 3?", 0, 9, 3)]
    [InlineData("Where was she on 2023-05-08?", 2023, 5, 8)]
    [InlineData("Where was she in 2023-05?", 2023, 5, 0)]
    [InlineData("Where was she in May?", 0, 5, 0)]
    [InlineData("Where was she in october 2021?", 2021, 10, 0)]
    [InlineData("Where was she in 2021?", 2021, 0, 0)]
    [InlineData("Where was she on 31 February 2021?", 2021, 2, 0)]
    public void A_date_is_read(string question, int year, int month, int day) =>
        QuestionDate.Find(question).ShouldHaveSingleItem().Date.ShouldBe(new QuestionDate(year, month, day));

    [Theory]
    [InlineData("May I ask what they march for?")]
    [InlineData("Which 20 of the 1200 did she keep?")]
    [InlineData("Where was she on 2023-99-08?")]
    public void Other_words_and_numbers_are_no_dates(string question) => QuestionDate.Find(question).ShouldBeEmpty();

    [Fact]
    public void Several_dates_are_all_read() =>
        QuestionDate.Find("Between 3 March 2022 and August 2022?").Select(found => found.Date)
            .ShouldBe([new QuestionDate(2022, 3, 3), new QuestionDate(2022, 8, 0)]);

    [Fact]
    public void The_day_itself_is_nearest_then_the_days_after_it_and_a_little_the_days_before()
    {
        var date = new QuestionDate(2024, 2, 29);
        double[] nearness = [.. new[] { 0, 1, 10, 15, -3, -8 }.Select(days => date.Nearness(new DateOnly(2024, 2, 29).AddDays(days)))];
        nearness[0].ShouldBe(1);
        nearness[1].ShouldBeInRange(nearness[2], 0.5);
        nearness[2].ShouldBeGreaterThan(0);
        nearness[4].ShouldBeInRange(0.01, nearness[1]);
        nearness[3].ShouldBe(0);
        nearness[5].ShouldBe(0);
    }

    [Fact]
    public void A_date_without_a_year_is_near_in_every_year() =>
        new QuestionDate(0, 2, 29).Nearness(new DateOnly(2023, 2, 28)).ShouldBe(1);

    [Theory]
    [InlineData("2023-05-31", 0.5)]
    [InlineData("2023-06-20", 0.25)]
    [InlineData("2023-06-25", 0)]
    [InlineData("2022-05-31", 0)]
    [InlineData("0001-01-01", 0)]
    public void A_month_is_near_through_itself_and_half_as_near_for_three_weeks_after(string said, double nearness) =>
        new QuestionDate(2023, 5, 0).Nearness(DateOnly.Parse(said, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(nearness);
}
