using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Consolidation;

namespace FencyGrid.Grains.Tests.Trees;

public sealed class RetentionTests
{
    private static readonly Fact Plain = Sample.Fact("The user bought a kettle.");

    [Fact]
    public void What_was_just_confirmed_is_held_fully() => Retention.At(Plain, Sample.Now).ShouldBe(1);

    [Fact]
    public void It_weakens_with_time_and_never_below_the_floor()
    {
        var last = 1.0;
        foreach (var days in (int[])[1, 10, 50, 200])
        {
            var strength = Retention.At(Plain, Sample.Now.AddDays(days));
            strength.ShouldBeLessThan(last);
            last = strength;
        }

        Retention.At(Plain, Sample.Now.AddYears(50)).ShouldBe(0.05);
        Retention.At(Plain with { Kind = "identity" }, Sample.Now.AddYears(50)).ShouldBe(0.3);
    }

    [Fact]
    public void Mentions_retrievals_importance_emotion_and_identity_each_slow_it()
    {
        var later = Sample.Now.AddDays(20);
        var plain = Retention.At(Plain, later);

        Retention.At(Plain with { MentionCount = 4 }, later).ShouldBeGreaterThan(plain);
        Retention.At(Plain with { HitCount = 9 }, later).ShouldBeGreaterThan(plain);
        Retention.At(Plain with { Importance = 0.9 }, later).ShouldBeGreaterThan(plain);
        Retention.At(Plain with { EmotionalIntensity = 0.6 }, later).ShouldBeGreaterThan(plain);
        Retention.At(Plain with { Kind = "identity" }, later).ShouldBeGreaterThan(plain);
        Retention.At(Plain with { LastRetrievedAt = Sample.Now.AddDays(15) }, later).ShouldBeGreaterThan(plain);
    }

    [Fact]
    public void The_formula_is_the_one_that_is_stated() =>
        Retention.At(Plain with { Importance = 0.5 }, Sample.Now.AddDays(14)).ShouldBe(Math.Round(0.05 + (0.95 * Math.Exp(-1)), 4));
}
