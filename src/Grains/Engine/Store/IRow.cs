namespace FencyGrid.Grains.Engine.Store;

/// <summary>
/// A row as an immutable record whose properties are its columns (snake_case in the database).
/// Every row carries its organization; every query filters by it.
/// </summary>
public interface IRow
{
    string OrganizationId { get; }
}

/// <summary>A row that is updated in place. <see cref="Version"/> is the one read; a write makes it one higher.</summary>
public interface IVersionedRow : IRow
{
    long Version { get; init; }
}
