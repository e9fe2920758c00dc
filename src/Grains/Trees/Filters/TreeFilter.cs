using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.Filters;

/// <summary>A condition on an item, decided before anything is ranked.</summary>
public abstract record TreeFilter
{
    public abstract bool Matches(FilterSubject subject);

    /// <summary>The kinds of items that can match at all; null for any. A search need not look at the others.</summary>
    public virtual IReadOnlyList<TreeItemKind>? Kinds => null;

    /// <summary>What is left to decide of the items of this tree, null for nothing: what names the tree holds for all of them.</summary>
    public virtual TreeFilter? Within(TreeAddress tree) => this;
}

/// <summary>All of them; with none, everything.</summary>
public sealed record AllOf(IReadOnlyList<TreeFilter> Parts) : TreeFilter
{
    public override IReadOnlyList<TreeItemKind>? Kinds
    {
        get
        {
            IReadOnlyList<TreeItemKind>? kinds = null;
            foreach (var part in Parts)
            {
                if (part.Kinds is { } own)
                {
                    kinds = kinds is null ? own : [.. kinds.Intersect(own)];
                }
            }

            return kinds;
        }
    }

    public override TreeFilter? Within(TreeAddress tree)
    {
        List<TreeFilter> left = [.. Parts.Select(part => part.Within(tree)).OfType<TreeFilter>()];
        return left.Count == 0 ? null : new AllOf(left);
    }

    public override bool Matches(FilterSubject subject)
    {
        foreach (var part in Parts)
        {
            if (!part.Matches(subject))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>At least one of them.</summary>
public sealed record AnyOf(IReadOnlyList<TreeFilter> Parts) : TreeFilter
{
    public override IReadOnlyList<TreeItemKind>? Kinds =>
        Parts.Count > 0 && Parts.All(part => part.Kinds is not null) ? [.. Parts.SelectMany(part => part.Kinds!).Distinct()] : null;

    public override bool Matches(FilterSubject subject)
    {
        foreach (var part in Parts)
        {
            if (part.Matches(subject))
            {
                return true;
            }
        }

        return false;
    }
}

public sealed record NoneOf(TreeFilter Part) : TreeFilter
{
    public override bool Matches(FilterSubject subject) => !Part.Matches(subject);
}

/// <summary>Only items of these kinds.</summary>
public sealed record OfKind(IReadOnlyList<TreeItemKind> Allowed) : TreeFilter
{
    public override IReadOnlyList<TreeItemKind>? Kinds => Allowed;

    public override bool Matches(FilterSubject subject) => Allowed.Contains(subject.Item.ItemKind);
}

/// <summary>A condition on one field. A field that holds a list meets it when one of its elements does.</summary>
public sealed record FieldFilter(string Field, Comparison Comparison) : TreeFilter
{
    public override TreeFilter? Within(TreeAddress tree) =>
        FilterSubject.Read(tree, Field) is { } values && Comparison.Holds(values) ? null : this;

    public override bool Matches(FilterSubject subject) => Comparison.Holds(subject.Read(Field));
}
