using System.Text.Json;
using System.Text.Json.Serialization;

namespace FencyGrid.Silo.Faults.Load;

public enum CallOutcome
{
    /// <summary>Acknowledged.</summary>
    Done,

    /// <summary>A 4xx: the server understood, and says that it is not so.</summary>
    Refused,

    /// <summary>Nothing was done, and it may be tried again: a 503, or no front end took the connection.</summary>
    Retryable,

    /// <summary>It may have been done or not: the connection broke, the answer did not come in time, or the server says that it does not know.</summary>
    Uncertain,
}

/// <param name="At">When it was due, since the run began.</param>
/// <param name="Took">From then to its answer.</param>
public sealed record CallResult(string What, TimeSpan At, TimeSpan Took, CallOutcome Outcome, int Status, int FrontEnd, string Text)
{
    public TimeSpan End => At + Took;

    [JsonIgnore]
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    [JsonIgnore]
    public string Id => Json.GetProperty("id").GetString()!;
}
