using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Tests.Trees;

internal static class Sample
{
    public static readonly TreeAddress Address = TreeAddress.OfUser("helper", null, "ann");

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly SaltedHash Hash = new(SaltedHash.NewSalt());

    public static readonly IFactReader Reader = new ExtractionFactReader(TimeProvider.System);

    public static TreeDraft Draft() => new(TreeState.Empty(Address), Now);

    public static FactWriter Writer(TreeOptions? options = null) => new(Reader, options ?? new TreeOptions());

    public static Fact Fact(string text, string metadata = "{}") => new()
    {
        Id = "f1",
        Tree = Address,
        NodeId = "n1",
        Text = text,
        Metadata = metadata,
        SessionId = "talk",
        Categories = ["music", "travel"],
        CreatedAt = Now,
        UpdatedAt = Now,
        ValidFrom = Now,
        LastConfirmed = Now,
    };
}
