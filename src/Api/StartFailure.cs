using FencyGrid.Storage.Postgres;
using FencyGrid.Storage.Schema;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api;

/// <summary>What keeps a server from starting and can be mended by whoever runs it: told in a sentence, without a stack trace.</summary>
public static class StartFailure
{
    /// <summary>The exit code of a process that did not start for such a reason.</summary>
    public const int ExitCode = 1;

    /// <summary>Null for a failure that only its stack trace explains.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        StartException or PostgresStartException or SchemaException => exception.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        AggregateException { InnerExceptions: [{ } single] } => Describe(single),
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Choose another address with ASPNETCORE_URLS.",
        _ => null,
    };
}

/// <summary>Something keeps the process from starting. The message says what to change.</summary>
public abstract class StartException(string message, Exception? inner) : Exception(message, inner);
