namespace FencyGrid.Grains.Extraction.Times;

/// <summary>How much of an instant is meant; the instant itself is the start of that span.</summary>
public enum TimePrecision
{
    Minute,
    Day,
    Week,
    Month,
    Year,
}
