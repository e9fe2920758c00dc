namespace FencyGrid.Grains.Trees;

/// <summary>When a tree is consolidated next: nightly, each tree at its own minute of the hour, so that they do not all come at once.</summary>
public static class ConsolidationSchedule
{
    public static DateTimeOffset Next(DateTimeOffset now, string treeId, TreeOptions options)
    {
        var minute = Convert.ToInt32(treeId[^4..], 16) % 60;
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(options.ConsolidationHour).AddMinutes(minute);
        return today > now ? today : today.AddDays(1);
    }
}
