using FencyGrid.Grains.Engine.Events.Relay;
using Microsoft.Extensions.Options;

namespace FencyGrid.Embedded.Relay;

internal sealed class EventRelayOptionsValidator : IValidateOptions<EventRelayOptions>
{
    public ValidateOptionsResult Validate(string? name, EventRelayOptions options)
    {
        var failures = new List<string>();
        foreach (var (setting, value) in new[]
        {
            (nameof(options.Concurrency), options.Concurrency),
            (nameof(options.BufferedEvents), options.BufferedEvents),
            (nameof(options.BufferedEventsPerSubject), options.BufferedEventsPerSubject),
            (nameof(options.BatchSize), options.BatchSize),
        })
        {
            if (value < 1)
            {
                failures.Add($"{setting} is {value}; it must be at least 1.");
            }
        }

        if (options.FirstRetryDelay <= TimeSpan.Zero || options.LongestRetryDelay < options.FirstRetryDelay)
        {
            failures.Add($"{nameof(options.FirstRetryDelay)} is {options.FirstRetryDelay}; it must be positive and at most {nameof(options.LongestRetryDelay)} ({options.LongestRetryDelay}).");
        }

        if (options.RescanInterval <= TimeSpan.Zero)
        {
            failures.Add($"{nameof(options.RescanInterval)} is {options.RescanInterval}; it must be positive.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
